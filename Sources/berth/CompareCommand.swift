import ArgumentParser
import Playground

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run a scenario with several scheduler configurations and show what differs.",
    discussion: "The exit status is 1 when a Pod's fate depends on the configuration.")

  @Argument(help: "A scenario, or plain manifests; - for standard input.", completion: .file())
  var file: String

  @Argument(help: "Configurations: names in the scenario, or files. All of the scenario's when none is given.")
  var configurations: [String] = []

  @OptionGroup
  var webhooks: WebhookOptions

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let scenario = try ScenarioFile.read(file, webhooks)
    let names = configurations.isEmpty ? scenario.configurations.map(\.name) : configurations
    let runs = try names.map { try ScenarioFile.run(scenario, ScenarioFile.configuration($0, of: scenario)) }
    let comparison = Comparison(runs)
    switch output {
    case .json: Output.write(comparison.json())
    case .text: Output.write(text(comparison, names: names))
    }
    if !comparison.differences.isEmpty { throw ExitCode(1) }
  }

  private func text(_ comparison: Comparison, names: [String]) -> String {
    var totals = TextTable(header: ["CONFIGURATION", "BOUND", "PENDING", "PREEMPTED", "NODES IN USE"])
    for (name, run) in zip(names, comparison.runs) {
      let metrics = run.result.metrics
      totals.add([
        name, "\(metrics.bound)", "\(metrics.pending)", "\(metrics.preempted)", "\(metrics.nodesInUse)",
      ])
    }
    guard !comparison.differences.isEmpty else { return totals.text + "\n\nEvery Pod ends the same way." }
    var differences = TextTable(header: ["POD"] + names)
    for difference in comparison.differences {
      differences.add([difference.pod.description] + difference.nodes.map { $0 ?? "<none>" })
    }
    return totals.text + "\n\n" + differences.text
  }
}
