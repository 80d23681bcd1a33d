import Foundation
import KubernetesAPI
import Playground
import Testing

/// Every scenario that ships, run to its end. The expected placements were worked out by hand from kube-scheduler's rules.
@Suite struct ScenarioPlacementTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios").standardizedFileURL.path

  /// A scenario, maybe with a configuration: `63-bin-packing.yaml#bin-packer`.
  struct Expectation: Sendable, CustomTestStringConvertible {
    var file: String
    var configuration: String
    /// The Node of each Pod; `front-*` stands for all Pods whose names begin so, with their Nodes sorted.
    var placements: JSONValue
    var testDescription: String { "\(file) with \(configuration)" }
  }

  static let expectations: [Expectation] = {
    guard let file = Bundle.module.url(forResource: "Fixtures/scenario-placements", withExtension: "json"),
      let data = try? Data(contentsOf: file),
      let document = try? DocumentReader().read(Array(data)).get().first
    else { return [] }
    return document.value.members.map { name, placements in
      let parts = name.split(separator: "#").map(String.init)
      return Expectation(
        file: parts[0], configuration: parts.count > 1 ? parts[1] : "default", placements: placements)
    }
  }()

  @Test("every shipped scenario has an expectation")
  func complete() throws {
    let library = try ScenarioLibrary(directory: Self.folder)
    #expect(Set(library.entries.map { "\($0.id).yaml" }) == Set(Self.expectations.map(\.file)))
    #expect(library.entries.count >= 30)
  }

  @Test("every shipped scenario has its title and text in English and Korean")
  func bilingual() throws {
    for entry in try ScenarioLibrary(directory: Self.folder).entries {
      for text in [entry.scenario.title, entry.scenario.description] {
        #expect(text.texts["en"]?.isEmpty == false, "\(entry.id)")
        #expect(text.texts["ko"]?.isEmpty == false, "\(entry.id)")
      }
    }
  }

  @Test("a shipped scenario ends as it should", arguments: expectations)
  func placements(_ expectation: Expectation) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(expectation.file)", encoding: .utf8)
    let scenario = try ScenarioReader(file: expectation.file).read(text)
    let run = try ScenarioRun(scenario, configuration: .named(expectation.configuration))
    var placements: [String: JSONValue] = [:]
    for placement in run.result.placements {
      placements[placement.pod.description] = placement.node.map(JSONValue.string) ?? .null
    }
    for (name, nodes) in expectation.placements.members where name.hasSuffix("*") {
      let named = placements.filter { $0.key.hasPrefix(name.dropLast()) }
      #expect(named.values.compactMap(\.string).sorted() == nodes.strings, "\(name)")
      placements = placements.filter { named[$0.key] == nil }
      placements[name] = nodes
    }
    #expect(placements == Dictionary(uniqueKeysWithValues: expectation.placements.members.map { ($0, $1) }))
  }

  @Test("the same scenario with the same seed gives the same bytes", arguments: expectations.prefix(8))
  func deterministic(_ expectation: Expectation) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(expectation.file)", encoding: .utf8)
    let runs = try (0..<2).map { _ in
      try ScenarioRun(ScenarioReader().read(text), configuration: .named(expectation.configuration)).json(limit: nil)
    }
    #expect(runs[0].bytes == runs[1].bytes)
  }

  @Test("the table of an attempt, computed again, agrees with what the run decided")
  func tablesAgree() throws {
    for entry in try ScenarioLibrary(directory: Self.folder).entries.prefix(12) {
      let run = try ScenarioRun(entry.scenario)
      for outcome in run.result.attempts {
        let attempt = try run.simulation.attempt(outcome.attempt, depth: .full)
        #expect(attempt?.pod == outcome.pod)
        #expect(attempt?.placedOn == outcome.placedOn, "\(entry.id), attempt \(outcome.attempt)")
      }
    }
  }
}
