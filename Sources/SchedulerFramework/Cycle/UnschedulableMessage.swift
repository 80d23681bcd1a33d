/// The text of a Pod's PodScheduled condition when no Node fits: `0/5 nodes are available: 3 Insufficient cpu, …`.
enum UnschedulableMessage {
  static let noNodes = "no nodes available to schedule pods"

  /// - Parameter postFilter: What the PostFilter plugins add, already joined.
  static func text(for table: DecisionTable, postFilter: String) -> String {
    var text = "0/\(table.nodeOrder.count) nodes are available:"
    if let failure = table.preFilterFailure {
      text += " \(failure.status.message)."
    } else {
      let reasons = histogram(table.rejections.map(\.rejection.status))
      if !reasons.isEmpty { text += " \(reasons)." }
    }
    return postFilter.isEmpty ? text : "\(text) \(postFilter)"
  }

  /// What is said when the one Node that had been chosen is lost again.
  static func onChosenNode(_ status: Status) -> String { "0/1 nodes are available: \(histogram([status]))." }

  /// Each reason with the number of Nodes that have it, sorted as texts: `10 …` comes before `2 …`.
  static func histogram(_ statuses: [Status]) -> String {
    var counts: [String: Int] = [:]
    for reason in statuses.flatMap(\.reasons) { counts[reason, default: 0] += 1 }
    return counts.map { "\($1) \($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: ", ")
  }
}
