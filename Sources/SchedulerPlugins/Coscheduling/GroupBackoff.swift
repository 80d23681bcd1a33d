import KubernetesAPI
import SchedulerFramework
import Synchronization

/// Remembers which groups were turned away, so that gangs that do not fit do not take turns for ever.
final class GroupBackoff: Sendable {
  private struct Entry {
    var until: VirtualTime
    /// The group and the Nodes as they were; any change of them is worth a new try.
    var group: PodGroup
    var nodeChanges: Int
  }

  private let entries = Mutex<[NamespacedName: Entry]>([:])

  /// A group that is held back already is so no longer than before.
  func begin(_ group: PodGroup, for time: Duration, in cluster: ClusterState) {
    guard time > .zero, !holdsBack(group, in: cluster) else { return }
    let entry = Entry(until: cluster.now.advanced(by: time), group: group, nodeChanges: cluster.nodeChanges)
    entries.withLock { $0[group.name] = entry }
  }

  func holdsBack(_ group: PodGroup, in cluster: ClusterState) -> Bool {
    guard let entry = entries.withLock({ $0[group.name] }) else { return false }
    return cluster.now < entry.until && entry.group == group && entry.nodeChanges == cluster.nodeChanges
  }
}
