public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes that cannot attach as many more volumes of a CSI driver as the Pod brings.
/// <https://kubernetes.io/docs/concepts/storage/storage-limits/>
public struct NodeVolumeLimits: Plugin {
  public static let name = "NodeVolumeLimits"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]

  static let reason = "node(s) exceed max volume count"

  public init() {}

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.csiNode, [.add, .update]), ClusterEvent(.pod, .delete),
      ClusterEvent(.persistentVolumeClaim, .add), ClusterEvent(.volumeAttachment, .delete),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { pod.hasOnlyLocalVolumes ? .nothing : .anything }

  /// A Pod helps that goes and had volumes to attach, the Pod's own claim when it comes, a driver that attaches more than
  /// before, and a volume of the Pod's that is detached.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let claim = change.newClaim { return pod.uses(claim, ephemeral: true) ? .queue : .skip }
    if let gone = change.old?.pod { return gone.holdsPlace && Self.mayAttach(gone) ? .queue : .skip }
    if let detached = change.objects("VolumeAttachment")?.old {
      return Self.isFreed(by: detached, for: pod, in: cluster) ? .queue : .skip
    }
    guard let (old, new) = change.objects("CSINode"), let old, let new else { return .queue }
    let before = Self.limits(old)
    return Self.limits(new).contains { driver, limit in limit > before[driver] ?? .max } ? .queue : .skip
  }

  /// Whether the Pod waits for the detached volume, or brings another one of the driver itself.
  private static func isFreed(by attachment: KubernetesObject, for pod: Pod, in cluster: ClusterState) -> Bool {
    let spec = attachment.value["spec"]
    let lookup = VolumeLookup(cluster: cluster)
    return pod.spec.volumes.contains { volume in
      guard let name = volume.claimName else {
        return InTreeVolumes.counted(volume.source).map { $0.driver == spec["attacher"].string } ?? false
      }
      let wanted = lookup.claim(name, in: pod.metadata.namespace)?.volumeName ?? ""
      return !wanted.isEmpty && wanted == spec["source"]["persistentVolumeName"].string
    }
  }

  /// Whether any volume of the Pod may be one that a driver attaches.
  private static func mayAttach(_ pod: Pod) -> Bool {
    pod.spec.volumes.contains { $0.claimName != nil || $0.isEphemeral || InTreeVolumes.isMigratable($0.source) }
  }

  /// How many volumes the Node's drivers attach; drivers that name no number have no limit.
  private static func limits(_ csiNode: KubernetesObject?) -> [String: Int] {
    var limits: [String: Int] = [:]
    for driver in csiNode?.value["spec"]["drivers"].items ?? [] {
      guard let name = driver["name"].string, let count = driver["allocatable"]["count"].integer else { continue }
      limits[name] = Int(count)
    }
    return limits
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    /// A volume as a driver knows it.
    private struct Attachment: Hashable {
      let driver: String
      let handle: String
    }

    private struct Failure: Error {
      let status: Status
    }

    private let pod: Pod
    private let cluster: ClusterState
    private let lookup: VolumeLookup
    /// Volumes by Node that VolumeAttachments say are attached; made when first needed.
    private lazy var attached = attachedVolumes()

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
      lookup = VolumeLookup(cluster: cluster)
    }

    func preFilter() -> PreFilterResult {
      PreFilterResult(NodeVolumeLimits.mayAttach(pod) ? .success : .skip)
    }

    func remedies(row: Int) -> [Remedy] {
      VolumeRemedies.remedies(for: pod, on: row, of: cluster, plugin: NodeVolumeLimits.name) { [cluster] in
        Cycle(pod: $0, cluster: cluster)
      }
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard !pod.spec.volumes.isEmpty else { return }
      for row in rows {
        do throws(Failure) {
          if try exceedsLimit(row) { column.reject(row, Status(.unschedulable, NodeVolumeLimits.reason)) }
        } catch {
          column.reject(row, error.status)
        }
      }
    }

    private func exceedsLimit(_ row: Int) throws(Failure) -> Bool {
      let node = cluster.nodes[row].name
      let csiNode = lookup.csiNode(node)
      var new = try volumes(of: pod, isNew: true, countsInTree: csiNode != nil)
      guard !new.isEmpty else { return false }
      let limits = NodeVolumeLimits.limits(csiNode)
      guard !limits.isEmpty else { return false }

      var present: Set<Attachment> = []
      for info in cluster.podsOnRow[row] {
        present.formUnion(try volumes(of: info.pod, isNew: false, countsInTree: csiNode != nil))
      }
      // A volume that is there already takes no further place.
      new.subtract(present)
      present.formUnion(attached[node] ?? [])
      return limits.contains { driver, limit in
        let added = new.count { $0.driver == driver }
        return added > 0 && present.count { $0.driver == driver } + added > limit
      }
    }

    private func attachedVolumes() -> [String: Set<Attachment>] {
      var attached: [String: Set<Attachment>] = [:]
      for object in cluster.objects(ofKind: "VolumeAttachment") {
        let spec = object.value["spec"]
        guard let node = spec["nodeName"].string, let driver = spec["attacher"].string, !driver.isEmpty,
          let name = spec["source"]["persistentVolumeName"].string,
          let handle = lookup.volume(name)?.csiHandle
        else { continue }
        attached[node, default: []].insert(Attachment(driver: driver, handle: handle))
      }
      return attached
    }

    // MARK: A Pod's volumes

    private func volumes(of other: Pod, isNew: Bool, countsInTree: Bool) throws(Failure) -> Set<Attachment> {
      var volumes: Set<Attachment> = []
      for volume in other.spec.volumes {
        guard let use = ClaimUse(volume, of: other) else {
          if countsInTree, let counted = InTreeVolumes.counted(volume.source) {
            volumes.insert(Attachment(driver: counted.driver, handle: counted.handle))
          }
          continue
        }
        guard let claim = lookup.claim(use.name, in: other.metadata.namespace) else {
          if isNew {
            let text = "looking up PVC \(other.metadata.namespace)/\(use.name): \(VolumeLookup.missingClaim(use.name))"
            throw Failure(status: Status(.unschedulableAndUnresolvable, text))
          }
          continue
        }
        if use.isEphemeral, let problem = VolumeLookup.ownershipProblem(of: claim, for: other) {
          throw Failure(status: Status(.error, problem))
        }
        if let attachment = attachment(of: claim, countsInTree: countsInTree) { volumes.insert(attachment) }
      }
      return volumes
    }

    /// nil for a volume that no driver attaches.
    private func attachment(of claim: PersistentVolumeClaim, countsInTree: Bool) -> Attachment? {
      guard let volume = lookup.volume(claim.volumeName) else {
        return expectedAttachment(of: claim, countsInTree: countsInTree)
      }
      if let driver = volume.csiDriver, let handle = volume.csiHandle {
        return driver.isEmpty || handle.isEmpty ? nil : Attachment(driver: driver, handle: handle)
      }
      guard countsInTree else { return nil }
      return InTreeVolumes.counted(volume.object.value["spec"]).map {
        Attachment(driver: $0.driver, handle: $0.handle)
      }
    }

    /// What a claim without a volume will need, by its class.
    private func expectedAttachment(of claim: PersistentVolumeClaim, countsInTree: Bool) -> Attachment? {
      guard let storageClass = lookup.storageClass(claim.storageClassName) else { return nil }
      // No handle has a blank in front, so that an expected volume is never taken for one that exists.
      let handle = " \(claim.metadata.namespace)/\(claim.metadata.name)"
      guard let driver = InTreeVolumes.driver(ofPlugin: storageClass.provisioner) else {
        return storageClass.provisioner.isEmpty
          ? nil : Attachment(driver: storageClass.provisioner, handle: handle)
      }
      guard countsInTree, InTreeVolumes.isCounted(plugin: storageClass.provisioner) else { return nil }
      return Attachment(driver: driver, handle: handle)
    }
  }
}
