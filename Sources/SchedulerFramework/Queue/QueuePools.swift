import HashTreeCollections
public import KubernetesAPI

/// Who waits where in a ``SchedulingQueue`` at one moment: what a person is shown.
///
/// A value that shares everything with the queue it was taken from, so that the pools after every step of a run can be
/// kept.
public struct QueuePools: Sendable {
  /// A Pod of the queue behind a reference: the tree's nodes are copied more often than their Pods change.
  private final class Reference: Sendable {
    let pod: QueuedPod
    init(_ pod: QueuedPod) { self.pod = pod }
  }

  let timing: SchedulingQueue.Timing
  private var references: TreeDictionary<NamespacedName, Reference> = [:]

  init(timing: SchedulingQueue.Timing) { self.timing = timing }

  public internal(set) subscript(name: NamespacedName) -> QueuedPod? {
    get { references[name]?.pod }
    set { references[name] = newValue.map(Reference.init) }
  }

  var isEmpty: Bool { references.isEmpty }

  func contains(_ name: NamespacedName) -> Bool { references[name] != nil }

  /// The PreEnqueue plugin that holds the Pod back.
  func gatingPlugin(of name: NamespacedName) -> String? { references[name]?.pod.gatingPlugin }

  /// In no particular order.
  var pods: some Collection<QueuedPod> { references.values.lazy.map(\.pod) }

  /// The active queue, in the order in which its Pods would be tried.
  public var active: [QueuedPod] { namesOfActive.compactMap { self[$0] } }

  /// The names of the active queue's Pods, in that order.
  public var namesOfActive: [NamespacedName] {
    let active = references.values.filter { $0.pod.pool == .active }
    // Numbers are sorted, so that nothing is moved that has references in it.
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
