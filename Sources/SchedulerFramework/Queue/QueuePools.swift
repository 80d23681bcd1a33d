import HashTreeCollections
public import KubernetesAPI

/// Who waits where in a ``SchedulingQueue`` at one moment: what a person is shown. Pods that are being tried do not wait.
///
/// A value that shares everything with the queue it was taken from, so that the pools after every step of a run can be
/// kept.
public struct QueuePools: Sendable {
  let timing: SchedulingQueue.Timing
  private var entries: TreeDictionary<NamespacedName, QueueEntry> = [:]

  init(timing: SchedulingQueue.Timing) { self.timing = timing }

  public subscript(name: NamespacedName) -> QueuedPod? { entries[name]?.pod }

  /// Takes in a Pod, or another state of one that is here.
  mutating func put(_ pod: consuming QueuedPod) {
    let name = pod.name
    entries[name] = QueueEntry(pod)
  }

  mutating func remove(_ name: NamespacedName) { entries[name] = nil }

  /// Takes a Pod out.
  ///
  /// - Returns: nil when it has moved since it got the ticket.
  mutating func take(_ name: NamespacedName, ticket: Int) -> QueueEntry? {
    guard let entry = entries[name], entry.pod.ticket == ticket else { return nil }
    entries[name] = nil
    return entry
  }

  var isEmpty: Bool { entries.isEmpty }

  func contains(_ name: NamespacedName) -> Bool { entries[name] != nil }

  /// In no particular order.
  var pods: some Collection<QueuedPod> { entries.values.lazy.map(\.pod) }

  /// The active queue, in the order in which its Pods would be tried.
  public var active: [QueuedPod] { namesOfActive.compactMap { self[$0] } }

  /// The names of the active queue's Pods, in that order.
  public var namesOfActive: [NamespacedName] {
    let active = entries.values.filter { $0.pod.pool == .active }
    // Numbers are sorted, so that nothing is moved that has entries in it.
    let keys = active.map { QueueHeap.Key(active: $0.pod) }
    return active.indices.sorted { keys[$0] < keys[$1] }.map { active[$0].pod.name }
  }

  /// The Pods that back off, with the moment their back-off ends, earliest first.
  public var backingOff: [(pod: QueuedPod, until: VirtualTime)] {
    pods.filter { $0.pool == .backoff || $0.pool == .errorBackoff }
      .map { (pod: $0, until: backoffExpiration(of: $0)) }
      .sorted { QueueHeap.Key(backoff: $0.pod, until: $0.until) < QueueHeap.Key(backoff: $1.pod, until: $1.until) }
  }

  /// The Pods that a plugin rejected and that wait for a change, in the order in which they came back.
  public var unschedulable: [QueuedPod] { waiting.filter { !$0.isGated } }

  /// The Pods that a PreEnqueue plugin holds back, in the order in which they came.
  public var gated: [QueuedPod] { waiting.filter(\.isGated) }

  private var waiting: [QueuedPod] {
    pods.filter { $0.pool == .unschedulable }.sorted { $0.ordinal < $1.ordinal }
  }

  /// The end of a Pod's back-off: 1 s after the first failed attempt, doubling to 10 s, rounded down to whole seconds, as
  /// the queue orders Pods that come free within the same second by priority.
  func backoffExpiration(of entry: QueuedPod) -> VirtualTime {
    let failures = entry.consecutiveErrors > 0 ? entry.consecutiveErrors : entry.unschedulableCount
    guard failures > 0 else { return .start }
    var backoff = timing.initialBackoff
    for _ in 1..<max(failures, 1) where backoff < timing.maxBackoff { backoff *= 2 }
    return entry.timestamp.advanced(by: min(backoff, timing.maxBackoff)).roundedDownToSecond
  }
}
