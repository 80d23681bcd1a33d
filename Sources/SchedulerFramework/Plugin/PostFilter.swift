public import KubernetesAPI

/// Why Nodes are out, row by row.
protocol Verdicts {
  /// nil for a row that is not out.
  func status(of row: Int) -> Status?

  /// In order.
  func rows(rejectedWith code: Status.Code) -> [Int]

  /// Whether verdicts about a Node depend on that Node and its Pods alone, and the plugins' cycles go on to the next Pod of
  /// the shape.
  var areLocal: Bool { get }
}

extension DecisionTable: Verdicts {
  var areLocal: Bool { false }

  func status(of row: Int) -> Status? { rejection(of: row)?.status }

  func rows(rejectedWith code: Status.Code) -> [Int] {
    nodeOrder.indices.filter { rejection(of: $0)?.status.code == code }
  }
}

/// What PostFilter plugins look at: why no Node fits, and a way to try out what would change that.
public struct PostFilterContext {
  public let pod: PodInfo
  public let cluster: ClusterState
  private let verdicts: any Verdicts
  public let trial: FilterTrial
  let extenders: [HTTPExtender]

  init(
    pod: PodInfo, cluster: ClusterState, verdicts: any Verdicts, trial: FilterTrial, extenders: [HTTPExtender] = []
  ) {
    self.pod = pod
    self.cluster = cluster
    self.verdicts = verdicts
    self.trial = trial
    self.extenders = extenders
  }

  /// Why the Node is out; a row without a status of its own cannot be helped.
  public func status(of row: Int) -> Status { verdicts.status(of: row) ?? Status(.unschedulableAndUnresolvable) }

  /// Whether what is found out about a Node holds for the next Pod of the same shape, as long as no Pod comes to the Node or
  /// goes (``ClusterState/rowVersions``).
  public var areVerdictsLocal: Bool { verdicts.areLocal }

  /// The Nodes that were rejected with the code, in order.
  public func rows(rejectedWith code: Status.Code) -> [Int] { verdicts.rows(rejectedWith: code) }

  /// What kube-scheduler says when no Node fits: the reasons counted.
  ///
  /// - Parameters:
  ///   - statuses: Of the Nodes that were looked at, with how many have it.
  ///   - rest: The reason of all other Nodes.
  public func message(_ statuses: [(status: Status, nodes: Int)], rest: String) -> String {
    let others = cluster.nodeCount - statuses.reduce(0) { $0 + $1.nodes }
    let reasons = UnschedulableMessage.histogram(
      statuses + (others > 0 ? [(Status(.unschedulableAndUnresolvable, rest), others)] : []))
    return "0/\(cluster.nodeCount) nodes are available:" + (reasons.isEmpty ? "" : " \(reasons).")
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
