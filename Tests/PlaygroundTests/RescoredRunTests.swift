import ClusterSimulator
import Foundation
import KubernetesAPI
import Playground
import Testing

/// Runs that are made from others, or from where others began, are the runs that would have been made anew.
@Suite struct RescoredRunTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios").standardizedFileURL.path

  static let scenarios: [ScenarioLibrary.Entry] = (try? ScenarioLibrary(directory: folder))?.entries ?? []

  @Test("a run that begins where another one did is the run made by itself", arguments: scenarios.indices)
  func fromOneStart(_ index: Int) throws {
    let scenario = Self.scenarios[index].scenario
    let prepared = try PreparedScenario(scenario)
    var choices = scenario.configurations.map { ConfigurationChoice.named($0.name) }
    choices.append(Self.weighing(["NodeResourcesFit": 10]))
    for choice in choices {
      let (one, other) = (
        try ScenarioRun(prepared, configuration: choice), try ScenarioRun(scenario, configuration: choice)
      )
      #expect(one.json(limit: nil).bytes == other.json(limit: nil).bytes)
      for step in [0, 1, one.result.steps.count / 2, one.result.steps.count] {
        let views = try [one, other].map { try $0.simulation.view(afterStep: step).map(ScenarioRun.json)?.bytes }
        #expect(views[0] == views[1], "step \(step)")
      }
    }
  }

  @Test("re-scoring a run finds the first attempt that other weights decide otherwise", arguments: scenarios.indices)
  func firstDifference(_ index: Int) throws {
    let scenario = Self.scenarios[index].scenario
    let base = try ScenarioRun(scenario)
    for weights in [["NodeResourcesFit": 10], ["NodeResourcesBalancedAllocation": 9], ["ImageLocality": 3]] {
      let choice = Self.weighing(weights)
      let scheduled = try ScenarioRun(scenario, configuration: choice)
      let comparison = Comparison([base, scheduled])
      guard let relation = comparison.relations[1] else {
        // Its default configuration is not kube-scheduler's own, so more than weights differs.
        #expect(scenario.configuration(named: "default")?.source != .null || scenario.schedulers != nil)
        continue
      }
      let pairs = zip(base.result.attempts, scheduled.result.attempts)
      let different = pairs.first { $0.pod != $1.pod || $0.placedOn != $1.placedOn || $0.message != $1.message }
      #expect(relation.rescoring.difference?.attempt == different?.0.attempt)
      #expect(relation.rescoring.difference?.pod == different?.0.pod)
      #expect(relation.rescoring.difference?.node == different?.0.placedOn)
      #expect(relation.rescoring.difference?.instead == different?.1.placedOn)
      #expect(relation.rescoring.unchanged == different.map { $0.0.attempt - 1 } ?? base.result.attempts.count)

      let rescored = try ScenarioRun(rescoring: base, configuration: choice)
      #expect((rescored == nil) == (different != nil))
      if let rescored { try expectSame(rescored, scheduled) }
    }
  }

  private func expectSame(_ rescored: ScenarioRun, _ scheduled: ScenarioRun) throws {
    #expect(rescored.isRescored && !scheduled.isRescored)
    #expect(rescored.json(limit: nil).bytes == scheduled.json(limit: nil).bytes)
    for outcome in rescored.result.attempts.prefix(5) {
      let tables = try [rescored, scheduled].map { run in
        try run.simulation.attempt(outcome.attempt, depth: .full).map { ScenarioRun.json(of: $0, outcome: outcome) }?
          .bytes
      }
      #expect(tables[0] != nil && tables[0] == tables[1])
    }
  }

  @Test("what differs in more than weights is scheduled")
  func otherDifferences() throws {
    let scenario = try #require(Self.scenarios.first).scenario
    let most = Self.configuration(
      "pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {type: MostAllocated, resources: "
        + "[{name: cpu, weight: 1}]}}}]")
    let less = Self.configuration("plugins: {score: {disabled: [{name: ImageLocality}]}}")
    let other = Self.configuration("schedulerName: other")
    let choices = [.inline(.null), most, less, other, Self.weighing(["ImageLocality": 2]), .named("default")]
    #expect(try scenario.rescoringBases(of: choices) == [nil, nil, nil, nil, 0, 0])
    let base = try ScenarioRun(scenario, configuration: choices[0])
    for choice in [most, less, other] { #expect(try ScenarioRun(rescoring: base, configuration: choice) == nil) }
  }

  @Test("the runs of a comparison come in the order of the configurations, and each is made once")
  func compared() async throws {
    let scenario = try #require(Self.scenarios.first).scenario
    let prepared = try PreparedScenario(scenario)
    let choices = [
      .named("default"), Self.weighing(["ImageLocality": 7]), Self.configuration("percentageOfNodesToScore: 50"),
    ]
    let runs = try await ComparedRuns(of: scenario, choices).make { index in
      try ScenarioRun(prepared, configuration: choices[index])
    }
    #expect(runs.map(\.configurationName) == ["default", "inline", "inline"])
    #expect(runs.map(\.isRescored) == [false, true, false])
    await #expect(throws: CancellationError.self) {
      try await ComparedRuns(of: scenario, choices).make { _ in throw CancellationError() }
    }
  }

  private static func weighing(_ weights: [String: Int]) -> ConfigurationChoice {
    configuration(
      "plugins: {score: {enabled: [\(weights.map { "{name: \($0), weight: \($1)}" }.joined(separator: ", "))]}}")
  }

  /// - Parameter profile: In YAML, in one line.
  private static func configuration(_ profile: String) -> ConfigurationChoice {
    let text = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - {\(profile)}
      """
    let documents = try? DocumentReader().read(text).get()
    return .inline(documents?.first?.value ?? .null)
  }
}
