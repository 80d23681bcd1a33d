import KubernetesAPI
import SchedulerPlugins

/// Binds claims to volumes, has volumes made where a class says how, and gives volumes up whose claims are gone.
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/>
///
/// Claims of a class with `volumeBindingMode: WaitForFirstConsumer` wait for a scheduler: until it has entered the claim
/// into a volume, or has named a Node that a volume is to be made for.
struct PersistentVolumes: Controller {
  private var claims = WorkQueue<NamespacedName>()
  private var volumes = WorkQueue<String>()
  private var index = VolumeIndex()
  private var users = ClaimUsers()
  /// Claims without a volume that would take one of their class, by that class, or the one that they name.
  private var waitingByClass: [String: Set<NamespacedName>] = [:]
  private var waitingByVolume: [String: Set<NamespacedName>] = [:]
  private var unbound: Set<NamespacedName> = []
  /// What is known to have existed. What a scenario only mentions is not taken for lost.
  private var deletedClaims: Set<String> = []
  private var deletedVolumes: Set<String> = []
  /// What was last said about a claim, which is not said again and again.
  private var lastWords: [NamespacedName: String] = [:]

  // MARK: Watching

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _): users.update(old: old, new: new)
    case .node: break
    case .object(let old, let new):
      guard let object = new ?? old else { return }
      switch object.kind {
      case "PersistentVolumeClaim": observeClaim(object, isGone: new == nil)
      case "PersistentVolume": observeVolume(old, new)
      case "StorageClass": for claim in unbound.sorted() { claims.add(claim) }
      default: break
      }
    }
  }

  private mutating func observeClaim(_ object: KubernetesObject, isGone: Bool) {
    let name = object.namespacedName
    let claim = PersistentVolumeClaim(object)
    if !isGone {
      claims.add(name)
      if claim.isFullyBound { unbound.remove(name) } else { unbound.insert(name) }
      return
    }
    unbound.remove(name)
    lastWords[name] = nil
    deletedClaims.insert(object.uid)
    for volume in index.names(claimedBy: name) { volumes.add(volume) }
  }

  private mutating func observeVolume(_ old: KubernetesObject?, _ new: KubernetesObject?) {
    let before = old.map(PersistentVolume.init)
    guard let new else {
      guard let before else { return }
      index.remove(before.metadata.name)
      deletedVolumes.insert(before.metadata.name)
      if let claim = before.claim { claims.add(claim.namespacedName) }
      return
    }
    let volume = PersistentVolume(new)
    let name = volume.metadata.name
    index.set(volume)
    deletedVolumes.remove(name)
    volumes.add(name)
    for claim in waitingByVolume.removeValue(forKey: name)?.sorted() ?? [] { claims.add(claim) }
    if let claim = volume.claim {
      claims.add(claim.namespacedName)
    } else if volume.phase == "Available", before?.phase != "Available" {
      for claim in waitingByClass.removeValue(forKey: volume.storageClassName)?.sorted() ?? [] { claims.add(claim) }
    }
  }

  // MARK: Working

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    if let name = volumes.next() {
      if let volume = cluster.object("PersistentVolume", NamespacedName("", name)) { attend(to: volume, in: &cluster) }
      return true
    }
    guard let name = claims.next() else { return false }
    guard let claim = cluster.object("PersistentVolumeClaim", name), claim.metadata.deletionTimestamp == nil else {
      return true
    }
    // A refused write changes nothing; the next change of either object brings both back.
    do throws(APIStatus) {
      if claim.annotations[PersistentVolumeClaim.bindCompletedAnnotation] == nil {
        try attend(toUnbound: PersistentVolumeClaim(claim), in: &cluster)
      } else {
        try attend(toBound: PersistentVolumeClaim(claim), in: &cluster)
      }
    } catch {
      say(.warning, "ProvisioningFailed", about: claim, error.message, in: &cluster)
    }
    return true
  }

  private mutating func say(
    _ type: EventRecord.EventType, _ reason: String, about claim: KubernetesObject, _ message: String,
    in cluster: inout SimulatedCluster
  ) {
    let name = claim.namespacedName
    guard lastWords.updateValue(message, forKey: name) != message else { return }
    cluster.report(type, reason, about: claim, by: VolumeWrites.controller, message)
  }

  // MARK: Claims

  private mutating func attend(
    toUnbound claim: PersistentVolumeClaim, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    guard claim.volumeName.isEmpty else { return try attend(toAsking: claim, in: &cluster) }
    let object = cluster.object("StorageClass", NamespacedName("", claim.storageClassName))
    let waits = object.map { StorageClass($0).waitsForConsumer } ?? false
    if let volume = match(claim, forKeptVolumesOnly: waits) {
      return try VolumeWrites.bind(claim.object, to: volume.object, in: &cluster)
    }
    if waits, claim.selectedNode == nil { return announceWaiting(claim, in: &cluster) }
    waitingByClass[claim.storageClassName, default: []].insert(claim.metadata.namespacedName)
    guard !claim.storageClassName.isEmpty else {
      return say(
        .normal, "FailedBinding", about: claim.object,
        "no persistent volumes available for this claim and no storage class is set", in: &cluster)
    }
    guard let object else {
      throw APIStatus(.notFound, "storageclass.storage.k8s.io \"\(claim.storageClassName)\" not found")
    }
    guard let provisioning = VolumeProvisioning(object) else {
      throw APIStatus(
        .internalError, "no volume plugin matched name: \(object.value["provisioner"].string ?? "")")
    }
    try VolumeWrites.provision(claim.object, by: provisioning, in: &cluster)
  }

  private func match(_ claim: PersistentVolumeClaim, forKeptVolumesOnly: Bool) -> PersistentVolume? {
    let matching = VolumeMatching(forKeptVolumesOnly: forKeptVolumesOnly)
    return index.candidates(for: claim).lazy.compactMap { matching.volume(for: claim, among: $0) }.first
  }

  private mutating func announceWaiting(_ claim: PersistentVolumeClaim, in cluster: inout SimulatedCluster) {
    let pods = users.users(of: claim.metadata.namespacedName).filter { cluster.pods[$0]?.nodeName == nil }
    let names = pods.map(\.name).joined(separator: ",")
    switch pods.count {
    case 0:
      say(
        .normal, "WaitForFirstConsumer", about: claim.object,
        "waiting for first consumer to be created before binding", in: &cluster)
    default:
      let message = "waiting for pod\(pods.count == 1 ? "" : "s") \(names) to be scheduled"
      say(.normal, "WaitForPodScheduled", about: claim.object, message, in: &cluster)
    }
  }

  /// A claim that names its volume itself.
  private mutating func attend(
    toAsking claim: PersistentVolumeClaim, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    guard let volume = index[claim.volumeName] else {
      waitingByVolume[claim.volumeName, default: []].insert(claim.metadata.namespacedName)
      return
    }
    if volume.isBound(to: claim) { return try VolumeWrites.bind(claim.object, to: volume.object, in: &cluster) }
    waitingByVolume[claim.volumeName, default: []].insert(claim.metadata.namespacedName)
    guard volume.claim == nil else {
      return say(
        .warning, "FailedBinding", about: claim.object,
        "volume \"\(claim.volumeName)\" already bound to a different claim.", in: &cluster)
    }
    if let problem = Self.mismatch(of: volume, with: claim) {
      return say(
        .warning, "VolumeMismatch", about: claim.object,
        "Cannot bind to requested volume \"\(claim.volumeName)\": \(problem)", in: &cluster)
    }
    try VolumeWrites.bind(claim.object, to: volume.object, in: &cluster)
  }

  private static func mismatch(of volume: PersistentVolume, with claim: PersistentVolumeClaim) -> String? {
    if volume.capacity < claim.request ?? Quantity(0) { return "requested PV is too small" }
    if volume.storageClassName != claim.storageClassName { return "storageClassName does not match" }
    if volume.volumeMode != claim.volumeMode { return "incompatible volumeMode" }
    if !claim.accessModes.allSatisfy(volume.accessModes.contains) { return "incompatible accessMode" }
    return nil
  }

  private mutating func attend(
    toBound claim: PersistentVolumeClaim, in cluster: inout SimulatedCluster
  ) throws(APIStatus) {
    if let volume = index[claim.volumeName] {
      if volume.claim == nil || volume.isBound(to: claim) {
        guard volume.claim?.uid ?? "" == "" || claim.phase != "Bound" else { return }
        return try VolumeWrites.bind(claim.object, to: volume.object, in: &cluster)
      }
      lose(
        claim, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly", in: &cluster)
    } else if claim.volumeName.isEmpty {
      lose(
        claim, "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!",
        in: &cluster)
    } else if deletedVolumes.contains(claim.volumeName) {
      lose(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!", in: &cluster)
    }
  }

  private func lose(
    _ claim: PersistentVolumeClaim, _ reason: String, _ message: String, in cluster: inout SimulatedCluster
  ) {
    guard claim.phase != "Lost" else { return }
    cluster.setStatus("PersistentVolumeClaim", claim.metadata.namespacedName, by: VolumeWrites.controller) {
      $0 = ["phase": "Lost"]
    }
    cluster.report(.warning, reason, about: claim.object, by: VolumeWrites.controller, message)
  }

  // MARK: Volumes

  private mutating func attend(to object: KubernetesObject, in cluster: inout SimulatedCluster) {
    let volume = PersistentVolume(object)
    guard volume.metadata.deletionTimestamp == nil else { return }
    guard let reference = volume.claim, !reference.uid.isEmpty else {
      return VolumeWrites.setPhase("Available", of: object, in: &cluster)
    }
    let name = reference.namespacedName
    if let claim = cluster.object("PersistentVolumeClaim", name).map(PersistentVolumeClaim.init),
      claim.metadata.uid == reference.uid
    {
      if claim.volumeName.isEmpty {
        claims.add(name)
      } else if claim.volumeName == volume.metadata.name {
        VolumeWrites.setPhase("Bound", of: object, in: &cluster)
      } else {
        VolumeReclaiming.release(object, from: nil, in: &cluster)
      }
    } else if deletedClaims.contains(reference.uid) {
      VolumeReclaiming.release(object, from: name, in: &cluster)
    }
  }
}
