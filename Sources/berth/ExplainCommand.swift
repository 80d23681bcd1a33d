import ArgumentParser
import ClusterSimulator
import KubernetesAPI
import Playground

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show the decision table of an attempt to place a Pod: every verdict, every score.")

  @Argument(help: "A scenario, or plain manifests; - for standard input.", completion: .file())
  var file: String

  @Argument(help: "The Pod: its name, or namespace/name.")
  var pod: String

  @Option(help: "Which of the Pod's attempts, counted from 1; the last one if not given.")
  var attempt: Int?

  @Option(help: "A configuration of the scenario, or a file with a KubeSchedulerConfiguration.")
  var config: String?

  @OptionGroup
  var webhooks: WebhookOptions

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let scenario = try ScenarioFile.read(file, webhooks)
    let run = try ScenarioFile.run(scenario, ScenarioFile.configuration(config, of: scenario))
    let outcome = try chosenAttempt(of: run)
    guard let table = try run.simulation.attempt(outcome.attempt, depth: .full) else {
      throw InputError("attempt \(outcome.attempt) cannot be computed again")
    }
    switch output {
    case .json: Output.write(ScenarioRun.json(of: table, outcome: outcome))
    case .text: Output.write(ExplainedAttempt(table, number: outcome.attempt).text)
    }
  }

  private func chosenAttempt(of run: ScenarioRun) throws -> AttemptOutcome {
    let parts = pod.split(separator: "/", maxSplits: 1).map(String.init)
    let name = parts.count == 2 ? NamespacedName(parts[0], parts[1]) : NamespacedName("default", pod)
    let attempts = run.result.attempts.filter { $0.pod == name }
    guard !attempts.isEmpty else { throw InputError(whyNotTried(name, in: run)) }
    let number = attempt ?? attempts.count
    guard attempts.indices.contains(number - 1) else {
      throw InputError("\(name) was tried \(attempts.count) times; there is no attempt \(number)")
    }
    return attempts[number - 1]
  }

  private func whyNotTried(_ name: NamespacedName, in run: ScenarioRun) -> String {
    guard let placement = run.result.placements.first(where: { $0.pod == name }) else {
      let names = run.result.placements.map(\.pod.description)
      let some = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
      return "there is no Pod \(name); there are: \(some)"
    }
    if let node = placement.node { return "\(name) came to \(node) without a scheduler: its spec.nodeName was given" }
    return "no scheduler tried \(name): \(placement.message ?? "none looks at it")"
  }
}
