import KubernetesAPI

/// What becomes of a volume that has lost its claim, by its reclaim policy.
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming>
enum VolumeReclaiming {
  /// - Parameter claim: the claim that is gone; nil when the volume was bound to one that has another.
  static func release(_ volume: KubernetesObject, from claim: NamespacedName?, in cluster: inout SimulatedCluster) {
    let phase = volume.value["status"]["phase"].string ?? ""
    guard phase != "Released", phase != "Failed" else { return }
    let policy = volume.value["spec"]["persistentVolumeReclaimPolicy"].string ?? "Retain"
    let driver = volume.annotations[VolumeProvisioning.provisionedByAnnotation]
    guard let claim else {
      if driver == nil || policy != "Delete" { makeAvailable(volume, in: &cluster) }
      return
    }
    VolumeWrites.setPhase("Released", of: volume, in: &cluster)
    cluster.record(
      .controller, by: VolumeWrites.controller, "released volume \(volume.name): its claim \(claim) is gone")
    switch policy {
    case "Delete": delete(volume, by: driver, in: &cluster)
    case "Recycle": recycle(volume, in: &cluster)
    default: break
    }
  }

  /// A volume goes with the disk that its provisioner takes away. Nobody can take away what nobody had made.
  private static func delete(_ volume: KubernetesObject, by driver: String?, in cluster: inout SimulatedCluster) {
    let path = volume.value["spec"]["hostPath"]["path"].string
    guard let remover = driver ?? path.flatMap({ $0.hasPrefix("/tmp/") ? VolumeWrites.controller : nil }) else {
      let message =
        path.map { "host_path deleter only supports /tmp/.+ but received provided \($0)" }
        ?? "error getting deleter volume plugin for volume \"\(volume.name)\": no deletable volume plugin matched"
      return fail(volume, "VolumeFailedDelete", message, in: &cluster)
    }
    guard (try? cluster.delete("PersistentVolume", NamespacedName("", volume.name), by: remover)) != nil else { return }
    cluster.record(.controller, by: remover, "deleted volume \(volume.name)")
  }

  private static func recycle(_ volume: KubernetesObject, in cluster: inout SimulatedCluster) {
    let spec = volume.value["spec"]
    guard !spec["nfs"].isNull || !spec["hostPath"].isNull else {
      return fail(volume, "VolumeFailedRecycle", "No recycler plugin found for the volume!", in: &cluster)
    }
    cluster.report(.normal, "VolumeRecycled", about: volume, by: VolumeWrites.controller, "Volume recycled")
    makeAvailable(volume, in: &cluster)
  }

  private static func fail(
    _ volume: KubernetesObject, _ reason: String, _ message: String, in cluster: inout SimulatedCluster
  ) {
    VolumeWrites.setPhase("Failed", of: volume, in: &cluster)
    cluster.report(.warning, reason, about: volume, by: VolumeWrites.controller, message)
  }

  /// A volume that a person had kept for a claim stays kept for one of that name.
  private static func makeAvailable(_ volume: KubernetesObject, in cluster: inout SimulatedCluster) {
    guard var changed = cluster.object("PersistentVolume", NamespacedName("", volume.name)) else { return }
    let mark = PersistentVolume.boundByControllerAnnotation
    if changed.annotations[mark] != nil {
      changed.value["spec"]["claimRef"] = .null
      changed.value["metadata"]["annotations"][mark] = .null
    } else {
      changed.value["spec"]["claimRef"]["uid"] = .null
    }
    _ = try? cluster.update(changed, by: VolumeWrites.controller)
  }
}
