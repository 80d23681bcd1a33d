import KubernetesAPI

/// Which images the Nodes of the cluster have, by name.
struct ImageStates: Sendable {
  struct State: Sendable {
    /// As the first Node reported it that is counted here, in bytes.
    var sizeBytes: Int64
    var nodes: Set<String>
  }

  private(set) var states: [String: State] = [:]

  mutating func add(_ node: Node) {
    for image in node.images {
      for name in image.names {
        states[name, default: State(sizeBytes: image.sizeBytes, nodes: [])].nodes.insert(node.name)
      }
    }
  }

  mutating func remove(_ node: Node) {
    for name in node.images.flatMap(\.names) {
      states[name]?.nodes.remove(node.name)
      if states[name]?.nodes.isEmpty == true { states[name] = nil }
    }
  }
}
