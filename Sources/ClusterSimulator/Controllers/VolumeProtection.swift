import KubernetesAPI

/// Keeps claims that a Pod uses and volumes that are bound until they are free, although they were deleted.
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection>
struct VolumeProtection: Controller {
  static let claimFinalizer = "kubernetes.io/pvc-protection"
  static let volumeFinalizer = "kubernetes.io/pv-protection"

  private var users = ClaimUsers()
  private var claims = WorkQueue<NamespacedName>()
  private var volumes = WorkQueue<String>()
  private var leaving: Set<NamespacedName> = []

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _):
      let concerned = users.update(old: old, new: new)
      if leaving.isEmpty { return }
      for claim in concerned.sorted() where leaving.contains(claim) { claims.add(claim) }
    case .node: break
    case .object(_, let new?):
      guard new.value["metadata"]["deletionTimestamp"].string != nil else { return }
      let name = new.namespacedName
      if new.kind == "PersistentVolumeClaim" {
        leaving.insert(name)
        claims.add(name)
      } else if new.kind == "PersistentVolume" {
        volumes.add(new.name)
      }
    case .object(let old, nil):
      if let old, old.kind == "PersistentVolumeClaim" { leaving.remove(old.namespacedName) }
    }
  }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    if let name = claims.next() {
      release(claim: name, in: &cluster)
    } else if let name = volumes.next() {
      release(volume: NamespacedName("", name), in: &cluster)
    } else {
      return false
    }
    return true
  }

  private func release(claim name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let claim = cluster.object("PersistentVolumeClaim", name) else { return }
    // A Pod without a Node does not hold a claim: no kubelet would start it with one that is being deleted.
    let isInUse = users.users(of: name).contains { cluster.pods[$0]?.nodeName != nil }
    if !isInUse {
      drop(Self.claimFinalizer, of: claim, by: "pvc-protection-controller", in: &cluster)
    }
  }

  private func release(volume name: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let volume = cluster.object("PersistentVolume", name), volume.value["status"]["phase"] != "Bound" else {
      return
    }
    drop(Self.volumeFinalizer, of: volume, by: "pv-protection-controller", in: &cluster)
  }

  private func drop(
    _ finalizer: String, of object: KubernetesObject, by controller: String, in cluster: inout SimulatedCluster
  ) {
    let finalizers = object.value["metadata"]["finalizers"].items
    guard object.metadata.deletionTimestamp != nil, finalizers.contains(.string(finalizer)) else { return }
    var changed = object
    let others = finalizers.filter { $0.string != finalizer }
    changed.value["metadata"]["finalizers"] = others.isEmpty ? .null : .array(others)
    _ = try? cluster.update(changed, by: "system:serviceaccount:kube-system:\(controller)")
  }
}
