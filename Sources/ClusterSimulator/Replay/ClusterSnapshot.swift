import KubernetesAPI
import SchedulerFramework

/// The cluster at one moment of a run. It shares everything with its neighbours that has not changed.
struct ClusterSnapshot: Sendable {
  var at: VirtualTime
  var store: ObjectStore
  /// The queues of the schedulers, in their order.
  var queues: [QueuePools]
  /// The Pods of all schedulers that have a Node and wait at Permit.
  var waiting: [WaitingPod]
  /// The schedulerNames that are served.
  var profiles: Set<String>
  /// The order in which schedulers look at the Nodes; nil while it follows from the order in which they were created.
  var nodeOrder: [String]?
}

/// Snapshots of a run, one after every step while there are few; of a long run every second, every fourth …
struct SnapshotKeeper: Sendable {
  private let capacity: Int
  private var stride = 1
  /// By their steps, in order.
  private var snapshots: [(step: Int, snapshot: ClusterSnapshot)] = []
  /// The state after the last step, which still changes.
  private var last: (step: Int, snapshot: ClusterSnapshot)?

  init(capacity: Int = 40_000) { self.capacity = capacity }

  /// - Parameter step: Not before the one of the last call.
  mutating func keep(_ snapshot: ClusterSnapshot, after step: Int) {
    if let last, last.step != step, last.step % stride == 0 { enter(last.snapshot, after: last.step) }
    last = (step, snapshot)
  }

  private mutating func enter(_ snapshot: ClusterSnapshot, after step: Int) {
    snapshots.append((step, snapshot))
    guard snapshots.count > capacity else { return }
    stride *= 2
    snapshots = snapshots.filter { $0.step % stride == 0 }
  }

  /// nil for a step whose state was not kept.
  func snapshot(after step: Int) -> ClusterSnapshot? {
    if let last, last.step == step { return last.snapshot }
    let index = snapshots.partitioningIndex { $0.step >= step }
    return index < snapshots.count && snapshots[index].step == step ? snapshots[index].snapshot : nil
  }
}
