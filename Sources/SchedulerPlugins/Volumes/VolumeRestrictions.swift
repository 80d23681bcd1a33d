public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes where a disk that only one Pod may use is in use, and every Node while another Pod has a ReadWriteOncePod
/// claim.
public struct VolumeRestrictions: Plugin {
  public static let name = "VolumeRestrictions"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]

  static let diskReason = "node(s) had no available disk"
  static let oncePodReason =
    "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod"

  public init() {}

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.pod, .delete), ClusterEvent(.node, .add),
      ClusterEvent(.persistentVolumeClaim, .add),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { pod.hasOnlyLocalVolumes ? .nothing : .anything }

  /// A Pod of the namespace helps that goes and held the same disk or claim, and the Pod's own claim when it comes.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let claim = change.newClaim { return pod.uses(claim, ephemeral: false) ? .queue : .skip }
    guard let gone = change.old?.pod, change.new == nil else { return .queue }
    guard gone.metadata.namespace == pod.metadata.namespace else { return .skip }
    let claims = Set(pod.spec.volumes.compactMap(\.claimName))
    let helps = gone.spec.volumes.contains { held in
      held.claimName.map(claims.contains) ?? false
        || pod.spec.volumes.contains { DiskConflict.exists(between: $0.source, and: held.source) }
    }
    return helps ? .queue : .skip
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let disks: [JSONValue]
    /// The Pod's ReadWriteOncePod claims; nil before PreFilter.
    private var exclusiveClaims: Set<String>?
    /// How often running Pods use them.
    private var uses = 0

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
      disks = pod.spec.volumes.map(\.source).filter { source in
        ["gcePersistentDisk", "awsElasticBlockStore", "rbd", "iscsi"].contains { !source[$0].isNull }
      }
    }

    func preFilter() -> PreFilterResult {
      let namespace = pod.metadata.namespace
      var exclusive: Set<String> = []
      for name in pod.spec.volumes.compactMap(\.claimName) {
        guard let claim = VolumeLookup(cluster: cluster).claim(name, in: namespace) else {
          return PreFilterResult(Status(.unschedulableAndUnresolvable, VolumeLookup.missingClaim(name)))
        }
        if claim.accessModes.contains("ReadWriteOncePod") { exclusive.insert(name) }
      }
      uses = exclusive.count { isInUse($0, in: namespace) }
      if disks.isEmpty && uses == 0 { return PreFilterResult(.skip) }
      exclusiveClaims = exclusive
      return PreFilterResult(.success)
    }

    private func isInUse(_ claim: String, in namespace: String) -> Bool {
      cluster.podsOnRow.contains { pods in
        pods.contains { info in
          info.pod.metadata.namespace == namespace
            && ClaimUse.all(of: info.pod).contains { $0.name == claim }
        }
      }
    }

    func podAdded(_ pod: PodInfo, on row: Int) { uses += exclusiveUses(by: pod) }

    func podRemoved(_ pod: PodInfo, from row: Int) { uses -= exclusiveUses(by: pod) }

    /// Claims of the same name count, in whatever namespace: kube-scheduler looks no further during a trial.
    private func exclusiveUses(by other: PodInfo) -> Int {
      guard let exclusiveClaims, !exclusiveClaims.isEmpty else { return 0 }
      return other.pod.spec.volumes.count { $0.claimName.map(exclusiveClaims.contains) ?? false }
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      for row in rows {
        if hasConflict(on: row) {
          column.reject(row, Status(.unschedulable, VolumeRestrictions.diskReason))
        } else if exclusiveClaims == nil {
          column.reject(row, Status(.error, "cannot read \"PreFilterVolumeRestrictions\" from cycleState"))
        } else if uses > 0 {
          column.reject(row, Status(.unschedulable, VolumeRestrictions.oncePodReason))
        }
      }
    }

    private func hasConflict(on row: Int) -> Bool { cluster.podsOnRow[row].contains(where: hasConflict) }

    private func hasConflict(with other: PodInfo) -> Bool {
      disks.contains { disk in
        other.pod.spec.volumes.contains { DiskConflict.exists(between: disk, and: $0.source) }
      }
    }

    // MARK: Remedies

    /// Pods that use the Pod's ReadWriteOncePod claims, wherever they run.
    private lazy var claimHolders = cluster.podsOnRow.flatMap { pods in
      pods.filter { info in
        info.pod.metadata.namespace == pod.metadata.namespace
          && ClaimUse.all(of: info.pod).contains { exclusiveClaims?.contains($0.name) ?? false }
      }
    }

    /// Only Pods in the way can go: which disks the Pod needs is its own affair.
    func remedies(row: Int) -> [Remedy] {
      let holders = uses > 0 ? claimHolders : []
      let leaving = Set((cluster.podsOnRow[row].filter(hasConflict) + holders).map(\.pod.namespacedName))
      return leaving.isEmpty ? [] : [Remedy(leaving.sorted().map { .init(.removePod, of: .pod($0)) })]
    }
  }
}

/// Which disks of two Pods cannot be used on one Node at the same time.
private enum DiskConflict {
  static func exists(between one: JSONValue, and other: JSONValue) -> Bool {
    if shared("gcePersistentDisk", one, other, sameDisk: { $0["pdName"] == $1["pdName"] }) == .forWriting {
      return true
    }
    // EBS volumes are never shared, not even for reading.
    if shared("awsElasticBlockStore", one, other, sameDisk: { $0["volumeID"] == $1["volumeID"] }) != .no {
      return true
    }
    if shared("iscsi", one, other, sameDisk: { $0["iqn"] == $1["iqn"] }) == .forWriting { return true }
    let rbd = shared("rbd", one, other) { left, right in
      !Set(left["monitors"].strings).isDisjoint(with: right["monitors"].strings)
        && (left["pool"].string ?? "rbd") == (right["pool"].string ?? "rbd") && left["image"] == right["image"]
    }
    return rbd == .forWriting
  }

  private enum Sharing { case no, forReading, forWriting }

  private static func shared(
    _ field: String, _ one: JSONValue, _ other: JSONValue, sameDisk: (JSONValue, JSONValue) -> Bool
  ) -> Sharing {
    let (left, right) = (one[field], other[field])
    guard !left.isNull, !right.isNull, sameDisk(left, right) else { return .no }
    return left["readOnly"].bool == true && right["readOnly"].bool == true ? .forReading : .forWriting
  }
}
