import ArgumentParser
import Foundation
import KubernetesAPI
import Playground

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}

/// Reads scenarios from files, for commands.
enum ScenarioFile {
  static func read(_ path: String, _ webhooks: WebhookOptions) throws -> Scenario {
    let name = path == "-" ? "standard input" : path
    let data = path == "-" ? FileHandle.standardInput.readDataToEndOfFile() : FileManager.default.contents(atPath: path)
    guard let data else { throw InputError("\(path): cannot be read") }
    let client = try webhooks.client
    do {
      return try ScenarioReader(file: name, limits: .none, extenderClient: client).read(Array(data))
    } catch {
      throw InputError(error.description)
    }
  }

  /// A configuration by its name in the scenario, or else from a file.
  static func configuration(_ text: String?, of scenario: Scenario) throws -> ConfigurationChoice {
    guard let text else { return .named(Scenario.defaultConfiguration) }
    if scenario.configuration(named: text) != nil { return .named(text) }
    guard let data = FileManager.default.contents(atPath: text) else {
      let names = scenario.configurations.map(\.name).joined(separator: ", ")
      throw InputError("\(text): neither a configuration of the scenario (there are: \(names)) nor a file")
    }
    let documents: [SourceNode]
    do {
      documents = try DocumentReader(file: text).read(Array(data)).get()
    } catch {
      throw InputError(error.description)
    }
    guard documents.count == 1, documents[0].value["kind"].string == "KubeSchedulerConfiguration" else {
      throw InputError("\(text): must hold one document of kind KubeSchedulerConfiguration")
    }
    return .inline(documents[0].value)
  }

  /// Runs a scenario without limits but memory.
  static func run(
    _ scenario: Scenario, _ configuration: ConfigurationChoice = .named(Scenario.defaultConfiguration)
  ) throws -> ScenarioRun {
    do {
      return try ScenarioRun(scenario, configuration: configuration, limits: .none)
    } catch let error as RunError {
      throw InputError(error.description)
    }
  }
}

/// Standard output, written whole: `print` splits what goes into a pipe.
enum Output {
  static func write(_ text: String) { write(bytes: Array(text.utf8)) }

  static func write(_ json: JSONWriter) { write(bytes: json.bytes) }

  private static func write(bytes: [UInt8]) {
    FileHandle.standardOutput.write(Data(bytes + [UInt8(ascii: "\n")]))
  }
}
