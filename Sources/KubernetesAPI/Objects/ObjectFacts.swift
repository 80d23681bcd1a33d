/// What is known of an object before it is looked at.
public enum ObjectFacts: Sendable {
  case pod(PodSpecFacts)
  case node(NodeFacts)

  /// What is known of an object with its defaults; nil for kinds of which nothing is remembered.
  public static func of(_ value: JSONValue) -> ObjectFacts? {
    switch value["kind"].string {
    case "Pod": .pod(PodSpecFacts.of(value["spec"]))
    case "Node": .node(NodeFacts.of(value))
    default: nil
    }
  }

  /// Turns an object that was checked into what is stored of it, without members that say nothing. A new Pod's status has
  /// none.
  public func complete(_ value: inout JSONValue) {
    switch self {
    case .pod(let facts): value["spec"] = facts.stored
    case .node(let facts): facts.stored.enter(into: &value)
    }
    ZeroValues.drop(fromMetadataOf: &value)
  }
}

extension KubernetesObject {
  /// An object as it is stored, of which something is known.
  public init(_ value: JSONValue, _ facts: ObjectFacts) {
    switch facts {
    case .pod(let facts): self.init(value, pod: Pod(value, facts))
    case .node(let facts):
      self.init(value, node: facts.view(with: ObjectMeta(value["metadata"], isNamespaced: false)))
    }
  }

  /// The object as it is stored, if this is how somebody sent it. The tree is completed when somebody reads ``value``.
  ///
  /// - Parameters:
  ///   - metadata: As they are in the completed tree.
  ///   - resourceVersion: That of the completed tree.
  ///   - complete: Depends on nothing but the tree, and leaves kind, labels and annotations as they are.
  public func completed(
    _ facts: ObjectFacts, with metadata: consuming ObjectMeta, resourceVersion: Int64,
    by complete: @escaping @Sendable (inout JSONValue) -> Void
  ) -> KubernetesObject {
    switch facts {
    case .pod(let facts): changed(to: Pod(metadata, facts), resourceVersion: resourceVersion, by: complete)
    case .node(let facts): changed(to: facts.view(with: metadata), resourceVersion: resourceVersion, by: complete)
    }
  }
}
