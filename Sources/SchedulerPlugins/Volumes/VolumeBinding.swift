public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes that the Pod's volumes cannot be reached from, and chooses or orders volumes for claims that wait for the
/// Pod.
/// <https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode>
public struct VolumeBinding: Plugin {
  public static let name = "VolumeBinding"
  public static let extensionPoints: Set<ExtensionPoint> = [
    .preFilter, .filter, .reserve, .preBind, .preScore, .score,
  ]

  static let unboundReason = "pod has unbound immediate PersistentVolumeClaims"

  public init() {}

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.storageClass, [.add, .update]), ClusterEvent(.persistentVolumeClaim, [.add, .update]),
      ClusterEvent(.persistentVolume, [.add, .update]), ClusterEvent(.node, [.add, .updateNodeLabel]),
      ClusterEvent(.csiNode, [.add, .update]), ClusterEvent(.csiDriver, .update),
      ClusterEvent(.csiStorageCapacity, [.add, .update]),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { pod.hasOnlyLocalVolumes ? .nothing : .anything }

  /// A new object may always help, but a claim only the Pods that use it. Of changes only those count that concern what the
  /// plugin looks at.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let claim = change.newClaim { return pod.uses(claim, ephemeral: true) ? .queue : .skip }
    guard case .object(let old)? = change.old, case .object(let new)? = change.new else { return .queue }
    let helps =
      switch new.kind {
      case "StorageClass": old.value["allowedTopologies"] != new.value["allowedTopologies"]
      case "CSINode":
        old.annotations[InTreeVolumes.migratedAnnotation] != new.annotations[InTreeVolumes.migratedAnnotation]
      case "CSIStorageCapacity": Self.limit(of: new).map { $0.value > Self.limit(of: old)?.value ?? 0 } ?? false
      case "CSIDriver":
        // Only volumes that name the driver themselves are looked at, claims are not.
        old.value["spec"]["storageCapacity"].bool == true && new.value["spec"]["storageCapacity"].bool != true
          && pod.spec.volumes.contains { $0.source["csi"]["driver"].string == new.name }
      default: true
      }
    return helps ? .queue : .skip
  }

  /// The largest volume that there is room for: what is said of a single one counts before what is left in all.
  static func limit(of capacity: KubernetesObject) -> Quantity? {
    Quantity(capacity.value["maximumVolumeSize"]) ?? Quantity(capacity.value["capacity"])
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let lookup: VolumeLookup
    /// nil before PreFilter; without any claim there is nothing to do.
    private var claims: PodClaims?

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
      lookup = VolumeLookup(cluster: cluster)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      let uses = ClaimUse.all(of: pod)
      guard !uses.isEmpty else {
        claims = PodClaims()
        return PreFilterResult(.skip)
      }
      var found: [PersistentVolumeClaim] = []
      for use in uses {
        let claim = lookup.claim(use.name, in: pod.metadata.namespace)
        if let problem = problem(of: claim, use) {
          return PreFilterResult(Status(.unschedulableAndUnresolvable, problem))
        }
        if let claim { found.append(claim) }
      }
      let divided = PodClaims(found, lookup: lookup)
      guard !divided.hasUnboundImmediate else {
        return PreFilterResult(Status(.unschedulableAndUnresolvable, VolumeBinding.unboundReason))
      }
      claims = divided
      return PreFilterResult(.success)
    }

    private func problem(of claim: PersistentVolumeClaim?, _ use: ClaimUse) -> String? {
      guard let claim else {
        return use.isEphemeral
          ? "waiting for ephemeral volume controller to create the persistentvolumeclaim \"\(use.name)\""
          : VolumeLookup.missingClaim(use.name)
      }
      if claim.phase == "Lost" {
        return "persistentvolumeclaim \"\(use.name)\" bound to non-existent persistentvolume \"\(claim.volumeName)\""
      }
      if claim.metadata.deletionTimestamp != nil {
        return "persistentvolumeclaim \"\(use.name)\" is being deleted"
      }
      return use.isEphemeral ? VolumeLookup.ownershipProblem(of: claim, for: pod) : nil
    }

    func remedies(row: Int) -> [Remedy] {
      VolumeRemedies.remedies(for: pod, on: row, of: cluster, plugin: VolumeBinding.name) { [cluster] in
        Cycle(pod: $0, cluster: cluster)
      }
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let claims else {
        column.reject(rows, Status(.error, "not found"))
        return
      }
      let finder = VolumeFinder(claims, lookup: lookup)
      for row in rows {
        let reasons = finder.find(for: cluster.nodes[row]).reasons
        if !reasons.isEmpty { column.reject(row, Status(.unschedulableAndUnresolvable, reasons: reasons)) }
      }
    }

    // MARK: Score

    /// Only the feature StorageCapacityScoring, which is off, gives scores.
    func preScore(_ rows: [Int]) -> Status { .skip }

    // MARK: Reserve and PreBind

    /// An object as it is, and as it is to be stored before the Pod is bound.
    private struct Decision {
      let before: KubernetesObject
      let after: KubernetesObject
    }

    /// nil before Reserve.
    private var decisions: [Decision]?

    /// Other Pods see at once that the volumes are taken, and where the others will be made.
    func reserve(on row: Int) -> Status {
      let decisions = decide(row)
      for decision in decisions { cluster.setObject(decision.after) }
      self.decisions = decisions
      return .success
    }

    func unreserve() {
      for decision in decisions ?? [] {
        let (kind, name) = (decision.before.kind, decision.before.metadata.namespacedName)
        let namespace = decision.before.namespace.isEmpty ? "" : name.namespace
        // What has been stored in the meantime is not taken back.
        if cluster.object(kind: kind, namespace: namespace, name: name.name) == decision.after {
          cluster.setObject(decision.before)
        }
      }
      decisions = nil
    }

    /// Volumes with the claims that they were chosen for, and claims with the Node that a volume is to be made for.
    func preBind(on row: Int) -> [KubernetesObject] { (decisions ?? decide(row)).map(\.after) }

    private func decide(_ row: Int) -> [Decision] {
      guard let claims, !claims.waiting.isEmpty else { return [] }
      let node = cluster.nodes[row]
      let found = VolumeFinder(claims, lookup: lookup).find(for: node)
      return found.bindings.map { Decision(before: $0.volume.object, after: $0.boundVolume) }
        + found.provisions.map { Decision(before: $0.object, after: Self.ordered($0, for: node)) }
    }

    private static func ordered(_ claim: PersistentVolumeClaim, for node: Node) -> KubernetesObject {
      var object = claim.object
      object.value["metadata"]["annotations"][PersistentVolumeClaim.selectedNodeAnnotation] = .string(node.name)
      return object
    }
  }
}
