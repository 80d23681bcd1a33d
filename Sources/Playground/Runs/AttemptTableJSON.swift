public import ClusterSimulator
public import KubernetesAPI
public import SchedulerFramework

extension ScenarioRun {
  /// The decision table of an attempt, with everything that stands behind its cells.
  ///
  /// - Parameter layout: How the cells are written; columns for large clusters.
  public static func json(
    of attempt: Attempt, outcome: AttemptOutcome, layout: Attempt.Layout = .rows
  ) -> JSONWriter {
    var json = JSONWriter()
    json.object { json in
      json.member("attempt", outcome.attempt)
      json.member("at", outcome.at)
      attempt.writeMembers(to: &json, withTrace: true, layout: layout)
    }
    return json
  }
}
