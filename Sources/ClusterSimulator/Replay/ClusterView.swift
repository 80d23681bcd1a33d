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
    /// Milli-CPU, bytes, or whole units; the same for the other two.
    public var capacity: [String: Int64]
    public var allocatable: [String: Int64]
    /// What the Node's Pods that have not ended request in sum; `pods` is their number.
    public var requested: [String: Int64]
    /// The Pods on the Node that have not ended, in the order in which they were created.
    public var pods: [NamespacedName]
  }

  public struct PodView: Sendable {
    private let source: Pod
    /// Milli-CPU, bytes, or whole units.
    public let requests: [String: Int64]
    /// Why it has no Node.
    public let message: String?
    /// The reason of that message: `Unschedulable`, `SchedulingGated`, `SchedulerError`.
    public let reason: String?

    public var pod: NamespacedName { source.namespacedName }
    public var node: String? { source.spec.nodeName }
    public var phase: String { source.status.phase }
    /// The object that controls it, `ReplicaSet/web`.
    public var owner: String? { source.metadata.controller.map { "\($0.kind)/\($0.name)" } }
    public var labels: [String: String] { source.metadata.labels }
    public var priority: Int32 { source.spec.priority }
    public var schedulerName: String { source.spec.schedulerName }
    public var nominatedNode: String? { source.status.nominatedNodeName }
    public var isTerminating: Bool { source.isTerminating }

    init(_ object: KubernetesObject, _ pod: Pod, requests: [String: Int64], profiles: Set<String>) {
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

  /// nil before the first step.
  public var step: SimulationStep?
  public var at: VirtualTime
  /// In the order in which schedulers look at them.
  public var nodes: [NodeView]
  /// In the order in which they were created.
  public var pods: [PodView]
  /// Of all schedulers together.
  public var queue: QueueView
}

extension ClusterView {
  init(_ snapshot: ClusterSnapshot, step: SimulationStep?) {
    self.step = step
    at = step?.at ?? snapshot.at
    var running: [String: [PodView]] = [:]
    var requests: [ObjectIdentifier: [String: Int64]] = [:]
    pods = snapshot.store.objects("Pod").map { object in
      let pod = object.pod
      let known = requests[pod.specIdentity]
      let amounts = known ?? Amounts.of(PodRequests.total(of: pod.spec))
      if known == nil { requests[pod.specIdentity] = amounts }
      let view = PodView(object, pod, requests: amounts, profiles: snapshot.profiles)
      if let node = view.node, !pod.isTerminated { running[node, default: []].append(view) }
      return view
    }
    nodes = snapshot.nodesInOrder.map { NodeView($0, pods: running[$0.name] ?? []) }
    queue = QueueView(snapshot.queues)
    queue.waiting = snapshot.waiting.map {
      .init(pod: $0.name, node: $0.node, plugins: $0.pending.map(\.plugin), until: $0.until)
    }
    queue.ignored = self.pods.compactMap { pod in
      guard pod.node == nil, pod.phase == "Pending", !snapshot.profiles.contains(pod.schedulerName) else { return nil }
      return QueueView.Waiting(pod: pod.pod, message: pod.message ?? "", plugins: [])
    }
  }
}

extension ClusterSnapshot {
  /// The Nodes as schedulers look at them: zones round robin.
  fileprivate var nodesInOrder: [KubernetesObject] {
    let nodes = store.objects("Node")
    let byName = Dictionary(uniqueKeysWithValues: nodes.map { ($0.name, $0) })
    if let nodeOrder { return nodeOrder.compactMap { byName[$0] } }
    return ClusterState.order(of: nodes.map(\.node)).compactMap { byName[$0] }
  }
}

extension ClusterView.NodeView {
  init(_ object: KubernetesObject, pods: [ClusterView.PodView]) {
    let node = object.node
    name = node.name
    labels = node.metadata.labels
    zone = labels["topology.kubernetes.io/zone"]
    taints = node.taints
    isUnschedulable = node.isUnschedulable
    isReady = object.isReady ?? false
    capacity = Amounts.of(node.capacity.isEmpty ? node.allocatable : node.capacity)
    allocatable = Amounts.of(node.allocatable)
    requested = [:]
    for pod in pods { Amounts.add(pod.requests, to: &requested) }
    requested["pods"] = Int64(pods.count)
    self.pods = pods.map(\.pod)
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
    if pod.spec.nodeName != nil || pod.isTerminated { return nil }
    if !profiles.contains(pod.spec.schedulerName) {
      return (nil, "no scheduler named \"\(pod.spec.schedulerName)\" runs")
    }
    let condition = object.value["status"]["conditions"].items.first { $0["type"] == "PodScheduled" }
    guard let condition, condition["status"] == "False" else { return nil }
    return (condition["reason"].string, condition["message"].string)
  }
}
