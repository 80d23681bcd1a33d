public import KubernetesAPI

/// Chooses the volume that exists for a claim, as the scheduler and the volume controller do alike.
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding>
public struct VolumeMatching {
  /// The labels of the Node that the volume has to be reachable from; nil for the volume controller, which looks at none.
  var labels: [String: String]?
  /// Whether only a volume that is kept for the claim comes into question: the others are the scheduler's to choose.
  var isForKeptVolumesOnly = false

  /// A scheduler's choice for a Node with these labels.
  public init(node labels: [String: String]) { self.labels = labels }

  /// The volume controller's choice.
  public init(forKeptVolumesOnly: Bool) { isForKeptVolumesOnly = forKeptVolumesOnly }

  /// The volume that is kept for the claim, or else the smallest available one that does.
  ///
  /// - Parameter excluding: names of volumes that are taken already.
  public func volume(
    for claim: PersistentVolumeClaim, among volumes: some Sequence<PersistentVolume>, excluding chosen: Set<String> = []
  ) -> PersistentVolume? {
    var smallest: PersistentVolume?
    for volume in volumes where !chosen.contains(volume.metadata.name) {
      let isKept = volume.isBound(to: claim)
      guard volume.claim == nil || isKept, volume.capacity >= claim.request ?? Quantity(0),
        volume.volumeMode == claim.volumeMode, volume.attributesClassName == claim.attributesClassName,
        volume.metadata.deletionTimestamp == nil
      else { continue }
      let isReachable = labels.map(volume.isReachable) ?? true
      if isKept { return isReachable ? volume : nil }
      guard !isForKeptVolumesOnly, isReachable, isSuitable(volume, for: claim) else { continue }
      if let known = smallest, known.capacity <= volume.capacity { continue }
      smallest = volume
    }
    return smallest
  }

  private func isSuitable(_ volume: PersistentVolume, for claim: PersistentVolumeClaim) -> Bool {
    volume.phase == "Available" && volume.storageClassName == claim.storageClassName
      && claim.selector?.matches(volume.metadata.labels) ?? true
      && claim.accessModes.allSatisfy(volume.accessModes.contains)
  }
}
