import KubernetesAPI
import SchedulerFramework

/// What a scheduler stores before it binds a Pod: the volumes that it chose for the Pod's claims, and the Node that volumes
/// are to be made for. The volume controller binds the claims at once, as kube-scheduler waits until it has.
enum PreBindUpdates {
  /// - Returns: why the Pod cannot be bound; nil when all is stored and all claims are bound.
  static func store(
    _ updates: [(plugin: String, object: KubernetesObject)], in cluster: inout SimulatedCluster
  ) -> String? {
    for (plugin, update) in updates {
      do throws(APIStatus) {
        let stored = try cluster.update(update, by: "system:kube-scheduler")
        if stored.kind == "PersistentVolume" {
          try bind(stored, in: &cluster)
        } else if stored.kind == "PersistentVolumeClaim" {
          try provision(stored, in: &cluster)
        }
      } catch {
        return "running PreBind plugin \"\(plugin)\": binding volumes: \(error.message)"
      }
    }
    return nil
  }

  private static func bind(_ volume: KubernetesObject, in cluster: inout SimulatedCluster) throws(APIStatus) {
    let reference = volume.value["spec"]["claimRef"]
    let name = NamespacedName(reference["namespace"].string ?? "", reference["name"].string ?? "")
    try VolumeWrites.bind(try cluster.server.get("PersistentVolumeClaim", name), to: volume, in: &cluster)
  }

  private static func provision(_ claim: KubernetesObject, in cluster: inout SimulatedCluster) throws(APIStatus) {
    let name = PersistentVolumeClaim(claim).storageClassName
    let storageClass = try cluster.server.get("StorageClass", NamespacedName("", name))
    guard let provisioning = VolumeProvisioning(storageClass) else {
      // Nobody makes such volumes: what kube-scheduler says when it has waited for one in vain.
      throw APIStatus(.internalError, "context deadline exceeded")
    }
    try VolumeWrites.provision(claim, by: provisioning, in: &cluster)
  }
}
