/// Asks the PostFilter plugins until one makes room or rules it out.
struct PostFilterRun {
  struct Outcome {
    /// What they have to say for the message.
    var text = ""
    var nomination = Nomination.unchanged
    var plugins: [Attempt.PostFilterOutcome] = []
  }

  let profile: Profile
  let cycles: [any PluginCycle]

  func run(_ context: PostFilterContext) -> Outcome {
    var outcome = Outcome()
    var reasons: [String] = []
    for seat in profile.seats(at: .postFilter) {
      let result = cycles[seat.plugin].postFilter(context)
      let status = result.status
      outcome.plugins.append(.init(plugin: profile.names[seat.plugin], code: status.code, message: status.message))
      switch status.code {
      case .success, .unschedulableAndUnresolvable:
        outcome.nomination = result.nomination
        outcome.text = status.message
        return outcome
      case .unschedulable:
        if result.nomination != .unchanged { outcome.nomination = result.nomination }
        reasons += status.reasons
      case .error, .pending, .skip, .wait:
        outcome.nomination = .unchanged
        outcome.text = status.message
        return outcome
      }
    }
    outcome.text = reasons.joined(separator: ", ")
    return outcome
  }
}
