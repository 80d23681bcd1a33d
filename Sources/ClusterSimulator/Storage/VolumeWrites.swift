import KubernetesAPI
import SchedulerPlugins

/// What the volume controller and the provisioners write: volumes and claims bound to each other, and new volumes.
///
/// The volume controller does it in its turn; before a scheduler binds a Pod it is done at once, for a scheduler waits
/// until its Pod's claims are bound.
enum VolumeWrites {
  static let controller = "persistentvolume-controller"
  private static let user = "system:serviceaccount:kube-system:persistent-volume-binder"

  /// Binds a claim and a volume to each other, as far as they are not bound yet.
  static func bind(
    _ claim: KubernetesObject, to volume: KubernetesObject, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    let volumeName = NamespacedName("", volume.name)
    let claimName = claim.namespacedName
    var volume = volume
    VolumeBinder.enter(claim: claim, into: &volume)
    volume = try cluster.update(volume, by: user)
    setPhase("Bound", of: volume, in: &cluster)
    var changed = claim
    VolumeBinder.enter(volume: volume, into: &changed)
    try cluster.update(changed, by: user)
    cluster.setStatus("PersistentVolumeClaim", claimName, by: user) { status in
      for (key, value) in VolumeBinder.status(ofClaimWith: volume).members { status[key] = value }
    }
    if claim.annotations[PersistentVolumeClaim.bindCompletedAnnotation] == nil {
      cluster.record(.controller, by: controller, "bound claim \(claimName) to volume \(volumeName.name)")
    }
  }

  /// Makes the volume that a claim asks for, near the Node that a scheduler selected for it, and binds them.
  static func provision(
    _ claim: KubernetesObject, by provisioning: VolumeProvisioning, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    let driver = provisioning.driver
    var claim = claim
    for annotation in ["volume.beta.kubernetes.io/storage-provisioner", "volume.kubernetes.io/storage-provisioner"] {
      claim.value["metadata"]["annotations"][annotation] = .string(driver)
    }
    claim = try cluster.update(claim, by: user)
    cluster.report(
      .normal, "ExternalProvisioning", about: claim, by: controller,
      "Waiting for a volume to be created either by the external provisioner '\(driver)' or manually by the system "
        + "administrator. If volume creation is delayed, please verify that the provisioner is running and correctly "
        + "registered.")
    let name = claim.namespacedName
    cluster.report(
      .normal, "Provisioning", about: claim, by: driver,
      "External provisioner is provisioning volume for claim \"\(name)\"")
    let place = place(for: claim, provisioning, in: cluster)
    let volume = try cluster.create(
      provisioning.volume(for: claim, named: "pvc-\(claim.uid)", place: place),
      by: "system:serviceaccount:kube-system:\(driver)")
    cluster.report(
      .normal, "ProvisioningSucceeded", about: claim, by: driver, "Successfully provisioned volume \(volume.name)")
    let values = place.flatMap { $0["values"].strings }.joined(separator: ", ")
    cluster.record(
      .controller, by: driver,
      "provisioned volume \(volume.name) for claim \(name)\(values.isEmpty ? "" : " in \(values)")")
    try bind(claim, to: volume, in: &cluster)
  }

  /// Near the selected Node; without one, where the first Node is that the driver runs on and the class allows.
  private static func place(
    for claim: KubernetesObject, _ provisioning: VolumeProvisioning, in cluster: SimulatedCluster
  ) -> [JSONValue] {
    func csiNode(_ name: String) -> KubernetesObject? { cluster.object("CSINode", NamespacedName("", name)) }
    if let selected = PersistentVolumeClaim(claim).selectedNode {
      return provisioning.place(
        of: cluster.node(named: selected)?.metadata.labels ?? [:], csiNode: csiNode(selected))
    }
    let allowed = StorageClass(provisioning.storageClass)
    for node in cluster.server.store.objects("Node") where allowed.allowsProvisioning(for: node.labels) {
      guard let keys = provisioning.topologyKeys(csiNode(node.name)), !keys.isEmpty else { continue }
      return provisioning.place(of: node.labels, csiNode: csiNode(node.name))
    }
    return []
  }

  /// Changes the phase of a volume, if it has another one.
  static func setPhase(_ phase: String, of volume: KubernetesObject, in cluster: inout SimulatedCluster) {
    guard volume.value["status"]["phase"].string != phase else { return }
    let time = cluster.timestamp
    cluster.setStatus("PersistentVolume", NamespacedName("", volume.name), by: user) { status in
      status["phase"] = .string(phase)
      status["lastPhaseTransitionTime"] = time
    }
  }
}
