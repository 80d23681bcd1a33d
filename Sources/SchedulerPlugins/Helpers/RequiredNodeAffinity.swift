import KubernetesAPI

/// What a Pod demands of a Node's labels and name: its `nodeSelector` and its required node affinity, both.
struct RequiredNodeAffinity {
  private let nodeSelector: [String: String]
  private let required: NodeSelector?

  init(_ spec: PodSpec) {
    nodeSelector = spec.nodeSelector
    required = spec.affinity.requiredNodes
  }

  func matches(_ node: Node) -> Bool {
    let labels = node.metadata.labels
    return nodeSelector.allSatisfy { labels[$0.key] == $0.value }
      && (required?.matches(labels: labels, name: node.name) ?? true)
  }
}
