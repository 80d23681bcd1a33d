import KubernetesAPI

/// The Pods of each Node, for controllers that seldom ask.
struct PodsByNode: Sendable {
  private struct Change: Sendable {
    /// On a Node.
    let pod: Pod
    let isThere: Bool
  }

  /// So many changes wait until somebody asks: in most runs nobody does.
  private static let mostWaiting = 1000

  private var names: [String: Set<NamespacedName>] = [:]
  private var waiting: [Change] = []

  mutating func update(old: Pod?, new: Pod?) {
    if let old, let new, old.isOnNode(of: new) { return }
    if let old { enter(old, isThere: false) }
    if let new { enter(new, isThere: true) }
  }

  /// By name.
  mutating func pods(on node: String) -> [NamespacedName] {
    carryOut()
    return names[node]?.sorted() ?? []
  }

  private mutating func enter(_ pod: Pod, isThere: Bool) {
    guard pod.hasNode else { return }
    waiting.append(Change(pod: pod, isThere: isThere))
    if waiting.count == Self.mostWaiting { carryOut() }
  }

  private mutating func carryOut() {
    for change in waiting {
      guard let node = change.pod.nodeName else { continue }
      if change.isThere {
        names[node, default: []].insert(change.pod.namespacedName)
      } else {
        names[node]?.remove(change.pod.namespacedName)
      }
    }
    waiting = []
  }
}
