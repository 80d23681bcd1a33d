import KubernetesAPI
import SchedulerFramework

extension ClusterChange {
  /// The claim that was added or changed.
  var newClaim: KubernetesObject? { object(new, "PersistentVolumeClaim") }

  /// An object of a kind before and after; nil for another kind.
  func objects(_ kind: String) -> (old: KubernetesObject?, new: KubernetesObject?)? {
    let pair = (old: object(old, kind), new: object(new, kind))
    return pair.old == nil && pair.new == nil ? nil : pair
  }

  private func object(_ subject: Subject?, _ kind: String) -> KubernetesObject? {
    if case .object(let object)? = subject, object.kind == kind { object } else { nil }
  }
}

extension Pod {
  /// Whether the Pod names the claim.
  ///
  /// - Parameter ephemeral: whether claims that are made for the Pod count as well.
  func uses(_ claim: KubernetesObject, ephemeral: Bool) -> Bool {
    metadata.namespace == claim.metadata.namespace
      && ClaimUse.all(of: self).contains { $0.name == claim.name && (ephemeral || !$0.isEphemeral) }
  }
}
