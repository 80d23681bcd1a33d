import SchedulerFramework

extension [PreemptionCandidate] {
  /// What extenders leave of the candidates, maybe with other victims.
  func left(byExtendersOf context: PostFilterContext) throws(ExtenderError) -> [PreemptionCandidate] {
    guard context.hasExtenders, !isEmpty else { return self }
    let cluster = context.cluster
    let offered = map { candidate in
      VictimsOnNode(
        row: candidate.row, victims: candidate.victims.compactMap { cluster.pod($0) }, violations: candidate.violations)
    }
    return try context.askExtenders(about: offered).map {
      PreemptionCandidate(row: $0.row, victims: $0.victims, violations: $0.violations, in: cluster)
    }
  }
}
