import KubernetesAPI
import SchedulerPlugins

/// Which Pods use which claims.
struct ClaimUsers: Sendable {
  private var pods: [NamespacedName: Set<NamespacedName>] = [:]

  /// - Returns: the claims of the Pod, before and after.
  @discardableResult
  mutating func update(old: Pod?, new: Pod?) -> Set<NamespacedName> {
    if old?.spec.volumes.isEmpty ?? true, new?.spec.volumes.isEmpty ?? true { return [] }
    let before = old.map(Self.claims) ?? []
    let after = new.map(Self.claims) ?? []
    if let old {
      for claim in before.subtracting(after) { pods[claim]?.remove(old.namespacedName) }
    }
    if let new {
      for claim in after { pods[claim, default: []].insert(new.namespacedName) }
    }
    return before.union(after)
  }

  /// The Pods that use a claim, by name.
  func users(of claim: NamespacedName) -> [NamespacedName] { pods[claim]?.sorted() ?? [] }

  private static func claims(of pod: Pod) -> Set<NamespacedName> {
    guard !pod.spec.volumes.isEmpty else { return [] }
    return Set(ClaimUse.all(of: pod).map { NamespacedName(pod.metadata.namespace, $0.name) })
  }
}
