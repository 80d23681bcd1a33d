/// What follows from a Node's spec and status alone. Most Nodes of a cluster are alike, and so are the clusters that people
/// work on: it is found out once for all of them.
public final class NodeFacts: Sendable {
  /// As they are stored, without members that say nothing.
  let stored: NodeParts
  public let errors: [FieldError]
  private let node: Node
  private let conditions: [NodeCondition]

  private static let known = Memo<NodeParts, NodeFacts>()

  /// - Parameter node: A Node with its defaults, as it comes out of admission.
  public static func of(_ node: JSONValue) -> NodeFacts {
    let parts = NodeParts(of: node).identified
    return known.value(of: parts, weight: 3 * parts.weight) { NodeFacts(parts) }
  }

  private init(_ parts: NodeParts) {
    errors = NodeValidation.errors(ofSpecAndStatusOf: parts.value)
    var stored = parts
    ZeroValues.drop(fromPart: &stored.spec)
    ZeroValues.drop(fromPart: &stored.status)
    self.stored = stored.identified
    node = Node(stored.value)
    conditions = NodeCondition.all(in: stored.status)
  }

  func view(with metadata: consuming ObjectMeta) -> NodeView {
    var node = node
    node.metadata = metadata
    return NodeView(node, conditions)
  }
}

/// All that one Node may have in common with another.
public struct NodeParts: Hashable, Sendable {
  var spec: JSONValue
  var status: JSONValue

  public init(of node: JSONValue) {
    spec = node["spec"]
    status = node["status"]
  }

  /// The same parts, each of which is the one copy of its like.
  public var identified: NodeParts {
    var parts = self
    parts.spec = spec.identified
    parts.status = status.identified
    return parts
  }

  /// A Node of nothing else.
  public var value: JSONValue { ["spec": spec, "status": status] }
  /// About what it takes to keep them.
  public var weight: Int { spec.weight + status.weight }

  func enter(into node: inout JSONValue) {
    node["spec"] = spec
    node["status"] = status
  }
}
