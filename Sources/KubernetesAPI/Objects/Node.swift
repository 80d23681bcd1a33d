/// A Node (`v1.Node`), as far as scheduling looks at it.
///
/// Behind one reference: a copy counts one, whatever the Node consists of.
public struct Node: Sendable {
  /// Where the amounts of ``allocatable`` are written.
  public enum AmountsField: Sendable, Hashable {
    case allocatable, capacity
    /// Nowhere: `status` names no amounts.
    case neither
    /// Nowhere: there is no `status`.
    case noStatus
  }

  @usableFromInline
  final class Content: Sendable {
    @usableFromInline let metadata: ObjectMeta
    @usableFromInline let isUnschedulable: Bool
    @usableFromInline let taints: [Taint]
    @usableFromInline let capacity: ResourceList
    @usableFromInline let allocatable: ResourceList
    @usableFromInline let amountsField: AmountsField
    @usableFromInline let images: [ContainerImage]

    init(_ value: JSONValue) {
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

    init(_ other: Content, metadata: ObjectMeta) {
      self.metadata = metadata
      isUnschedulable = other.isUnschedulable
      taints = other.taints
      capacity = other.capacity
      allocatable = other.allocatable
      amountsField = other.amountsField
      images = other.images
    }
  }

  @usableFromInline private(set) var content: Content

  public init(_ value: JSONValue) { content = Content(value) }

  public var metadata: ObjectMeta {
    @inlinable _read { yield content.metadata }
    set { content = Content(content, metadata: newValue) }
  }
  /// Cordoned: `spec.unschedulable`.
  @inlinable public var isUnschedulable: Bool { content.isUnschedulable }
  @inlinable public var taints: [Taint] { _read { yield content.taints } }
  @inlinable public var capacity: ResourceList { _read { yield content.capacity } }
  /// What Pods may request; a Node without it offers its capacity.
  @inlinable public var allocatable: ResourceList { _read { yield content.allocatable } }
  @inlinable public var amountsField: AmountsField { content.amountsField }
  @inlinable public var images: [ContainerImage] { _read { yield content.images } }

  public var name: String { metadata.name }
}

extension Node: Hashable {
  public static func == (left: Node, right: Node) -> Bool {
    left.content === right.content
      || left.metadata == right.metadata && left.isUnschedulable == right.isUnschedulable && left.taints == right.taints
        && left.capacity == right.capacity && left.allocatable == right.allocatable
        && left.amountsField == right.amountsField && left.images == right.images
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(metadata)
    hasher.combine(isUnschedulable)
    hasher.combine(taints)
    hasher.combine(allocatable)
  }
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
