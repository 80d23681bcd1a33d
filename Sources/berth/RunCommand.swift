import ArgumentParser
import ClusterSimulator
import Playground

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run scenarios: what happened, where the Pods are, and the events.",
    discussion: "Pods that stay Pending are a result, not a failure: the exit status is 0.")

  @Argument(help: "Scenarios, or plain manifests; - for standard input.", completion: .file())
  var files: [String]

  @Option(help: "A configuration of the scenario, or a file with a KubeSchedulerConfiguration.")
  var config: String?

  @OptionGroup
  var webhooks: WebhookOptions

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    for (index, file) in files.enumerated() {
      let scenario = try ScenarioFile.read(file, webhooks)
      let run = try ScenarioFile.run(scenario, ScenarioFile.configuration(config, of: scenario))
      switch output {
      case .json: Output.write(run.json(limit: nil))
      case .text:
        if files.count > 1 { Output.write((index > 0 ? "\n" : "") + "==> \(file) <==") }
        Output.write(RunText(run).text)
      }
    }
  }
}

/// A run as text: timeline, placements, events as `kubectl get events -o wide` prints them.
struct RunText {
  private let result: SimulationResult

  init(_ run: ScenarioRun) { result = run.result }

  var text: String { [timeline, placements, events, summary].filter { !$0.isEmpty }.joined(separator: "\n\n") }

  private var timeline: String {
    var table = TextTable(header: ["STEP", "AT", "ACTOR", "WHAT"])
    for step in result.steps {
      table.add(["\(step.step)", "\(step.at)s", step.actor, step.text.replacing("\n", with: " ")])
    }
    return table.text
  }

  private var placements: String {
    var table = TextTable(header: ["POD", "NODE", "PROFILE", "ATTEMPTS", "MESSAGE"])
    for placement in result.placements {
      table.add([
        placement.pod.description, placement.node ?? "<none>", placement.profile ?? "<none>",
        "\(placement.attempts)", placement.message ?? "",
      ])
    }
    return table.text
  }

  private var events: String {
    guard !result.events.isEmpty else { return "No events." }
    var table = TextTable(header: [
      "LAST SEEN", "TYPE", "REASON", "OBJECT", "SUBOBJECT", "SOURCE", "MESSAGE", "FIRST SEEN", "COUNT",
    ])
    for event in result.events {
      let ages = [event.at, event.firstAt].map { Self.age($0.duration(to: result.endedAt)) }
      table.add([
        ages[0], event.type.rawValue, event.reason, event.object, "", event.source, event.message, ages[1],
        "\(event.count)",
      ])
    }
    return table.text
  }

  /// As kubectl shows how long ago something was: `8s`, `2m1s`, `5m`, `3h`.
  private static func age(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    switch seconds {
    case ..<120: return "\(seconds)s"
    case ..<600: return seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds / 60)m\(seconds % 60)s"
    case ..<10_800: return "\(seconds / 60)m"
    default: return "\(seconds / 3600)h"
    }
  }

  private var summary: String {
    let metrics = result.metrics
    return "\(metrics.bound) bound, \(metrics.pending) pending, \(metrics.preempted) preempted, "
      + "\(metrics.nodesInUse) Nodes in use; ended at \(result.endedAt)s: \(result.end)"
  }
}
