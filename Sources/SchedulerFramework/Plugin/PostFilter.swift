public import KubernetesAPI

/// What PostFilter plugins look at: why no Node fits, and a way to try out what would change that.
public struct PostFilterContext {
  public let pod: PodInfo
  public let cluster: ClusterState
  private let table: DecisionTable
  public let trial: FilterTrial

  init(pod: PodInfo, cluster: ClusterState, table: DecisionTable, trial: FilterTrial) {
    self.pod = pod
    self.cluster = cluster
    self.table = table
    self.trial = trial
  }

  /// Why the Node is out; a row without a status of its own cannot be helped.
  public func status(of row: Int) -> Status {
    table.rejection(of: row)?.status ?? Status(.unschedulableAndUnresolvable)
  }

  /// What kube-scheduler says when no Node fits: the reasons counted.
  ///
  /// - Parameters:
  ///   - statuses: Of the Nodes that were looked at.
  ///   - rest: The reason of all other Nodes.
  public func message(_ statuses: [Status], rest: String) -> String {
    let count = cluster.nodeCount
    let others = Array(repeating: Status(.unschedulableAndUnresolvable, rest), count: count - statuses.count)
    let reasons = UnschedulableMessage.histogram(statuses + others)
    return "0/\(count) nodes are available:" + (reasons.isEmpty ? "" : " \(reasons).")
  }
}

/// What PostFilter says: whether another attempt may succeed, and on which Node.
public struct PostFilterResult: Sendable, Hashable {
  public var status: Status
  public var nomination: Nomination

  public init(_ status: Status, _ nomination: Nomination = .unchanged) {
    self.status = status
    self.nomination = nomination
  }
}

/// What becomes of a Pod's `status.nominatedNodeName`.
public enum Nomination: Sendable, Hashable {
  case unchanged
  /// There is no Node to wait for.
  case none
  /// The Pod waits for the Node, where these Pods are to be evicted.
  case node(String, victims: [NamespacedName])
}
