import KubernetesAPI

/// The volumes of a cluster, read once, by name and by class.
struct VolumeIndex: Sendable {
  private var byName: [String: PersistentVolume] = [:]
  private var namesByClass: [String: Set<String>] = [:]
  private var namesByClaim: [NamespacedName: Set<String>] = [:]

  subscript(name: String) -> PersistentVolume? { byName[name] }

  /// The names of the volumes that a claim of this name is entered in.
  func names(claimedBy claim: NamespacedName) -> [String] { namesByClaim[claim]?.sorted() ?? [] }

  mutating func set(_ volume: PersistentVolume) {
    remove(volume.metadata.name)
    byName[volume.metadata.name] = volume
    namesByClass[volume.storageClassName, default: []].insert(volume.metadata.name)
    if let claim = volume.claim {
      namesByClaim[claim.namespacedName, default: []].insert(volume.metadata.name)
    }
  }

  mutating func remove(_ name: String) {
    guard let old = byName.removeValue(forKey: name) else { return }
    namesByClass[old.storageClassName]?.remove(name)
    if let claim = old.claim { namesByClaim[claim.namespacedName]?.remove(name) }
  }

  /// The volumes that the volume controller looks at for a claim, in groups that it tries one after the other: those that
  /// are kept for it, then by the number of access modes, the fewest first.
  func candidates(for claim: PersistentVolumeClaim) -> [[PersistentVolume]] {
    let kept = names(claimedBy: claim.metadata.namespacedName).compactMap { byName[$0] }
    let ofClass = (namesByClass[claim.storageClassName] ?? []).sorted().compactMap { byName[$0] }
      .filter { volume in claim.accessModes.allSatisfy(volume.accessModes.contains) }
    let groups = Dictionary(grouping: ofClass) { AccessModes($0.accessModes) }
    return [kept] + groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private struct AccessModes: Hashable, Comparable {
    let modes: [String]
    init(_ modes: [String]) { self.modes = Set(modes).sorted() }

    static func < (left: AccessModes, right: AccessModes) -> Bool {
      left.modes.count != right.modes.count
        ? left.modes.count < right.modes.count : left.modes.lexicographicallyPrecedes(right.modes)
    }
  }
}
