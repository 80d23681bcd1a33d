public import KubernetesAPI
public import SchedulerFramework

/// The cluster after a step, as a person looks at it.
public struct ClusterView: Sendable {
  public struct NodeView: Sendable {
    public var name: String
    /// `topology.kubernetes.io/zone`.
    public var zone: String?
    public var labels: [String: String]
    public var taints: [Taint]
    /// Cordoned.
    public var isUnschedulable: Bool
    public var isReady: Bool
    public var capacity: ResourceAmounts
    public var allocatable: ResourceAmounts
    /// What the Node's Pods that have not ended request in sum; `pods` is their number.
    public var requested: ResourceAmounts
    /// The Pods on the Node that have not ended, in the order in which they were created.
    public var pods: [NamespacedName]
  }

  public struct PodView: Sendable {
    private let source: Pod
    public let requests: ResourceAmounts
    /// Why it has no Node.
    public let message: String?
    /// The reason of that message: `Unschedulable`, `SchedulingGated`, `SchedulerError`.
    public let reason: String?

    public var pod: NamespacedName { source.namespacedName }
    /// The same for Pods whose specs are known to be equal, but for the Node.
    public var specIdentity: ObjectIdentifier { source.specIdentity }
    public var node: String? { source.nodeName }
    public var phase: String { source.status.phase }
    /// The object that controls it, `ReplicaSet/web`.
    public var owner: String? {
      source.metadata.ownerReferences.first(where: \.isController).map { "\($0.kind)/\($0.name)" }
    }
    public var labels: [String: String] { source.metadata.labels }
    public var priority: Int32 { source.spec.priority }
    public var schedulerName: String { source.spec.schedulerName }
    public var nominatedNode: String? { source.status.nominatedNodeName }
    public var isTerminating: Bool { source.isTerminating }

    /// Whether a Pod of the same ``specIdentity`` differs in nothing but its name, its Node and why it has none.
    public func resembles(_ other: PodView) -> Bool {
      source.status.phase == other.source.status.phase && source.metadata.labels == other.source.metadata.labels
        && source.metadata.ownerReferences == other.source.metadata.ownerReferences
    }

    init(_ object: KubernetesObject, _ pod: Pod, requests: ResourceAmounts, profiles: Set<String>) {
      source = pod
      self.requests = requests
      (reason, message) = PendingReason.of(object, pod, profiles: profiles) ?? (nil, nil)
    }
  }

  public struct QueueView: Sendable {
    public struct Waiting: Sendable {
      public var pod: NamespacedName
      public var message: String
      /// The plugins that rejected it, sorted.
      public var plugins: [String]
    }

    /// A Pod that has a Node and waits at Permit before it is bound.
    public struct AtPermit: Sendable {
      public var pod: NamespacedName
      public var node: String
      /// The plugins that have not allowed it yet.
      public var plugins: [String]
      /// When it is rejected unless they do.
      public var until: VirtualTime
    }

    public struct BackingOff: Sendable {
      public var pod: NamespacedName
      public var until: VirtualTime
    }

    /// In the order in which they are tried.
    public var active: [NamespacedName] = []
    /// In the order in which they come free.
    public var backoff: [BackingOff] = []
    public var unschedulable: [Waiting] = []
    public var gated: [Waiting] = []
    /// In the order in which they began to wait.
    public var waiting: [AtPermit] = []
    /// Pods of schedulers that do not run.
    public var ignored: [Waiting] = []
  }

  /// From so many Nodes and Pods on it is worth the other core to make a view, and to write it.
  private static let manyObjects = 500

  /// nil before the first step.
  public var step: SimulationStep?
  public var at: VirtualTime
  /// Of all schedulers together.
  public var queue: QueueView
  private let placed: PlacedPods
  private let nodesInOrder: [KubernetesObject]

  /// In the order in which schedulers look at them. Made anew each time: ask once.
  public var nodes: [NodeView] { nodesInOrder.map { NodeView($0, placed) } }
  /// In the order in which they were created.
  public var pods: [PodView] { placed.pods }

  /// Whether it is worth the other core to write it.
  public var isLarge: Bool { Self.isLarge(nodes: nodesInOrder.count, pods: pods.count) }

  private static func isLarge(nodes: Int, pods: Int) -> Bool { nodes + pods >= manyObjects }
}

