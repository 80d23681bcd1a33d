/// A Node as it was read from its object.
final class NodeView: Sendable {
  let node: Node
  let conditions: [NodeCondition]

  init(_ node: Node, _ conditions: [NodeCondition]) {
    self.node = node
    self.conditions = conditions
  }
}
