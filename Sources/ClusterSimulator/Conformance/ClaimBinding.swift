import KubernetesAPI
import SchedulerFramework

/// What the volume controller and provisioners do with claims between the Pods of a golden case, at once.
enum ClaimBinding {
  /// Gives volumes the phase that they would have, where none is said.
  static func complete(_ cluster: ClusterState) {
    for var volume in cluster.objects(ofKind: "PersistentVolume") where volume.value["status"]["phase"].isNull {
      let isBound = claim(of: volume, in: cluster)?.value["spec"]["volumeName"].string == volume.name
      volume.value["status"]["phase"] = isBound ? "Bound" : "Available"
      cluster.setObject(volume)
    }
  }

  /// Stores what the scheduler wrote before it bound a Pod, and binds the claims that it chose or ordered volumes for.
  static func apply(_ updates: [KubernetesObject], on node: String, in cluster: ClusterState) {
    for update in updates {
      if update.kind == "PersistentVolume" {
        bind(update, in: cluster)
      } else {
        provision(update, on: node, in: cluster)
      }
    }
  }

  private static func claim(of volume: KubernetesObject, in cluster: ClusterState) -> KubernetesObject? {
    let reference = volume.value["spec"]["claimRef"]
    return cluster.object(
      kind: "PersistentVolumeClaim", namespace: reference["namespace"].string ?? "",
      name: reference["name"].string ?? "")
  }

  private static func bind(_ volume: KubernetesObject, in cluster: ClusterState) {
    var volume = volume
    volume.value["status"]["phase"] = "Bound"
    cluster.setObject(volume)
    guard var claim = claim(of: volume, in: cluster) else { return }
    VolumeBinder.enter(volume: volume, into: &claim)
    claim.value["status"] = VolumeBinder.status(ofClaimWith: volume)
    cluster.setObject(claim)
  }

  private static func provision(_ claim: KubernetesObject, on node: String, in cluster: ClusterState) {
    let name = PersistentVolumeClaim(claim).storageClassName
    guard let storageClass = cluster.object(kind: "StorageClass", namespace: "", name: name),
      let provisioning = VolumeProvisioning(storageClass)
    else { return }
    cluster.setObject(claim)
    let place = provisioning.place(
      of: cluster.node(named: node)?.metadata.labels ?? [:],
      csiNode: cluster.object(kind: "CSINode", namespace: "", name: node))
    bind(
      provisioning.volume(for: claim, named: "pvc-\(claim.namespace)-\(claim.name)", place: place), in: cluster)
  }
}
