public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes in another zone or region than the Pod's volumes, by the volumes' labels.
public struct VolumeZone: Plugin {
  public static let name = "VolumeZone"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]

  static let reason = "node(s) had no available volume zone"

  private static let labels = [
    "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region",
    "topology.kubernetes.io/zone", "topology.kubernetes.io/region",
  ]

  public init() {}

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.storageClass, .add), ClusterEvent(.node, [.add, .updateNodeLabel]),
      ClusterEvent(.persistentVolumeClaim, [.add, .update]), ClusterEvent(.persistentVolume, [.add, .update]),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { pod.hasOnlyLocalVolumes ? .nothing : .anything }

  /// A claim helps that the Pod uses, a class that waits for Pods, a volume that is new or has come to other zones.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let claim = change.newClaim { return pod.uses(claim, ephemeral: false) ? .queue : .skip }
    if let added = change.objects("StorageClass")?.new { return StorageClass(added).waitsForConsumer ? .queue : .skip }
    guard let (old, new) = change.objects("PersistentVolume"), let old, let new else { return .queue }
    let (before, after) = (Place.all(of: PersistentVolume(old)), Place.all(of: PersistentVolume(new)))
    return before == after ? .skip : .queue
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private struct Failure: Error {
      let status: Status
    }

    private let pod: Pod
    private let cluster: ClusterState
    private let lookup: VolumeLookup
    /// nil before PreFilter, and when it said Skip.
    private var places: [Place]?

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
      lookup = VolumeLookup(cluster: cluster)
    }

    func preFilter() -> PreFilterResult {
      do throws(Failure) {
        let found = try findPlaces()
        guard !found.isEmpty else { return PreFilterResult(.skip) }
        places = found
        return PreFilterResult(.success)
      } catch {
        return PreFilterResult(error.status)
      }
    }

    private func findPlaces() throws(Failure) -> [Place] {
      var places: [Place] = []
      for name in pod.spec.volumes.compactMap(\.claimName) {
        if name.isEmpty { throw Self.failure("PersistentVolumeClaim had no name") }
        guard let claim = lookup.claim(name, in: pod.metadata.namespace) else {
          throw Self.failure(VolumeLookup.missingClaim(name))
        }
        if claim.volumeName.isEmpty {
          try checkWaits(claim)
          continue
        }
        guard let volume = lookup.volume(claim.volumeName) else {
          throw Self.failure(VolumeLookup.missingVolume(claim.volumeName))
        }
        places += Place.all(of: volume)
      }
      return places
    }

    /// A claim without a volume is nobody's business here, if it waits for the Pod.
    private func checkWaits(_ claim: PersistentVolumeClaim) throws(Failure) {
      let name = claim.storageClassName
      if name.isEmpty { throw Self.failure("PersistentVolumeClaim had no pv name and storageClass name") }
      guard let storageClass = lookup.storageClass(name) else { throw Self.failure(VolumeLookup.missingClass(name)) }
      if !storageClass.waitsForConsumer { throw Self.failure("PersistentVolume had no name") }
    }

    private static func failure(_ reason: String) -> Failure {
      Failure(status: Status(.unschedulableAndUnresolvable, reason))
    }

    func remedies(row: Int) -> [Remedy] {
      VolumeRemedies.remedies(for: pod, on: row, of: cluster, plugin: VolumeZone.name) { [cluster] in
        Cycle(pod: $0, cluster: cluster)
      }
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard !pod.spec.volumes.isEmpty else { return }
      do throws(Failure) {
        let places = if let places { places } else { try findPlaces() }
        column.reject(
          rows.filter { !isReachable(places, from: cluster.nodes[$0].metadata.labels) },
          Status(.unschedulableAndUnresolvable, VolumeZone.reason))
      } catch {
        column.reject(rows, error.status)
      }
    }

    /// A Node without any of the labels is in the only zone there is.
    private func isReachable(_ places: [Place], from labels: [String: String]) -> Bool {
      guard VolumeZone.labels.contains(where: { labels[$0] != nil }) else { return true }
      return places.allSatisfy { place in
        let value = labels[place.key] ?? labels[Self.currentKey(place.key)]
        return value.map(place.values.contains) ?? false
      }
    }

    /// The label that took the place of an older one.
    private static func currentKey(_ key: String) -> String {
      switch key {
      case "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone"
      case "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region"
      default: key
      }
    }
  }

  /// A label of a volume, with the values that a Node may have.
  private struct Place: Equatable {
    let key: String
    let values: Set<String>

    /// A label with an empty value among its values is passed over.
    static func all(of volume: PersistentVolume) -> [Place] {
      VolumeZone.labels.compactMap { key in
        guard let label = volume.metadata.labels[key] else { return nil }
        let values = VolumeZone.zones(in: label)
        return values.contains("") ? nil : Place(key: key, values: Set(values))
      }
    }
  }

  /// `zone-a__zone-b` stands for two zones.
  static func zones(in label: String) -> [String] {
    var zones = [""]
    var rest = label[...]
    while !rest.isEmpty {
      if rest.hasPrefix("__") {
        zones.append("")
        rest = rest.dropFirst(2)
      } else {
        zones[zones.count - 1].append(rest.removeFirst())
      }
    }
    return zones.map { String($0.drop(while: \.isWhitespace)) }
  }
}
