public import KubernetesAPI

/// One attempt to place one Pod, and everything that was decided in it.
public struct Attempt: Sendable {
  /// How much is asked.
  public enum Depth: String, Sendable, CaseIterable {
    /// As kube-scheduler does: no further plugin is asked about a Node once one rejected it.
    case decision
    /// Every filter about every Node besides, for a person to look at.
    case full
  }

  /// What became of an extension point in this attempt.
  public enum PointState: String, Sendable {
    case ran
    /// There was nothing to do, such as scores with a single feasible Node.
    case skipped
    case notReached
  }

  public struct PreFilterOutcome: Sendable {
    public var plugin: String
    public var status: Status
    /// Sorted names of the Nodes the plugin restricts the Pod to; nil for no restriction.
    public var nodes: [String]?
  }

  public struct PostFilterOutcome: Sendable {
    public var plugin: String
    public var code: Status.Code
    public var message: String
  }

  /// Why a Pod lost the Node that had been chosen for it.
  public struct LateRejection: Sendable {
    /// Reserve or Permit.
    public var point: ExtensionPoint
    public var plugin: String
    public var node: String
    public var status: Status
  }

  public var pod: NamespacedName
  /// The second attempt, right after preemption made room.
  public var isRetry = false
  /// The schedulerName of the profile; nil when no profile has the Pod's, and then there is nothing else.
  public var profile: String?
  public var depth: Depth
  /// Rejections that keep the Pod out of the queue; then there is nothing else.
  public var preEnqueue: [(plugin: String, status: Status)] = []
  /// Why the Pod was passed over, such as `being deleted`.
  public var skipped: String?
  public var preFilter: [PreFilterOutcome] = []
  public var preScore: [(plugin: String, code: Status.Code)] = []
  public var table: DecisionTable
  /// What is behind the cells, by row and plugin; only at full depth.
  public var details: [Int: [(plugin: String, details: [CellDetail])]] = [:]
  /// What would have turned each rejection, by row and rejecting plugin; only at full depth.
  public var remedies: [Int: [(plugin: String, remedies: [Remedy])]] = [:]
  /// What would have let the Pod into the queue; only at full depth.
  public var preEnqueueRemedies: [(plugin: String, remedies: [Remedy])] = []
  public var postFilter: [PostFilterOutcome] = []
  /// The Node that preemption makes room on, and the Pods that go.
  public var nominatedNode: String?
  public var victims: [NamespacedName] = []
  /// Whether a Node that the Pod was nominated to before is not waited for any more.
  public var clearsNomination = false
  public var placedOn: String?
  /// The Permit plugins that make the Pod wait on its Node before it is bound.
  public var waits: [PermitWait] = []
  /// Set when Reserve or Permit rejected the Pod on the chosen Node.
  public var rejectedAt: LateRejection?
  /// Objects as they are to be stored before the Pod is bound.
  public var preBindUpdates: [KubernetesObject] = []
  /// The text of the Pod's PodScheduled condition when it was not placed.
  public var message: String?
  /// A plugin failed; `message` has its error.
  public var isError = false
  /// What the weights had to choose from; nil unless the scheduler keeps scores.
  public internal(set) var scoring: Scoring?
  /// The plugins that take part once a Node is chosen, and look at more than the Pod.
  public internal(set) var reserving: [String] = []
  /// What the table calls the extenders.
  var extenders: Set<String> = []
  public var pointStates: [ExtensionPoint: PointState] = [:]
  /// Plugins at each extension point, also at those without any.
  public var pointPlugins: [ExtensionPoint: [String]] = [:]
  public var weights: [(plugin: String, weight: Int64)] = []

  public init(pod: NamespacedName, depth: Depth, nodeOrder: [String]) {
    self.pod = pod
    self.depth = depth
    table = DecisionTable(nodeOrder: nodeOrder)
  }

  /// The plugins whose rejections kept the Pod from being placed; what changes in the cluster must concern one of them.
  public var rejectorPlugins: Set<String> {
    if !preEnqueue.isEmpty { return Set(preEnqueue.map(\.plugin)) }
    guard placedOn == nil, !isError else { return [] }
    if let rejectedAt { return [rejectedAt.plugin] }
    var plugins = Set(preFilter.filter { $0.status.code.isRejection || $0.nodes != nil }.map(\.plugin))
    if table.preFilterFailure == nil {
      for plugin in table.rejections.compactMap(\.rejection.plugin) {
        plugins.insert(extenders.contains(plugin) ? Profile.extenderName : plugin)
      }
    }
    return plugins
  }
}
