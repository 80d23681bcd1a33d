import KubernetesAPI
import SchedulerFramework

/// The claims of a Pod by what is to be done about them.
struct PodClaims {
  var bound: [PersistentVolumeClaim] = []
  /// Not bound, and waiting for the Pod to be scheduled.
  var waiting: [PersistentVolumeClaim] = []
  /// Whether a claim should have been bound without the scheduler.
  var hasUnboundImmediate = false

  init() {}

  init(_ claims: [PersistentVolumeClaim], lookup: VolumeLookup) {
    for claim in claims {
      if claim.isFullyBound {
        bound.append(claim)
      } else if claim.volumeName.isEmpty, lookup.storageClass(claim.storageClassName)?.waitsForConsumer == true {
        waiting.append(claim)
      } else {
        hasUnboundImmediate = true
      }
    }
  }
}

/// A volume that exists, chosen for a claim.
struct VolumeChoice {
  let volume: PersistentVolume
  let claim: PersistentVolumeClaim

  /// The volume with the claim entered.
  var boundVolume: KubernetesObject {
    var object = volume.object
    object.value["spec"]["claimRef"] = [
      "apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": .string(claim.metadata.namespace),
      "name": .string(claim.metadata.name), "uid": .string(claim.metadata.uid),
    ]
    object.value["metadata"]["annotations"][PersistentVolume.boundByControllerAnnotation] = "yes"
    return object
  }
}

/// Finds volumes for a Pod's claims that a Node can reach.
struct VolumeFinder {
  static let conflictReason = "node(s) didn't match PersistentVolume's node affinity"
  static let nothingReason = "node(s) didn't find available persistent volumes to bind"
  static let spaceReason = "node(s) did not have enough free storage"
  static let lostReason = "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)"

  struct Result {
    /// Why the Node is out; empty when it is not.
    var reasons: [String] = []
    var bindings: [VolumeChoice] = []
    /// Claims that a volume has to be made for.
    var provisions: [PersistentVolumeClaim] = []
  }

  private enum Provisioning { case possible, impossible, noSpace }

  private let lookup: VolumeLookup
  private let bound: [(claim: PersistentVolumeClaim, volume: PersistentVolume?)]
  /// By size, the smallest first.
  private let waiting: [PersistentVolumeClaim]
  /// By name.
  private let volumes: [PersistentVolume]

  init(_ claims: PodClaims, lookup: VolumeLookup) {
    self.lookup = lookup
    bound = claims.bound.map { ($0, lookup.volume($0.volumeName)) }
    waiting = Self.stableSorted(claims.waiting) { $0.request ?? Quantity(0) }
    volumes =
      waiting.isEmpty
      ? []
      : lookup.cluster.objects(ofKind: "PersistentVolume").sorted { $0.name < $1.name }.map(PersistentVolume.init)
  }

  private static func stableSorted<Element>(_ list: [Element], by key: (Element) -> Quantity) -> [Element] {
    list.enumerated().sorted { (key($0.element), $0.offset) < (key($1.element), $1.offset) }.map(\.element)
  }

  func find(for node: Node) -> Result {
    let labels = node.metadata.labels
    var result = Result()
    var isBoundReachable = true
    var isBoundThere = true
    for (_, volume) in bound {
      guard let volume else {
        isBoundThere = false
        break
      }
      // The driver that took over from an in-tree plugin has a label of its own for zones.
      let migrated = MigratedVolume(volume, on: lookup.csiNode(node.name))
      guard migrated?.isReachable(from: labels) ?? volume.isReachable(from: labels) else {
        isBoundReachable = false
        break
      }
    }
    if !isBoundReachable { result.reasons.append(Self.conflictReason) }
    switch serveWaiting(node, &result) {
    case .possible: break
    case .impossible: result.reasons.append(Self.nothingReason)
    case .noSpace: result.reasons.append(Self.spaceReason)
    }
    if !isBoundThere { result.reasons.append(Self.lostReason) }
    return result
  }

  private func serveWaiting(_ node: Node, _ result: inout Result) -> Provisioning {
    // A volume that was ordered for another Node will not come here.
    if waiting.contains(where: { $0.selectedNode != nil && $0.selectedNode != node.name }) { return .impossible }
    var provisions = waiting.filter { $0.selectedNode != nil }
    let matching = VolumeMatching(node: node.metadata.labels)
    var chosen: Set<String> = []
    for claim in waiting where claim.selectedNode == nil {
      let ofClass = volumes.lazy.filter { $0.storageClassName == claim.storageClassName }
      if let volume = matching.volume(for: claim, among: ofClass, excluding: chosen) {
        chosen.insert(volume.metadata.name)
        result.bindings.append(VolumeChoice(volume: volume, claim: claim))
      } else {
        provisions.append(claim)
      }
    }
    for claim in provisions {
      let provisioning = canProvision(claim, for: node)
      guard provisioning == .possible else { return provisioning }
    }
    result.provisions = provisions
    return .possible
  }

  // MARK: - Volumes to be made

  private func canProvision(_ claim: PersistentVolumeClaim, for node: Node) -> Provisioning {
    guard let storageClass = lookup.storageClass(claim.storageClassName), storageClass.canProvision,
      storageClass.allowsProvisioning(for: node.metadata.labels)
    else { return .impossible }
    return hasSpace(for: claim, storageClass, labels: node.metadata.labels) ? .possible : .noSpace
  }

  /// Only drivers that say so publish what they have left.
  private func hasSpace(
    for claim: PersistentVolumeClaim, _ storageClass: StorageClass, labels: [String: String]
  ) -> Bool {
    guard let request = claim.request else { return true }
    let name = InTreeVolumes.driver(ofPlugin: storageClass.provisioner) ?? storageClass.provisioner
    guard let driver = lookup.cluster.object(kind: "CSIDriver", namespace: "", name: name),
      driver.value["spec"]["storageCapacity"].bool == true
    else { return true }
    return lookup.cluster.objects(ofKind: "CSIStorageCapacity").contains { capacity in
      guard capacity.value["storageClassName"].string == storageClass.name,
        let limit = VolumeBinding.limit(of: capacity),
        limit.value >= request.value
      else { return false }
      return LabelSelector(capacity.value["nodeTopology"])?.matches(labels) ?? false
    }
  }
}
