/// What follows from a Node's spec and status alone. Most Nodes of a cluster are alike, and so are the clusters that people
/// work on: it is found out once for all of them.
public final class NodeFacts: Sendable {
  private struct Parts: Hashable, Sendable {
    let spec: JSONValue
    let status: JSONValue

    var weight: Int { spec.weight + status.weight }
  }

  /// The parts as they are stored, without members that say nothing.
  let stored: (spec: JSONValue, status: JSONValue)
  let errors: [FieldError]
  private let node: Node
  private let conditions: [NodeCondition]

  private static let known = Memo<Parts, NodeFacts>()

  /// - Parameter node: A Node with its defaults, as it comes out of admission.
  public static func of(_ node: JSONValue) -> NodeFacts {
    let parts = Parts(spec: node["spec"], status: node["status"])
    return known.value(of: parts, weight: 3 * parts.weight) { NodeFacts(parts) }
  }

  private init(_ parts: Parts) {
    let value: JSONValue = ["spec": parts.spec, "status": parts.status]
    errors = NodeValidation.errors(ofSpecAndStatusOf: value)
    var stored = (spec: parts.spec, status: parts.status)
    ZeroValues.drop(fromPart: &stored.spec)
    ZeroValues.drop(fromPart: &stored.status)
    self.stored = stored
    node = Node(["spec": stored.spec, "status": stored.status])
    conditions = NodeCondition.all(in: stored.status)
  }

  /// - Parameter value: The whole Node.
  func view(of value: JSONValue) -> NodeView {
    var node = node
    node.metadata = ObjectMeta(value["metadata"])
    return NodeView(node, conditions)
  }
}
