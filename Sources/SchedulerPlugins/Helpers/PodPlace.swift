import KubernetesAPI

extension Pod {
  /// Whether the Pod counts on a Node: it is bound to one, or preemption makes room for it there.
  var holdsPlace: Bool { nodeName != nil || status.nominatedNodeName != nil }
}
