/// A Node (`v1.Node`), as far as scheduling looks at it.
///
/// A value with many parts, behind one reference: a copy counts one reference, whatever the Node consists of.
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
  struct Parts: Sendable, Hashable {
    @usableFromInline var metadata: ObjectMeta
    @usableFromInline var isUnschedulable: Bool
    @usableFromInline var taints: [Taint]
    @usableFromInline var capacity: ResourceList
    @usableFromInline var allocatable: ResourceList
    @usableFromInline var amountsField: AmountsField
    @usableFromInline var images: [ContainerImage]
  }

  @usableFromInline
  final class Storage: @unchecked Sendable {
    // Unchecked: changed only while it has one owner. So the exclusive access to that Node is exclusive access to this, too.
    @exclusivity(unchecked) @usableFromInline var parts: Parts

    @usableFromInline
    init(_ parts: Parts) { self.parts = parts }
  }

  @usableFromInline
  var storage: Storage

  public init(_ value: JSONValue) {
    let status = value["status"]
    let capacity = ResourceList(status["capacity"])
    let offersAllocatable = !status["allocatable"].members.isEmpty
    storage = Storage(
      Parts(
        metadata: ObjectMeta(value["metadata"], isNamespaced: false),
        isUnschedulable: value["spec"]["unschedulable"].bool ?? false,
        taints: value["spec"]["taints"].items.map(Taint.init), capacity: capacity,
        allocatable: offersAllocatable ? ResourceList(status["allocatable"]) : capacity,
        amountsField: offersAllocatable
          ? .allocatable : !capacity.isEmpty ? .capacity : status.isNull ? .noStatus : .neither,
        images: status["images"].items.map(ContainerImage.init)))
  }

  @inlinable var parts: Parts {
    _read { yield storage.parts }
    _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.parts) }
      yield &storage.parts
    }
  }

  @inlinable public var metadata: ObjectMeta {
    _read { yield parts.metadata }
    _modify { yield &parts.metadata }
  }

  /// Cordoned: `spec.unschedulable`.
  @inlinable public var isUnschedulable: Bool {
    _read { yield parts.isUnschedulable }
    _modify { yield &parts.isUnschedulable }
  }

  @inlinable public var taints: [Taint] {
    _read { yield parts.taints }
    _modify { yield &parts.taints }
  }

  @inlinable public var capacity: ResourceList {
    _read { yield parts.capacity }
    _modify { yield &parts.capacity }
  }

  /// What Pods may request; a Node without it offers its capacity.
  @inlinable public var allocatable: ResourceList {
    _read { yield parts.allocatable }
    _modify { yield &parts.allocatable }
  }

  @inlinable public var amountsField: AmountsField {
    _read { yield parts.amountsField }
    _modify { yield &parts.amountsField }
  }

  @inlinable public var images: [ContainerImage] {
    _read { yield parts.images }
    _modify { yield &parts.images }
  }

  public var name: String { metadata.name }
}

extension Node: Hashable {
  public static func == (left: Node, right: Node) -> Bool {
    left.storage === right.storage || left.parts == right.parts
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(parts) }
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
