/// A Pod (`v1.Pod`), as far as scheduling looks at it.
public struct Pod: Sendable, Hashable {
  public var metadata: ObjectMeta
  public var spec: PodSpec
  public var status: PodStatus

  public init(_ value: JSONValue) {
    metadata = ObjectMeta(value["metadata"])
    spec = PodSpec(value["spec"])
    status = PodStatus(value["status"])
  }

  public var namespacedName: NamespacedName { metadata.namespacedName }

  /// Ended for good: such a Pod does not exist for a scheduler.
  public var isTerminated: Bool { status.phase == "Succeeded" || status.phase == "Failed" }

  /// On its way out: `metadata.deletionTimestamp` is set, its resources are still in use.
  public var isTerminating: Bool { metadata.deletionTimestamp != nil }
}

/// What a Pod asks for (`v1.PodSpec`).
public struct PodSpec: Sendable, Hashable {
  public var containers: [Container]
  public var initContainers: [Container]
  /// The Node the Pod is bound to; nil while it waits for one.
  public var nodeName: String?
  public var nodeSelector: [String: String]
  public var affinity: Affinity
  public var tolerations: [Toleration]
  public var topologySpreadConstraints: [TopologySpreadConstraint]
  public var schedulingGates: [String]
  public var schedulerName: String
  /// 0 when the Pod has none.
  public var priority: Int32
  public var priorityClassName: String?
  /// `PreemptLowerPriority` or `Never`.
  public var preemptionPolicy: String
  /// What the Pod's sandbox takes on top of its containers (`spec.overhead`).
  public var overhead: ResourceList
  /// Requests and limits of the whole Pod (KEP-2837).
  public var resources: ResourceRequirements
  /// The resources that the Pod-level requests name themselves, without those taken over from the limits.
  public var explicitPodRequests: Set<String>
  public var volumes: [Volume]
  public var hasResourceClaims: Bool
  /// Ports of the containers are ports of the Node then.
  public var usesHostNetwork: Bool
  public var terminationGracePeriodSeconds: Int64

  public init(_ value: JSONValue) {
    let usesHostNetwork = value["hostNetwork"].bool ?? false
    self.usesHostNetwork = usesHostNetwork
    containers = value["containers"].items.map { Container($0, usesHostNetwork: usesHostNetwork) }
    initContainers = value["initContainers"].items.map { Container($0, usesHostNetwork: usesHostNetwork) }
    nodeName = value["nodeName"].string.flatMap { $0.isEmpty ? nil : $0 }
    nodeSelector = value["nodeSelector"].stringMap
    affinity = Affinity(value["affinity"])
    tolerations = value["tolerations"].items.map(Toleration.init)
    topologySpreadConstraints = value["topologySpreadConstraints"].items.map(TopologySpreadConstraint.init)
    schedulingGates = value["schedulingGates"].items.compactMap { $0["name"].string }
    schedulerName = value["schedulerName"].string.flatMap { $0.isEmpty ? nil : $0 } ?? "default-scheduler"
    priority = Int32(clamping: value["priority"].integer ?? 0)
    priorityClassName = value["priorityClassName"].string
    preemptionPolicy = value["preemptionPolicy"].string ?? "PreemptLowerPriority"
    overhead = ResourceList(value["overhead"])
    resources = ResourceRequirements(value["resources"])
    explicitPodRequests = Set(value["resources"]["requests"].members.keys)
    volumes = value["volumes"].items.map(Volume.init)
    hasResourceClaims = !value["resourceClaims"].items.isEmpty
    terminationGracePeriodSeconds = value["terminationGracePeriodSeconds"].integer ?? 30
  }
}

/// What became of a Pod (`v1.PodStatus`).
public struct PodStatus: Sendable, Hashable {
  /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.
  public var phase: String
  /// The Node that preemption is making room on.
  public var nominatedNodeName: String?
  /// RFC 3339 text.
  public var startTime: String?
  /// Whether preemption has chosen the Pod to go (condition `DisruptionTarget`, reason `PreemptionByScheduler`).
  public var isPreempted: Bool

  public init(_ value: JSONValue) {
    phase = value["phase"].string ?? "Pending"
    nominatedNodeName = value["nominatedNodeName"].string.flatMap { $0.isEmpty ? nil : $0 }
    startTime = value["startTime"].string
    let disruption = value["conditions"].items.first { $0["type"] == "DisruptionTarget" } ?? .null
    isPreempted = disruption["status"] == "True" && disruption["reason"] == "PreemptionByScheduler"
  }
}
