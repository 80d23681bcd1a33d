/// Makes the runs of a comparison side by side. A configuration that differs from an earlier one in nothing but weights is
/// re-scored from that one's run where that is exact, and scheduled where it is not.
public struct ComparedRuns: Sendable {
  private let choices: [ConfigurationChoice]
  private let bases: [Int?]

  /// - Throws: ``RunError`` for a configuration that there is not, or that is rejected.
  public init(of scenario: Scenario, _ choices: [ConfigurationChoice]) throws(RunError) {
    self.choices = choices
    bases = try scenario.rescoringBases(of: choices)
  }

  /// The runs in the order of the configurations.
  ///
  /// - Parameters:
  ///   - known: The runs that there are already, each in its place.
  ///   - schedule: Makes the run of a configuration; it decides where that is done, and how many are made at once.
  /// - Throws: What `schedule` throws; then the others are cancelled.
  public func make(
    known: [ScenarioRun?] = [], _ schedule: @escaping @Sendable (Int) async throws -> ScenarioRun
  ) async throws -> [ScenarioRun] {
    var tasks: [Task<ScenarioRun, any Error>] = []
    for (index, choice) in choices.enumerated() {
      let run = known.indices.contains(index) ? known[index] : nil
      let base = bases[index].map { tasks[$0] }
      tasks.append(
        Task {
          if let run { return run }
          if let base, let rescored = try ScenarioRun(rescoring: try await base.value, configuration: choice) {
            return rescored
          }
          return try await schedule(index)
        })
    }
    return try await Self.values(of: tasks)
  }

  private static func values(of tasks: [Task<ScenarioRun, any Error>]) async throws -> [ScenarioRun] {
    defer { for task in tasks { task.cancel() } }
    return try await withTaskCancellationHandler {
      var runs: [ScenarioRun] = []
      for task in tasks { runs.append(try await task.value) }
      return runs
    } onCancel: {
      for task in tasks { task.cancel() }
    }
  }
}
