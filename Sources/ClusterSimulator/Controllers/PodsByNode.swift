import KubernetesAPI

/// The Pods of each Node, for controllers that seldom ask.
struct PodsByNode: Sendable {
  private struct Change: Sendable {
    let pod: NamespacedName
    let node: String
    let isThere: Bool
  }

  /// So many changes wait until somebody asks: in most runs nobody does.
  private static let mostWaiting = 1000

  private var names: [String: Set<NamespacedName>] = [:]
  private var waiting: [Change] = []

  mutating func update(old: Pod?, new: Pod?) {
    if old?.nodeName == new?.nodeName { return }
    if let old, let node = old.nodeName { enter(Change(pod: old.namespacedName, node: node, isThere: false)) }
    if let new, let node = new.nodeName { enter(Change(pod: new.namespacedName, node: node, isThere: true)) }
  }

  /// By name.
  mutating func pods(on node: String) -> [NamespacedName] {
    carryOut()
    return names[node]?.sorted() ?? []
  }

  private mutating func enter(_ change: Change) {
    waiting.append(change)
    if waiting.count == Self.mostWaiting { carryOut() }
  }

  private mutating func carryOut() {
    for change in waiting {
      if change.isThere {
        names[change.node, default: []].insert(change.pod)
      } else {
        names[change.node]?.remove(change.pod)
      }
    }
    waiting = []
  }
}
