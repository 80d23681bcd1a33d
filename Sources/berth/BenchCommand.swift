import ArgumentParser
import KubernetesAPI

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how many Pods a second are scheduled in a cluster of equal Nodes, or scenarios run.",
    discussion: "Times depend on the machine and on what else it does: compare figures of one machine only.")

  @Option(help: "Nodes of the cluster.")
  var nodes = 1000

  @Option(name: .customLong("init"), help: "Pods that run before the measurement; preemption always has four a Node.")
  var initialPods = 1000

  @Option(help: "Pods to schedule.")
  var pods = 1000

  @Option(help: "\(BenchWorkload.allCases.map(\.rawValue).joined(separator: ", ")).")
  var workload = BenchWorkload.basic

  @Option(help: "How many of the Nodes are searched, in per cent; 0 for kube-scheduler's adaptive choice.")
  var percentage = 100

  @Option(help: "How many different requests the Pods have, in random order.")
  var shapes = 1

  @Flag(help: "Also fill every attempt's decision table.")
  var trace = false

  @Option(help: "Measure instead how fast a file of manifests is read, beside libyaml's parsing of it.")
  var reading: String?

  @Flag(
    help: """
      Measure instead how often a second a scenario of \(SmallScenario.nodes) Nodes and \(SmallScenario.pods) Pods is read, \
      run and answered, by one thread.
      """)
  var smallScenario = false

  @Option(help: "How long --small-scenario measures.")
  var seconds = 3.0

  @Flag(help: "Print the figures as JSON.")
  var json = false

  func validate() throws {
    for (name, value) in [("--nodes", nodes), ("--pods", pods), ("--shapes", shapes)] where value < 1 {
      throw ValidationError("\(name) is at least 1")
    }
    if initialPods < 0 { throw ValidationError("--init is at least 0") }
    if !(seconds > 0 && seconds <= 600) { throw ValidationError("--seconds is more than 0 and at most 600") }
    if !(0...100).contains(percentage) { throw ValidationError("--percentage is from 0 to 100") }
  }

  func run() throws {
    if let reading { return try measureReading(of: reading) }
    if smallScenario { return try runSmallScenario() }
    let result = try Benchmark(
      nodes: nodes, initialPods: initialPods, pods: pods, workload: workload, percentage: percentage,
      withTable: trace, shapes: shapes
    ).run()
    let figures: [(name: String, value: Double)] = [
      ("podsPerSecond", result.podsPerSecond), ("p50us", result.percentile(0.5)), ("p99us", result.percentile(0.99)),
    ]
    report(figures, "\(workload.rawValue), \(nodes) Nodes, \(result.placed) of \(pods) Pods placed") { writer in
      writer.member("nodes", nodes)
      writer.member("init", workload.initialPods(asked: initialPods, nodes: nodes))
      writer.member("pods", pods)
      writer.member("workload", workload.rawValue)
      writer.member("percentage", percentage)
      writer.member("shapes", shapes)
      writer.member("placed", result.placed)
    }
  }

  /// - Parameters:
  ///   - title: Says in the text what the figures are of.
  ///   - describe: Writes the same as members of the JSON object.
  private func report(
    _ figures: [(name: String, value: Double)], _ title: String, _ describe: (inout JSONWriter) -> Void
  ) {
    guard json else {
      let texts = figures.map { "\($0.name) \(Self.tenths($0.value))" }
      return Output.write("\(title): \(texts.joined(separator: ", "))")
    }
    var writer = JSONWriter()
    writer.object { writer in
      describe(&writer)
      for figure in figures { writer.member(named: figure.name, .number(Self.tenths(figure.value))) }
    }
    Output.write(writer.text)
  }

  private func measureReading(of file: String) throws {
    let result = try ReadingBenchmark(file: file).run()
    guard json else { return Output.write(result.text) }
    var writer = JSONWriter()
    result.write(to: &writer)
    Output.write(writer.text)
  }

  private func runSmallScenario() throws {
    let result = try ScenarioBenchmark(seconds: seconds).run()
    let figures: [(name: String, value: Double)] = [
      ("runsPerSecond", result.runsPerSecond), ("readingUs", result.mean(result.reading)),
      ("runningUs", result.mean(result.running)), ("answeringUs", result.mean(result.answering)),
    ]
    let bound = result.bound / max(result.runs, 1)
    report(figures, "small scenario, \(bound) of \(SmallScenario.pods) Pods bound") { writer in
      writer.member("nodes", SmallScenario.nodes)
      writer.member("pods", SmallScenario.pods)
    }
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int64((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
