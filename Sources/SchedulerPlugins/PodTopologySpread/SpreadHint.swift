import KubernetesAPI
import SchedulerFramework

/// Whether a change may even out the spread that a Pod was rejected for.
struct SpreadHint {
  let pod: Pod
  /// The Pod's hard constraints.
  let constraints: [SpreadConstraint]

  func hint(about change: ClusterChange) -> QueueingHint {
    switch (change.old, change.new) {
    case (.node(let old)?, .node(let new)?): isHelpful(old, new) ? .queue : .skip
    case (.node(let node)?, nil), (nil, .node(let node)?): hasAllKeys(node) ? .queue : .skip
    case (let old, let new): isHelpful(old?.pod, new?.pod) ? .queue : .skip
    }
  }

  // MARK: Nodes

  /// A Node without one of the keys takes no part in the spread.
  private func hasAllKeys(_ node: Node) -> Bool {
    constraints.allSatisfy { node.metadata.labels[$0.topologyKey] != nil }
  }

  private func isHelpful(_ old: Node, _ new: Node) -> Bool {
    if hasAllKeys(old) != hasAllKeys(new) { return true }
    guard hasAllKeys(new) else { return false }
    return old.taints != new.taints
      || constraints.contains { old.metadata.labels[$0.topologyKey] != new.metadata.labels[$0.topologyKey] }
  }

  // MARK: Pods

  private func isHelpful(_ old: Pod?, _ new: Pod?) -> Bool {
    guard [old, new].allSatisfy({ $0.map(concerns) ?? true }) else { return false }
    guard let old, let new else {
      return (old ?? new).map { other in constraints.contains { $0.selects(other) } } ?? false
    }
    if new.metadata.uid == pod.metadata.uid, new.spec.tolerations != old.spec.tolerations,
      constraints.contains(where: \.honorsNodeTaints)
    {
      return true
    }
    return constraints.contains { $0.selects(old) != $0.selects(new) }
  }

  private func concerns(_ other: Pod) -> Bool {
    other.metadata.uid == pod.metadata.uid
      || other.nodeName != nil && other.metadata.namespace == pod.metadata.namespace
  }
}
