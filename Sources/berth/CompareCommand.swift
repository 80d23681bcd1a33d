import ArgumentParser
import ClusterSimulator
import Foundation
import Playground

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run a scenario with several scheduler configurations and show what differs.",
    discussion: """
      The runs are made side by side on all cores. A configuration that differs from an earlier one in nothing but weights is \
      re-scored from that one's scores, and scheduled only when a Pod goes elsewhere.

      The exit status is 1 when a Pod's fate depends on the configuration.
      """)

  @Argument(help: "A scenario, or plain manifests; - for standard input.", completion: .file())
  var file: String

  @Argument(help: "Configurations: names in the scenario, or files. All of the scenario's when none is given.")
  var configurations: [String] = []

  @OptionGroup
  var webhooks: WebhookOptions

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() async throws {
    let scenario = try ScenarioFile.read(file, webhooks)
    let names = configurations.isEmpty ? scenario.configurations.map(\.name) : configurations
    let choices = try names.map { try ScenarioFile.configuration($0, of: scenario) }
    let comparison = Comparison(try await runs(of: scenario, choices))
    switch output {
    case .json: Output.write(comparison.json())
    case .text: Output.write(text(comparison, names: names))
    }
    // Taking large runs apart takes longer than leaving them to the end of the process.
    Foundation.exit(comparison.differences.isEmpty ? 0 : 1)
  }

  /// The runs in the order of the configurations, a few at a time.
  private func runs(of scenario: Scenario, _ choices: [ConfigurationChoice]) async throws -> [ScenarioRun] {
    guard let first = choices.first else { return [] }
    do {
      guard choices.count > 1 else { return [try ScenarioRun(scenario, configuration: first, limits: .none)] }
      let compared = try ComparedRuns(of: scenario, choices)
      let prepared = try PreparedScenario(scenario, configuration: first, limits: .none)
      return try await compared.make { index in
        try await Task.detached { try ScenarioRun(prepared, configuration: choices[index]) }.value
      }
    } catch let error as RunError {
      throw InputError(error.description)
    }
  }

  private func text(_ comparison: Comparison, names: [String]) -> String {
    var totals = TextTable(header: ["CONFIGURATION", "BOUND", "PENDING", "PREEMPTED", "NODES IN USE"])
    for (name, run) in zip(names, comparison.runs) {
      let metrics = run.result.metrics
      totals.add([
        name, "\(metrics.bound)", "\(metrics.pending)", "\(metrics.preempted)", "\(metrics.nodesInUse)",
      ])
    }
    let relations = comparison.relations.enumerated().compactMap { index, relation in
      relation.map { Self.text($0, of: names[index], to: names[$0.base]) }
    }
    let head = ([totals.text] + (relations.isEmpty ? [] : [relations.joined(separator: "\n")])).joined(
      separator: "\n\n")
    guard !comparison.differences.isEmpty else { return head + "\n\nEvery Pod ends the same way." }
    var differences = TextTable(header: ["POD"] + names)
    for difference in comparison.differences {
      differences.add([difference.pod.description] + difference.nodes.map { $0 ?? "<none>" })
    }
    return head + "\n\n" + differences.text
  }

  private static func text(_ relation: Comparison.Relation, of name: String, to base: String) -> String {
    let rescoring = relation.rescoring
    let head = "\(name): only weights differ from \(base); "
    guard let difference = rescoring.difference else {
      return head + "re-scored exactly, all \(rescoring.attempts) attempts come out the same"
    }
    let same =
      rescoring.unchanged > 0
      ? "re-scored exactly, attempts 1 to \(rescoring.unchanged) come out the same; " : ""
    return head + same + "scheduled again from attempt \(difference.attempt), in which \(difference.pod) goes to "
      + "\(difference.instead ?? "a Node that only scheduling tells") instead of \(difference.node)"
  }
}
