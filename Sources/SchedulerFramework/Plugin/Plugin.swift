public import KubernetesAPI

/// A scheduling plugin, as a profile configures it once.
///
/// What it computes for one Pod lives in a ``PluginCycle``, with the plugin's own types: nothing is passed from one
/// extension point to the next through an untyped bag.
public protocol Plugin: Sendable {
  /// As configurations name it: `NodeResourcesFit`.
  static var name: String { get }

  /// Where the plugin takes part. Methods of the cycle for other extension points are never called.
  static var extensionPoints: Set<ExtensionPoint> { get }

  /// Changes in the cluster that may make a Pod schedulable that this plugin rejected. Without an own list every change
  /// may.
  var events: [ClusterEvent] { get }

  /// Whether one such change may have made schedulable a Pod that this plugin rejected (a QueueingHint). Only asked about
  /// changes that ``events`` covers.
  ///
  /// - Parameter cluster: as it is after the change.
  func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint

  /// What the plugin's verdicts and scores about a Node depend on for this Pod.
  func dependence(for pod: Pod) -> Dependence

  /// The kinds of objects, besides Nodes and Pods, whose labels and selectors the plugin reads. What it reads of others it
  /// must not keep: then it depends on ``Dependence/anything``.
  var kindsRead: Set<String> { get }

  /// QueueSort: the Pod's place in the queue; nil for that of PrioritySort, by priority and then time.
  func queueSortKey(for pod: Pod, in cluster: ClusterState) -> QueueSortKey?

  /// Begins the scheduling of a Pod. The cluster is read, and changes, while the cycle lasts.
  func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle
}

extension Plugin {
  public var events: [ClusterEvent] { [.wildcard] }
  public var kindsRead: Set<String> { [] }
  public func dependence(for pod: Pod) -> Dependence { .anything }
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint { .queue }
  public func queueSortKey(for pod: Pod, in cluster: ClusterState) -> QueueSortKey? { nil }
}

/// One plugin's part in the scheduling of one Pod.
///
/// Columns are filled for many Nodes in one call; rows are those of the ``ClusterState``.
public protocol PluginCycle: AnyObject {
  /// Before the Pod may enter the queue.
  func preEnqueue() -> Status

  /// Computes what the filter needs. `skip` leaves the plugin's filter out for this Pod.
  func preFilter() -> PreFilterResult

  /// Rejects the rows that the Pod does not fit on.
  func filter(_ rows: [Int], into column: inout FilterColumn)

  /// A Pod was put on a row of the cluster, on trial, after ``preFilter()``.
  func podAdded(_ pod: PodInfo, on row: Int)

  /// A Pod was taken off a row of the cluster, on trial, after ``preFilter()``.
  func podRemoved(_ pod: PodInfo, from row: Int)

  /// Pods came to rows or left them for good, and the cluster shows it already. Only a plugin that depends on
  /// ``Dependence/pods`` is told.
  ///
  /// - Returns: The Nodes whose verdicts may be others now. Scores of such a plugin are computed anew for every Pod.
  func podsChanged(_ changes: ArraySlice<ChangeLog.Entry>) -> ConcernedNodes

  /// Makes room for the Pod when no Node passed the filters.
  func postFilter(_ context: PostFilterContext) -> PostFilterResult

  /// Computes what the score needs. `skip` leaves the plugin's score out for this Pod.
  ///
  /// - Parameter rows: the feasible Nodes, in the order they were found.
  func preScore(_ rows: [Int]) -> Status

  /// Sets a raw score for every row of the column.
  func score(into column: inout ScoreColumn)

  /// By which rule raw scores become 0…100.
  var normalization: Normalization { get }

  /// Turns raw scores into 0…100, when ``normalization`` is ``Normalization/own``.
  func normalize(_ column: inout ScoreColumn)

  /// Holds what the Pod will use on the Node, before it is bound.
  func reserve(on row: Int) -> Status

  /// Gives back what ``reserve(on:)`` held, if it was asked at all. The Node may be gone by now.
  func unreserve()

  /// Lets the Pod be bound, forbids it, or makes it wait.
  func permit(on row: Int) -> PermitResult

  /// What is to be stored in the API before the Pod is bound, such as claims that get their volumes.
  func preBind(on row: Int) -> [KubernetesObject]

  /// More about a verdict or a score than its reason says; only asked for when a person looks at the table.
  func details(at point: ExtensionPoint, row: Int) -> [CellDetail]

  /// What would have let the Pod in on a row that the plugin rejects: alternatives, the least intrusive first, each of which
  /// turns this plugin's verdict by itself. Only asked for when a person looks at the table.
  func remedies(row: Int) -> [Remedy]

  /// What would have let the Pod past ``preEnqueue()``, when that rejected it.
  func preEnqueueRemedies() -> [Remedy]
}

extension PluginCycle {
  public func preEnqueue() -> Status { .success }
  public func preFilter() -> PreFilterResult { PreFilterResult(.success) }
  public func filter(_ rows: [Int], into column: inout FilterColumn) {}
  public func podAdded(_ pod: PodInfo, on row: Int) {}
  public func podRemoved(_ pod: PodInfo, from row: Int) {}
  public func podsChanged(_ changes: ArraySlice<ChangeLog.Entry>) -> ConcernedNodes { .preFilter }
  public func postFilter(_ context: PostFilterContext) -> PostFilterResult {
    PostFilterResult(Status(.unschedulable))
  }
  public func preScore(_ rows: [Int]) -> Status { .success }
  public func score(into column: inout ScoreColumn) {}
  public var normalization: Normalization { .own }
  public func normalize(_ column: inout ScoreColumn) {}
  public func reserve(on row: Int) -> Status { .success }
  public func unreserve() {}
  public func permit(on row: Int) -> PermitResult { .success }
  public func preBind(on row: Int) -> [KubernetesObject] { [] }
  public func details(at point: ExtensionPoint, row: Int) -> [CellDetail] { [] }
  public func remedies(row: Int) -> [Remedy] { [] }
  public func preEnqueueRemedies() -> [Remedy] { [] }
}

/// What PreFilter says: go on, leave this plugin out, only these Nodes, or no Node at all.
public struct PreFilterResult: Sendable, Hashable {
  public var status: Status
  /// Names of the only Nodes that can be suitable; they need not exist. nil: no restriction.
  public var nodes: Set<String>?

  public init(_ status: Status, nodes: Set<String>? = nil) {
    self.status = status
    self.nodes = nodes
  }
}
