import Synchronization

/// What a ``KubernetesObject`` consists of: a tree or how to make it, and the view of it that is known. Never changed.
final class ObjectContent: Sendable {
  enum View: Sendable {
    case none
    case pod(Pod)
    case node(NodeView)
    case other(ObjectHeader)
  }

  private enum Source: Sendable {
    case tree(JSONValue)
    case change(of: ObjectContent, @Sendable (inout JSONValue) -> Void)

    /// A text of the tree, or of the one before all changes.
    borrowing func string(of key: borrowing String) -> String? {
      switch self {
      case .tree(let tree): tree.string(of: key)
      case .change(let before, _): before.source.string(of: key)
      }
    }

    /// A text in a member of that tree.
    borrowing func string(of key: borrowing String, in outer: borrowing String) -> String? {
      switch self {
      case .tree(let tree): tree.string(of: key, in: outer)
      case .change(let before, _): before.source.string(of: key, in: outer)
      }
    }
  }

  /// A tree that was made when it was asked for.
  private final class Made: Sendable {
    let tree: JSONValue
    init(_ tree: JSONValue) { self.tree = tree }
  }

  /// Making a tree goes through the changes before it; so many may wait for each other.
  private static let mostChanges = 8

  let view: View
  private let source: Source
  /// What the tree's `metadata.resourceVersion` becomes; nil where it stays.
  let resourceVersion: Int64?
  /// How many changes have to be made for the tree.
  private let changes: Int
  private let made = AtomicLazyReference<Made>()

  static let empty = ObjectContent(.null)

  convenience init(_ tree: JSONValue, view: View = .none) {
    self.init(.tree(tree), view: view, resourceVersion: nil, changes: 0)
  }

  private init(_ source: Source, view: View, resourceVersion: Int64?, changes: Int) {
    self.source = source
    self.view = view
    self.resourceVersion = resourceVersion
    self.changes = changes
  }

  func with(_ view: View) -> ObjectContent {
    ObjectContent(source, view: view, resourceVersion: resourceVersion, changes: changes)
  }

  func with(resourceVersion: Int64) -> ObjectContent {
    ObjectContent(source, view: view, resourceVersion: resourceVersion, changes: changes)
  }

  /// - Parameter resourceVersion: Set after the change; nil for that of the tree.
  func changed(
    to view: View, _ resourceVersion: Int64?, by change: @escaping @Sendable (inout JSONValue) -> Void
  ) -> ObjectContent {
    if changes < Self.mostChanges {
      return ObjectContent(
        .change(of: self, change), view: view, resourceVersion: resourceVersion, changes: changes + 1)
    }
    var tree = value
    change(&tree)
    return ObjectContent(.tree(tree), view: view, resourceVersion: resourceVersion, changes: 0)
  }

  /// The tree with everything that was to be done to it.
  var value: JSONValue {
    if case .tree(let tree) = source, resourceVersion == nil { return tree }
    return (made.load() ?? made.storeIfNil(Made(makeValue()))).tree
  }

  /// A member of the tree other than metadata.
  func part(_ name: String) -> JSONValue {
    switch source {
    case .tree(let tree): tree[name]
    case .change: value[name]
    }
  }

  /// A text in such a member.
  func text(_ name: String, in part: String) -> String? {
    changes == 0 ? source.string(of: name, in: part) : value.string(of: name, in: part)
  }

  private func makeValue() -> JSONValue {
    var tree: JSONValue
    switch source {
    case .tree(let written): tree = written
    case .change(let before, let change):
      tree = before.value
      change(&tree)
    }
    if let resourceVersion { tree["metadata"]["resourceVersion"] = .string(String(resourceVersion)) }
    return tree
  }

  /// The tree before changes that wait, which is right about kind, labels and annotations, and about everything in metadata
  /// that a view would tell, where none is known.
  var written: JSONValue {
    switch source {
    case .tree(let tree): tree
    case .change(let before, _): before.written
    }
  }

  /// A text of ``written``.
  func writtenString(_ key: String) -> String? { source.string(of: key) }

  /// A text in the metadata of ``written``.
  func writtenMetadata(_ key: String) -> String? { source.string(of: key, in: "metadata") }
}
