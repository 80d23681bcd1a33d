import KubernetesAPI
import SchedulerFramework

/// What the schedulers of a run saw at some of its moments, so that what they saw at any moment is a few changes away.
struct ViewCheckpoints: Sendable {
  struct Checkpoint: Sendable {
    let step: Int
    let store: ObjectStore
    /// One a scheduler, in their order.
    let views: [FrozenClusterState]
  }

  /// A checkpoint takes as much memory as some hundred changed objects.
  private static let capacity = 64
  private var changesBetween: Int64 = 1024
  private var checkpoints: [Checkpoint] = []

  /// Takes a checkpoint when enough has changed since the last one. The schedulers have seen all that is in the store.
  mutating func consider(step: Int, _ store: ObjectStore, _ schedulers: [SchedulerProcess]) {
    if let last = checkpoints.last, store.resourceVersion - last.store.resourceVersion < changesBetween { return }
    checkpoints.append(
      Checkpoint(
        step: step, store: store, views: schedulers.map { FrozenClusterState($0.scheduler.cluster) }))
    guard checkpoints.count > Self.capacity else { return }
    changesBetween *= 2
    checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
  }

  /// The last one at or before the step; nil before the first.
  func last(atOrBefore step: Int) -> Checkpoint? {
    let next = checkpoints.partitioningIndex { $0.step > step }
    return next > 0 ? checkpoints[next - 1] : nil
  }
}
