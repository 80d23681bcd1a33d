extension SchedulingCycle {
  /// Asks the PostFilter plugins until one makes room or rules it out.
  ///
  /// - Returns: What they have to say for the message.
  mutating func runPostFilter() -> String {
    attempt.pointStates[.postFilter] = profile.seats(at: .postFilter).isEmpty ? .skipped : .ran
    let context = PostFilterContext(
      pod: pod, cluster: cluster, verdicts: attempt.table, trial: trial, extenders: extenders)
    let outcome = PostFilterRun(profile: profile, cycles: cycles).run(context)
    attempt.postFilter = outcome.plugins
    switch outcome.nomination {
    case .unchanged: break
    case .none: attempt.clearsNomination = true
    case .node(let node, let victims):
      attempt.nominatedNode = node
      attempt.victims = victims
    }
    return outcome.text
  }
}
