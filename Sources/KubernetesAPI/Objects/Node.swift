/// A Node (`v1.Node`), as far as scheduling looks at it.
public struct Node: Sendable, Hashable {
  /// Where the amounts of ``allocatable`` are written.
  public enum AmountsField: Sendable, Hashable {
    case allocatable, capacity
    /// Nowhere: `status` names no amounts.
    case neither
    /// Nowhere: there is no `status`.
    case noStatus
  }

  public var metadata: ObjectMeta
  /// Cordoned: `spec.unschedulable`.
  public var isUnschedulable: Bool
  public var taints: [Taint]
  public var capacity: ResourceList
  /// What Pods may request; a Node without it offers its capacity.
  public var allocatable: ResourceList
  public var amountsField: AmountsField
  public var images: [ContainerImage]

  public init(_ value: JSONValue) {
    metadata = ObjectMeta(value["metadata"], isNamespaced: false)
    isUnschedulable = value["spec"]["unschedulable"].bool ?? false
    taints = value["spec"]["taints"].items.map(Taint.init)
    let status = value["status"]
    capacity = ResourceList(status["capacity"])
    allocatable = status["allocatable"].members.isEmpty ? capacity : ResourceList(status["allocatable"])
    amountsField =
      !status["allocatable"].members.isEmpty
      ? .allocatable : !capacity.isEmpty ? .capacity : status.isNull ? .noStatus : .neither
    images = status["images"].items.map(ContainerImage.init)
  }

  public var name: String { metadata.name }
}

/// An image that a Node has already (`v1.ContainerImage`).
public struct ContainerImage: Sendable, Hashable {
  public var names: [String]
  public var sizeBytes: Int64

  public init(_ value: JSONValue) {
    names = value["names"].strings
    sizeBytes = value["sizeBytes"].integer ?? 0
  }
}
