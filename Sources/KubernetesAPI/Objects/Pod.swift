/// A Pod (`v1.Pod`), as far as scheduling looks at it.
///
/// A value with many parts, behind one reference: a copy counts one reference, whatever the Pod consists of.
public struct Pod: Sendable {
  @usableFromInline
  final class Storage: @unchecked Sendable {
    // Unchecked: changed only while it has one owner. So the exclusive access to that Pod is exclusive access to this, too.
    @exclusivity(unchecked) @usableFromInline var metadata: SharedMetadata
    @exclusivity(unchecked) @usableFromInline var spec: SharedSpec
    @exclusivity(unchecked) @usableFromInline var nodeName: String?
    @exclusivity(unchecked) @usableFromInline var status: PodStatus

    init(metadata: ObjectMeta, spec: SharedSpec, nodeName: String?, status: PodStatus) {
      self.metadata = SharedMetadata(metadata)
      self.spec = spec
      self.nodeName = nodeName
      self.status = status
    }

    init(copying other: Storage) {
      metadata = other.metadata
      spec = other.spec
      nodeName = other.nodeName
      status = other.status
    }
  }

  /// The metadata of a Pod and of its later states.
  @usableFromInline
  final class SharedMetadata: Sendable {
    @usableFromInline let value: ObjectMeta

    @usableFromInline
    init(_ value: ObjectMeta) { self.value = value }
  }

  /// A spec that several Pods have.
  @usableFromInline
  final class SharedSpec: Sendable {
    @usableFromInline let value: PodSpec

    @usableFromInline
    init(_ value: PodSpec) { self.value = value }
  }

  @usableFromInline
  var storage: Storage

  public init(_ value: JSONValue) {
    let spec = value["spec"]
    storage = Storage(
      metadata: ObjectMeta(value["metadata"]), spec: SharedSpec(PodSpec(spec)), nodeName: Self.nodeName(in: spec),
      status: PodStatus(value["status"]))
  }

  /// - Parameter spec: As it is stored.
  static func nodeName(in spec: JSONValue) -> String? { spec["nodeName"].string.flatMap { $0.isEmpty ? nil : $0 } }

  @usableFromInline
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage) }
  }

  @inlinable public var metadata: ObjectMeta {
    _read { yield storage.metadata.value }
    _modify {
      makeUnique()
      var metadata = storage.metadata.value
      defer { storage.metadata = SharedMetadata(metadata) }
      yield &metadata
    }
  }

  /// What the Pod asks for, but for ``nodeName``. Pods that differ in their Nodes alone share it.
  @inlinable public var spec: PodSpec {
    _read { yield storage.spec.value }
    _modify {
      makeUnique()
      var spec = storage.spec.value
      defer { storage.spec = SharedSpec(spec) }
      yield &spec
    }
  }

  /// The Node the Pod is bound to (`spec.nodeName`); nil while it waits for one.
  @inlinable public var nodeName: String? {
    _read { yield storage.nodeName }
    _modify {
      makeUnique()
      yield &storage.nodeName
    }
  }

  @inlinable public var status: PodStatus {
    _read { yield storage.status }
    _modify {
      makeUnique()
      yield &storage.status
    }
  }

  public var namespacedName: NamespacedName { metadata.namespacedName }

  /// Ended for good: such a Pod does not exist for a scheduler.
  public var isTerminated: Bool { status.phase == "Succeeded" || status.phase == "Failed" }

  /// On its way out: `metadata.deletionTimestamp` is set, its resources are still in use.
  public var isTerminating: Bool { metadata.deletionTimestamp != nil }

  /// The uid of the object that manages the Pod; nil for a Pod that nobody manages.
  public var controllerUID: String? {
    metadata.ownerReferences.isEmpty ? nil : metadata.controller?.uid
  }

  /// Whether the Pod has got a Node.
  @inlinable public var hasNode: Bool { storage.nodeName != nil }

  /// Whether the Pods are on the same Node, or both on none.
  public func isOnNode(of other: Pod) -> Bool { storage.nodeName == other.storage.nodeName }

  /// Whether the Pods have equal statuses.
  public func hasStatus(of other: Pod) -> Bool { storage.status == other.storage.status }

  /// The Pod on a Node.
  public func assigned(to node: String) -> Pod {
    var pod = self
    pod.nodeName = node
    return pod
  }

  /// The Pod with another status.
  public func with(_ status: PodStatus) -> Pod {
    var pod = self
    pod.status = status
    return pod
  }

  /// The same for Pods that share their ``spec``; it says so while one of the Pods is there.
  public var specIdentity: ObjectIdentifier { ObjectIdentifier(storage.spec) }

  /// Whether the Pods share their ``spec``. Those whose specs are equal need not.
  public func isKnownToHaveSpec(of other: Pod) -> Bool { storage.spec === other.storage.spec }

  /// Whether the Pods have equal metadata, spec and Node, and differ in their status at most. False also for specs that are
  /// equal without being shared.
  public func isKnownToDifferInStatusAlone(from other: Pod) -> Bool {
    isKnownToHaveSpec(of: other) && isOnNode(of: other)
      && (storage.metadata === other.storage.metadata || metadata == other.metadata)
  }

  /// Whether one is a copy of the other, neither of them changed since. Equal Pods need not be.
  public func isCopy(of other: Pod) -> Bool { storage === other.storage }
}

extension Pod: Hashable {
  public static func == (left: Pod, right: Pod) -> Bool {
    left.storage === right.storage
      || left.metadata == right.metadata && left.isOnNode(of: right) && left.hasStatus(of: right)
        && (left.isKnownToHaveSpec(of: right) || left.spec == right.spec)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(metadata)
    hasher.combine(spec)
    hasher.combine(nodeName)
    hasher.combine(status)
  }
}

/// What a Pod asks for (`v1.PodSpec`), but for ``Pod/nodeName``.
public struct PodSpec: Sendable, Hashable {
  public var containers: [Container]
  public var initContainers: [Container]
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
