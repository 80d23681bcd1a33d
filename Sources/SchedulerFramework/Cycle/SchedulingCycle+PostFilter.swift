extension SchedulingCycle {
  /// Asks the PostFilter plugins until one makes room or rules it out.
  ///
  /// - Returns: What they have to say for the message.
  mutating func runPostFilter() -> String {
    let seats = profile.seats(at: .postFilter)
    attempt.pointStates[.postFilter] = seats.isEmpty ? .skipped : .ran
    let context = PostFilterContext(pod: pod, cluster: cluster, table: attempt.table, trial: trial)
    var nomination = Nomination.unchanged
    var reasons: [String] = []
    for seat in seats {
      let result = cycles[seat.plugin].postFilter(context)
      let status = result.status
      attempt.postFilter.append(.init(plugin: name(seat), code: status.code, message: status.message))
      switch status.code {
      case .success, .unschedulableAndUnresolvable:
        apply(result.nomination)
        return status.message
      case .unschedulable:
        if result.nomination != .unchanged { nomination = result.nomination }
        reasons += status.reasons
      case .error, .pending, .skip, .wait:
        return status.message
      }
    }
    apply(nomination)
    return reasons.joined(separator: ", ")
  }

  private mutating func apply(_ nomination: Nomination) {
    switch nomination {
    case .unchanged: break
    case .none: attempt.clearsNomination = true
    case .node(let node, let victims):
      attempt.nominatedNode = node
      attempt.victims = victims
    }
  }
}
