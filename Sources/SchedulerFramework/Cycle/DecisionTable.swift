/// One attempt to place one Pod as a table: a row per Node, a column per plugin in the order of the profile.
///
/// It is filled column by column; a plugin is handed all Nodes that are still in.
public struct DecisionTable: Sendable {
  /// Why a Node is out: the first rejection in the profile's order.
  public struct Rejection: Sendable, Hashable {
    /// nil when PreFilter left the Node out.
    public var plugin: String?
    public var status: Status
  }

  /// Names of the rows.
  public var nodeOrder: [String]
  /// Filter plugins without those whose PreFilter said Skip, in order.
  public var filterPlugins: [String] = []
  /// The verdicts of the decision: a Node is not asked about again once it is rejected.
  public var filterColumns: [FilterColumn] = []
  /// At full depth: every plugin's verdict about every Node, each for itself.
  public var fullFilterColumns: [FilterColumn]?
  /// Rows that PreFilter left out, with the reason they share.
  public var restriction: (rows: Set<Int>, status: Status)?
  /// The status that PreFilter failed with, which is every Node's.
  public var preFilterFailure: (plugin: String, status: Status)?
  /// Rows that passed, in node order.
  public var feasible: [Int] = []
  /// Rows that were not looked at or not counted, in node order.
  public var notEvaluated: [Int] = []
  /// Columns of the feasible rows, in order; empty when nothing was scored.
  public var scoreColumns: [ScoreColumn] = []
  /// Sums of weighted scores, an entry per feasible row; empty when nothing was scored.
  public var totals: [Int64] = []

  public init(nodeOrder: [String]) { self.nodeOrder = nodeOrder }

  /// Why the row is out; nil for a feasible one and for one that was not evaluated.
  public func rejection(of row: Int) -> Rejection? {
    if let preFilterFailure { return Rejection(plugin: preFilterFailure.plugin, status: preFilterFailure.status) }
    if let restriction, restriction.rows.contains(row) { return Rejection(plugin: nil, status: restriction.status) }
    for column in filterColumns {
      if let status = column[row] { return Rejection(plugin: column.plugin, status: status) }
    }
    return nil
  }

  /// The rows with the highest total, in node order.
  public var topRows: [Int] {
    guard let highest = totals.max() else { return [] }
    return feasible.indices.filter { totals[$0] == highest }.map { feasible[$0] }
  }

  /// Rejected rows in node order, without those that were not evaluated.
  public var rejections: [(row: Int, rejection: Rejection)] {
    let left = Set(notEvaluated)
    return nodeOrder.indices.compactMap { row in
      if left.contains(row) { return nil }
      return rejection(of: row).map { (row, $0) }
    }
  }
}
