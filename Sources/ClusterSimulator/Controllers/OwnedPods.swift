import KubernetesAPI

/// The Pods by the controller that owns them, with what controllers ask about them.
struct OwnedPods: Sendable {
  struct Summary: Sendable {
    var name: NamespacedName
    var labels: [String: String]
    var node: String?
    var phase: String
    var isReady: Bool
    var isTerminating: Bool
    /// `controller.kubernetes.io/pod-deletion-cost`.
    var deletionCost: Int64
    /// Counts up with every Pod that is made.
    var ordinal: Int

    /// Neither ended nor on its way out.
    var isActive: Bool { phase != "Succeeded" && phase != "Failed" && !isTerminating }
  }

  private struct Entry: Sendable {
    var pod: Pod
    var ordinal: Int
  }

  private var byOwner: [String: [NamespacedName: Entry]] = [:]
  private var orphansByNamespace: [String: [NamespacedName: Entry]] = [:]
  private var lastOrdinal = 0

  func owned(by uid: String) -> [Summary] { inOrder(byOwner[uid]) }
  func orphans(in namespace: String) -> [Summary] { inOrder(orphansByNamespace[namespace]) }

  private func inOrder(_ pods: [NamespacedName: Entry]?) -> [Summary] {
    pods?.values.sorted { $0.ordinal < $1.ordinal }.map { Summary($0.pod, ordinal: $0.ordinal) } ?? []
  }

  mutating func update(old: Pod?, new: Pod?) {
    guard let new else {
      if let old { remove(old) }
      return
    }
    var ordinal: Int?
    if let old {
      if old.controllerUID == new.controllerUID { return replace(new) }
      ordinal = remove(old)
    }
    let entry = Entry(pod: new, ordinal: ordinal ?? nextOrdinal())
    let name = new.namespacedName
    if let owner = new.controllerUID {
      byOwner[owner, default: [:]][name] = entry
    } else {
      orphansByNamespace[name.namespace, default: [:]][name] = entry
    }
  }

  private mutating func replace(_ pod: Pod) {
    let name = pod.namespacedName
    if let owner = pod.controllerUID {
      byOwner[owner]?[name]?.pod = pod
    } else {
      orphansByNamespace[name.namespace]?[name]?.pod = pod
    }
  }

  private mutating func nextOrdinal() -> Int {
    lastOrdinal += 1
    return lastOrdinal
  }

  /// - Returns: Its ordinal.
  @discardableResult
  private mutating func remove(_ pod: Pod) -> Int? {
    let name = pod.namespacedName
    guard let owner = pod.controllerUID else {
      return orphansByNamespace[name.namespace]?.removeValue(forKey: name)?.ordinal
    }
    let removed = byOwner[owner]?.removeValue(forKey: name)
    if byOwner[owner]?.isEmpty == true { byOwner[owner] = nil }
    return removed?.ordinal
  }

  /// The order in which a controller gives Pods up: those without a Node first, then pending ones, not ready ones, cheap
  /// ones, those with the most siblings on their Node, the youngest.
  static func deletionOrder(_ pods: [Summary]) -> [Summary] {
    var siblings: [String: Int] = [:]
    for pod in pods { if let node = pod.node { siblings[node, default: 0] += 1 } }
    func rank(_ pod: Summary) -> (Int, Int, Int, Int64, Int, Int) {
      (
        pod.node == nil ? 0 : 1, pod.phase == "Pending" ? 0 : 1, pod.isReady ? 1 : 0, pod.deletionCost,
        -(pod.node.flatMap { siblings[$0] } ?? 0), -pod.ordinal
      )
    }
    return pods.sorted { rank($0) < rank($1) }
  }
}

extension OwnedPods.Summary {
  init(_ pod: Pod, ordinal: Int) {
    name = pod.namespacedName
    labels = pod.metadata.labels
    node = pod.nodeName
    phase = pod.status.phase
    isReady = pod.status.phase == "Running"
    isTerminating = pod.isTerminating
    deletionCost = Int64(pod.metadata.annotations["controller.kubernetes.io/pod-deletion-cost"] ?? "") ?? 0
    self.ordinal = ordinal
  }
}