extension ClusterView {
  init(_ snapshot: ClusterSnapshot, step: SimulationStep?) {
    self.step = step
    at = step?.at ?? snapshot.at
    let isLarge = Self.isLarge(nodes: snapshot.store.count("Node"), pods: snapshot.store.count("Pod"))
    (placed, (nodesInOrder, queue)) = sideBySide(
      if: isLarge, { PlacedPods(snapshot) }, { (snapshot.nodesInOrder, QueueView(snapshot.queues)) })
    queue.waiting = snapshot.waiting.map {
      .init(pod: $0.name, node: $0.node, plugins: $0.pending.map(\.plugin), until: $0.until)
    }
    queue.ignored = pods.compactMap { pod in
      guard pod.node == nil, pod.phase == "Pending", !snapshot.profiles.contains(pod.schedulerName) else { return nil }
      return QueueView.Waiting(pod: pod.pod, message: pod.message ?? "", plugins: [])
    }
  }
}

/// The Pods of a view, and where they run.
private struct PlacedPods: Sendable {
  var pods: [ClusterView.PodView] = []
  /// By the name of the Node the Pods on it that have not ended, as indexes.
  var running: [String: [Int]] = [:]

  init(_ snapshot: ClusterSnapshot) {
    let objects = snapshot.store.objects("Pod")
    pods.reserveCapacity(objects.count)
    var requests = RequestsBySpec()
    for index in objects.indices {
      let pod = objects[index].pod
      let amounts = requests.of(pod)
      if let node = pod.nodeName, !pod.isTerminated { running[node, default: []].append(pods.count) }
      pods.append(ClusterView.PodView(objects[index], pod, requests: amounts, profiles: snapshot.profiles))
    }
  }
}

extension ClusterSnapshot {
  /// The Nodes as schedulers look at them: zones round robin.
  fileprivate var nodesInOrder: [KubernetesObject] {
    let nodes = store.objects("Node")
    let order = nodeOrder ?? ClusterState.order(of: nodes.map(\.node))
    if nodes.count == order.count, zip(nodes, order).allSatisfy({ $0.name == $1 }) { return nodes }
    let byName = Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0) })
    return order.compactMap { byName[$0] }
  }
}

extension ClusterView.NodeView {
  fileprivate init(_ object: KubernetesObject, _ placed: PlacedPods) {
    let node = object.node
    name = node.name
    labels = node.metadata.labels
    zone = labels["topology.kubernetes.io/zone"]
    taints = node.taints
    isUnschedulable = node.isUnschedulable
    isReady = object.isReady ?? false
    allocatable = ResourceAmounts(node.allocatable)
    capacity = node.capacity.isEmpty ? allocatable : ResourceAmounts(node.capacity)
    requested = [:]
    let indexes = placed.running[name] ?? []
    for index in indexes { requested.add(placed.pods[index].requests) }
    requested.set(Int64(indexes.count), of: "pods")
    pods = indexes.map { placed.pods[$0].pod }
  }
}

extension ClusterView.QueueView {
  init(_ queues: [QueuePools]) {
    for queue in queues {
      active += queue.namesOfActive
      backoff += queue.backingOff.map { BackingOff(pod: $0.pod.name, until: $0.until) }
      unschedulable += queue.unschedulable.map(Waiting.init)
      gated += queue.gated.map(Waiting.init)
    }
  }
}

extension ClusterView.QueueView.Waiting {
  init(_ pod: QueuedPod) {
    self.pod = pod.name
    message = pod.isGated ? "waits for its scheduling gates" : pod.message
    plugins = pod.unschedulablePlugins.union(pod.pendingPlugins).sorted()
  }
}

/// Why a Pod has no Node.
enum PendingReason {
  /// nil for a Pod that has one, has ended, or has not been tried yet.
  static func of(_ object: KubernetesObject, _ pod: Pod, profiles: Set<String>) -> (reason: String?, message: String?)?
  {
    if pod.nodeName != nil || pod.isTerminated { return nil }
    if !profiles.contains(pod.spec.schedulerName) {
      return (nil, "no scheduler named \"\(pod.spec.schedulerName)\" runs")
    }
    let condition = object.value["status"]["conditions"].items.first { $0["type"] == "PodScheduled" }
    guard let condition, condition["status"] == "False" else { return nil }
    return (condition["reason"].string, condition["message"].string)
  }
}
