import Foundation
import KubernetesAPI
import LibYAML
import Playground

/// Reads a file of manifests, and takes the time beside what libyaml needs to parse the same bytes into events.
struct ReadingBenchmark {
  private static let rounds = 7

  let bytes: [UInt8]
  let file: String

  init(file: String) throws {
    guard let data = FileManager.default.contents(atPath: file) else { throw InputError("\(file): cannot be read") }
    self.file = file
    bytes = Array(data)
  }

  /// The best of several rounds, in seconds.
  struct Result {
    var bytes: Int
    var objects = 0
    /// libyaml's events, with nothing made of them.
    var events = Double.infinity
    /// From the bytes to a scenario of manifests, each checked against the schema.
    var scenario = Double.infinity
    /// From the bytes to Pods and Nodes as the engine takes them.
    var typed = Double.infinity
    /// From the bytes to objects as the API server would store them: with their defaults, and validated.
    var stored = Double.infinity

    /// How many times as long as libyaml's events the typed objects took.
    var ratio: Double { typed / events }

    /// Megabytes a second.
    func speed(_ seconds: Double) -> Double { Double(bytes) / 1e6 / seconds }
  }

  func run() throws -> Result {
    var result = Result(bytes: bytes.count)
    for _ in 0..<Self.rounds {
      let events = try Self.seconds {
        if YAMLEvents.count(in: bytes) == nil { throw InputError("\(file): libyaml cannot parse it") }
      }
      let scenario = try Self.seconds { result.objects = try read().count }
      let typed = try Self.seconds { for manifest in try read() { Self.decode(manifest.object) } }
      let stored = try Self.seconds { for manifest in try read() { try Self.validate(manifest) } }
      result.events = min(result.events, events)
      result.scenario = min(result.scenario, scenario)
      result.typed = min(result.typed, typed)
      result.stored = min(result.stored, stored)
    }
    return result
  }

  private func read() throws -> [Manifest] {
    do throws(SourceErrors) {
      return try ScenarioReader(file: file, limits: .none).read(bytes).manifests
    } catch {
      throw InputError(error.description)
    }
  }

  private static func decode(_ object: KubernetesObject) {
    switch object.kind {
    case "Pod": _ = object.pod
    case "Node": _ = object.node
    default: break
    }
  }

  /// As the API server does it, which looks once at what many objects have in common.
  private static func validate(_ manifest: Manifest) throws {
    var value = manifest.object.value
    Defaults.apply(to: &value)
    let facts = ObjectFacts.of(value)
    // The namespace is the request's to fill in.
    let error = Validation.errors(for: KubernetesObject(value), facts).first { $0.field != "metadata.namespace" }
    if let error { throw InputError(manifest.error(error).description) }
    if let facts { decode(KubernetesObject(value, facts)) }
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let (seconds, attoseconds) = try ContinuousClock().measure(work).components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

extension ReadingBenchmark.Result {
  var text: String {
    func line(_ name: String, _ seconds: Double) -> String {
      "\(name.padding(toLength: 28, withPad: " ", startingAt: 0))\(Self.tenths(seconds * 1000)) ms"
        + "  \(Self.tenths(speed(seconds))) MB/s  \(Self.hundredths(seconds / events))×"
    }
    return [
      "\(bytes) bytes, \(objects) objects", line("libyaml's events", events),
      line("scenario, schema-checked", scenario), line("Pods and Nodes of it", typed),
      line("with defaults, validated", stored),
    ].joined(separator: "\n")
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("bytes", bytes)
      writer.member("objects", objects)
      writer.member("eventsMBps", .number(Self.tenths(speed(events))))
      writer.member("scenarioMBps", .number(Self.tenths(speed(scenario))))
      writer.member("objectsMBps", .number(Self.tenths(speed(typed))))
      writer.member("storedMBps", .number(Self.tenths(speed(stored))))
      writer.member("ratio", .number(Self.hundredths(ratio)))
    }
  }

  private static func tenths(_ value: Double) -> String { String(format: "%.1f", value) }
  private static func hundredths(_ value: Double) -> String { String(format: "%.2f", value) }
}
