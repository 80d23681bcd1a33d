public import KubernetesAPI

/// A kind of change in the cluster: what changed, and how. Plugins say with it what might make a Pod schedulable that they
/// rejected; the queue says with it what happened.
public struct ClusterEvent: Sendable, Hashable, CustomStringConvertible {
  public enum Resource: String, Sendable, Hashable {
    /// Every Pod, for a registration: it stands for the two below.
    case pod = "Pod"
    case assignedPod = "AssignedPod"
    case unscheduledPod = "UnschedulablePod"
    case node = "Node"
    case persistentVolume = "PersistentVolume"
    case persistentVolumeClaim = "PersistentVolumeClaim"
    case storageClass = "StorageClass"
    case csiNode = "CSINode"
    case csiDriver = "CSIDriver"
    case csiStorageCapacity = "CSIStorageCapacity"
    case volumeAttachment = "VolumeAttachment"
    case resourceClaim = "ResourceClaim"
    case resourceSlice = "ResourceSlice"
    case deviceClass = "DeviceClass"
    /// Of the Coscheduling plugin.
    case podGroup = "podgroups.v1alpha1.scheduling.x-k8s.io"
    /// Concerns every Pod, whatever rejected it.
    case wildcard = "*"
  }

  /// One or several ways of changing (`framework.ActionType`).
  public struct Actions: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let add = Actions(rawValue: 1 << 0)
    public static let delete = Actions(rawValue: 1 << 1)
    public static let updateNodeAllocatable = Actions(rawValue: 1 << 2)
    public static let updateNodeLabel = Actions(rawValue: 1 << 3)
    public static let updateNodeTaint = Actions(rawValue: 1 << 4)
    public static let updateNodeCondition = Actions(rawValue: 1 << 5)
    public static let updateNodeAnnotation = Actions(rawValue: 1 << 6)
    public static let updatePodLabel = Actions(rawValue: 1 << 7)
    /// A request became smaller.
    public static let updatePodScaleDown = Actions(rawValue: 1 << 8)
    public static let updatePodToleration = Actions(rawValue: 1 << 9)
    /// The last scheduling gate is gone.
    public static let updatePodSchedulingGatesEliminated = Actions(rawValue: 1 << 10)
    public static let updatePodGeneratedResourceClaim = Actions(rawValue: 1 << 11)
    /// Any other update; objects other than Pods and Nodes have only this one.
    public static let updateOther = Actions(rawValue: 1 << 12)

    public static let update: Actions = [
      .updateNodeAllocatable, .updateNodeLabel, .updateNodeTaint, .updateNodeCondition, .updateNodeAnnotation,
      .updatePodLabel, .updatePodScaleDown, .updatePodToleration, .updatePodSchedulingGatesEliminated,
      .updatePodGeneratedResourceClaim, .updateOther,
    ]
    public static let all: Actions = [.add, .delete, .update]
  }

  public var resource: Resource
  public var actions: Actions

  public init(_ resource: Resource, _ actions: Actions) {
    self.resource = resource
    self.actions = actions
  }

  /// Moves every Pod that waits, as the flush of the unschedulable ones does.
  public static let wildcard = ClusterEvent(.wildcard, .all)

  public var isWildcard: Bool { resource == .wildcard }

  /// Whether a registration covers what happened.
  public func covers(_ happened: ClusterEvent) -> Bool {
    if isWildcard { return true }
    let sameResource =
      resource == happened.resource
      || resource == .pod && (happened.resource == .assignedPod || happened.resource == .unscheduledPod)
    return sameResource && !actions.isDisjoint(with: happened.actions)
  }

  public var description: String { "\(resource.rawValue)/\(actions.rawValue)" }
}

/// A change that happened: its kind and the object before and after it.
public struct ClusterChange: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    case pod(Pod)
    case node(Node)
    case object(KubernetesObject)

    public var pod: Pod? {
      if case .pod(let pod) = self { pod } else { nil }
    }

    public var node: Node? {
      if case .node(let node) = self { node } else { nil }
    }
  }

  public var event: ClusterEvent
  /// nil when the object was added.
  public var old: Subject?
  /// nil when the object was deleted.
  public var new: Subject?

  public init(_ event: ClusterEvent, old: Subject? = nil, new: Subject? = nil) {
    self.event = event
    self.old = old
    self.new = new
  }
}

/// A plugin's opinion of a change, about a Pod that it had rejected.
public enum QueueingHint: Sendable, Hashable {
  /// The change may have made the Pod schedulable.
  case queue
  /// The change does not help the Pod.
  case skip
}
