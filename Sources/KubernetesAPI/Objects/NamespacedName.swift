import Bytes

/// The name of a namespaced object: `namespace/name`. The namespace of objects of the cluster's scope is empty.
///
/// A copy counts one reference. What a hash table needs is computed once, when the name is made, so pass on the name that an
/// object has rather than make an equal one.
public struct NamespacedName: Sendable {
  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let namespace: String
    @usableFromInline let name: String
    /// Of a `Hasher`: nobody outside the process can tell which names have equal ones.
    @usableFromInline let hash: Int

    init(_ namespace: String, _ name: String) {
      self.namespace = namespace
      self.name = name
      var hasher = Hasher()
      hasher.combine(namespace)
      hasher.combine(name)
      hash = hasher.finalize()
    }
  }

  @usableFromInline let storage: Storage

  public init(_ namespace: String, _ name: String) { storage = Storage(namespace, name) }

  @inlinable public var namespace: String { storage.namespace }
  @inlinable public var name: String { storage.name }
}

extension NamespacedName: Hashable {
  @inlinable
  public static func == (left: NamespacedName, right: NamespacedName) -> Bool {
    left.storage === right.storage || left.storage.hash == right.storage.hash && left.hasStrings(of: right)
  }

  @usableFromInline
  func hasStrings(of other: NamespacedName) -> Bool { name == other.name && namespace == other.namespace }

  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(storage.hash) }

  /// What hash tables ask for, each with its own seed. The known hash depends on a secret of the process, as `Hasher` has one, so
  /// nobody can choose names that meet in a table; to hash it once more would add nothing.
  @inlinable
  public func _rawHashValue(seed: Int) -> Int {
    let mixed = UInt64(truncatingIfNeeded: storage.hash ^ seed) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed ^ mixed >> 32)
  }
}

extension NamespacedName: Comparable, CustomStringConvertible {
  public static func < (left: NamespacedName, right: NamespacedName) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }

  public var description: String { .joining(namespace, "/", name) }
}
