public import KubernetesAPI
import SchedulerFramework

/// A claim as a volume of a Pod names it.
public struct ClaimUse: Sendable {
  public let name: String
  /// Whether the claim is made for the Pod itself, and goes with it.
  public let isEphemeral: Bool

  /// The claims of a Pod in the order of its volumes.
  public static func all(of pod: Pod) -> [ClaimUse] { pod.spec.volumes.compactMap { ClaimUse($0, of: pod) } }

  /// nil for a volume without a claim.
  public init?(_ volume: Volume, of pod: Pod) {
    if let claimName = volume.claimName {
      name = claimName
      isEphemeral = false
    } else if volume.isEphemeral {
      name = "\(pod.metadata.name)-\(volume.name)"
      isEphemeral = true
    } else {
      return nil
    }
  }
}

extension Pod {
  /// Whether all volumes come with the Pod or the Node, so that no volume plugin has anything to say.
  var hasOnlyLocalVolumes: Bool {
    let kinds = ["emptyDir", "configMap", "secret", "downwardAPI", "projected", "hostPath", "image"]
    return spec.volumes.allSatisfy { volume in kinds.contains { !volume.source[$0].isNull } }
  }
}

/// Finds volumes, claims and classes in a cluster, and says what is wrong with them in kube-scheduler's words.
struct VolumeLookup {
  let cluster: ClusterState

  func claim(_ name: String, in namespace: String) -> PersistentVolumeClaim? {
    cluster.object(kind: "PersistentVolumeClaim", namespace: namespace, name: name).map(PersistentVolumeClaim.init)
  }

  func volume(_ name: String) -> PersistentVolume? {
    cluster.object(kind: "PersistentVolume", namespace: "", name: name).map(PersistentVolume.init)
  }

  func storageClass(_ name: String) -> StorageClass? {
    cluster.object(kind: "StorageClass", namespace: "", name: name).map(StorageClass.init)
  }

  func csiNode(_ name: String) -> KubernetesObject? { cluster.object(kind: "CSINode", namespace: "", name: name) }

  static func missingClaim(_ name: String) -> String { "persistentvolumeclaim \"\(name)\" not found" }
  static func missingVolume(_ name: String) -> String { "persistentvolume \"\(name)\" not found" }
  static func missingClass(_ name: String) -> String { "storageclass.storage.k8s.io \"\(name)\" not found" }

  /// Why a claim cannot serve as the Pod's ephemeral one; nil when the Pod owns it.
  static func ownershipProblem(of claim: PersistentVolumeClaim, for pod: Pod) -> String? {
    let (claim, pod) = (claim.metadata, pod.metadata)
    if claim.namespace == pod.namespace, let owner = claim.controller, owner.uid == pod.uid { return nil }
    return "PVC \(claim.namespace)/\(claim.name) was not created for pod \(pod.namespace)/\(pod.name) "
      + "(pod is not owner)"
  }
}
