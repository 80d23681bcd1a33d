/// The text of a Pod's PodScheduled condition when no Node fits: `0/5 nodes are available: 3 Insufficient cpu, …`.
enum UnschedulableMessage {
  static let noNodes = "no nodes available to schedule pods"

  /// - Parameter postFilter: What the PostFilter plugins add, already joined.
  static func text(for table: DecisionTable, postFilter: String) -> String {
    if let failure = table.preFilterFailure {
      return text("\(failure.status.message).", nodes: table.nodeOrder.count, postFilter)
    }
    return text(
      reasons: table.rejections.map { ($0.rejection.status, 1) }, nodes: table.nodeOrder.count, postFilter: postFilter)
  }

  /// - Parameters:
  ///   - reasons: The statuses of rejected Nodes, with how many have each.
  ///   - nodes: How many there are in all.
  static func text(reasons: [(status: Status, nodes: Int)], nodes: Int, postFilter: String) -> String {
    let reasons = histogram(reasons)
    return text(reasons.isEmpty ? "" : "\(reasons).", nodes: nodes, postFilter)
  }

  private static func text(_ reasons: String, nodes: Int, _ postFilter: String) -> String {
    (["0/\(nodes) nodes are available:"] + [reasons, postFilter].filter { !$0.isEmpty }).joined(separator: " ")
  }

  /// What is said when the one Node that had been chosen is lost again.
  static func onChosenNode(_ status: Status) -> String { "0/1 nodes are available: \(histogram([(status, 1)]))." }

  /// Each reason with the number of Nodes that have it, sorted as texts: `10 …` comes before `2 …`.
  static func histogram(_ statuses: [(status: Status, nodes: Int)]) -> String {
    var counts: [String: Int] = [:]
    for (status, nodes) in statuses {
      for reason in status.reasons { counts[reason, default: 0] += nodes }
    }
    return counts.map { "\($1) \($0)" }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: ", ")
  }
}
