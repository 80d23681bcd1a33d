public import KubernetesAPI

/// The Pods that wait for a Node, as kube-scheduler v1.34 keeps them: an active queue, a back-off queue and a pool of
/// unschedulable Pods, on virtual time.
///
///     var queue = SchedulingQueue()
///     queue.add(pod, at: now, rules: scheduler)
///     while let next = queue.pop() {
///       … an attempt …
///       queue.done(next.name)   // or queue.addUnschedulable(…)
///     }
///
/// A Pod is in exactly one pool from `add` until it is bound (`done`) or deleted (`delete`).
public struct SchedulingQueue: Sendable {
  /// The waits of the queue, with kube-scheduler's defaults.
  public struct Timing: Sendable, Hashable {
    public var initialBackoff: Duration = .seconds(1)
    public var maxBackoff: Duration = .seconds(10)
    /// How long a Pod stays unschedulable without any change before it is tried again all the same.
    public var maxInUnschedulablePool: Duration = .seconds(300)

    public init() {}
  }

  let timing: Timing
  /// Who waits where.
  public internal(set) var pools: QueuePools
  var unschedulableNames: Set<NamespacedName> = []
  /// The unschedulable Pods by the plugins that rejected them.
  private var namesByRejector: [String: Set<NamespacedName>] = [:]
  /// The changes that happened while Pods were being tried, which may undo their rejection.
  var changesInFlight = ChangesInFlight()
  var activeHeap = QueueHeap()
  var backoffHeap = QueueHeap()
  var errorBackoffHeap = QueueHeap()
  private var lastOrdinal = 0
  private var lastTicket = 0

  public init(timing: Timing = Timing()) {
    self.timing = timing
    pools = QueuePools(timing: timing)
  }

  // MARK: Coming and going

  /// Takes in a Pod that has no Node yet. A Pod that is here already is only updated.
  public mutating func add(_ pod: Pod, at now: VirtualTime, rules: some QueueingRules) {
    guard !pools.contains(pod.namespacedName) else { return replace(pod, rules: rules) }
    moveToActive(QueuedPod(pod, pool: .active, at: now, ordinal: nextOrdinal()), rules: rules)
  }

  /// The next Pod to try; from the back-off queue when the active one is empty. nil when nothing can be tried now.
  ///
  /// The Pod is in flight until ``done(_:)``, ``addUnschedulable(_:_:at:rules:)`` or ``delete(_:)``.
  public mutating func pop() -> QueuedPod? {
    guard var entry = Self.next(of: &activeHeap, .active, pools) ?? Self.next(of: &backoffHeap, .backoff, pools) else {
      return nil
    }
    entry.pool = .inFlight
    entry.attempts += 1
    entry.unschedulablePlugins = []
    entry.pendingPlugins = []
    entry.gatingPlugin = nil
    pools[entry.name] = entry
    changesInFlight.begin(entry.name)
    return entry
  }

  /// The Pod in flight has got its Node: it leaves the queue.
  public mutating func done(_ name: NamespacedName) {
    if changesInFlight.contains(name) { remove(name) }
  }

  /// The attempt of the Pod in flight failed. Changes that came during the attempt count as if they came now.
  public mutating func addUnschedulable(
    _ name: NamespacedName, _ failure: AttemptFailure, at now: VirtualTime, rules: some QueueingRules
  ) {
    guard var entry = pools[name], entry.pool == .inFlight else { return }
    let changes = changesInFlight.end(name)
    entry.unschedulablePlugins = failure.unschedulablePlugins
    entry.pendingPlugins = failure.pendingPlugins
    entry.message = failure.message
    entry.timestamp = now
    entry.ordinal = nextOrdinal()
    let isError = entry.rejectorPlugins.isEmpty
    if isError {
      entry.consecutiveErrors += 1
    } else {
      entry.unschedulableCount += 1
      entry.consecutiveErrors = 0
    }
    let strategy: Strategy =
      isError ? .afterBackoff : changes.map { worth($0, for: entry, rules: rules) }.max() ?? .skip
    requeue(entry, strategy, at: now, rules: rules)
  }

  /// The Pod is gone, or has got a Node without this scheduler.
  public mutating func delete(_ name: NamespacedName) {
    guard pools.contains(name) else { return }
    remove(name)
  }

  // MARK: Looking

  public var isEmpty: Bool { pools.isEmpty }
  public subscript(name: NamespacedName) -> QueuedPod? { pools[name] }
  public func contains(_ name: NamespacedName) -> Bool { pools.contains(name) }

  /// The PreEnqueue plugin that holds the Pod back; nil when none does.
  public func gatingPlugin(of name: NamespacedName) -> String? { pools.gatingPlugin(of: name) }

  /// The active queue, in the order in which its Pods would be tried.
  public var active: [QueuedPod] { pools.active }
  /// The Pods that back off, with the moment their back-off ends, earliest first.
  public var backingOff: [(pod: QueuedPod, until: VirtualTime)] { pools.backingOff }
  /// The Pods that a plugin rejected and that wait for a change, in the order in which they came back.
  public var unschedulable: [QueuedPod] { pools.unschedulable }
  /// The Pods that a PreEnqueue plugin holds back, in the order in which they came.
  public var gated: [QueuedPod] { pools.gated }

  // MARK: Moving

  mutating func moveToActive(_ entry: QueuedPod, rules: some QueueingRules) {
    var entry = entry
    if passesGates(&entry, rules: rules) { putInActive(entry) }
  }

  /// Without asking the gates: they were asked when a Pod came to the back-off queue.
  mutating func putInActive(_ entry: QueuedPod) {
    var entry = entry
    place(&entry, in: .active)
    activeHeap.push(QueueHeap.Key(active: entry), entry)
  }

  mutating func moveToBackoff(_ entry: QueuedPod, rules: some QueueingRules) {
    var entry = entry
    guard passesGates(&entry, rules: rules) else { return }
    let key = QueueHeap.Key(backoff: entry, until: pools.backoffExpiration(of: entry))
    if entry.rejectorPlugins.isEmpty {
      place(&entry, in: .errorBackoff)
      errorBackoffHeap.push(key, entry)
    } else {
      place(&entry, in: .backoff)
      backoffHeap.push(key, entry)
    }
  }

  mutating func moveToUnschedulable(_ entry: QueuedPod) {
    var entry = entry
    place(&entry, in: .unschedulable)
    unschedulableNames.insert(entry.name)
    for plugin in entry.rejectorPlugins { namesByRejector[plugin, default: []].insert(entry.name) }
  }

  /// The unschedulable Pods that one of the plugins has rejected.
  func names(rejectedByAnyOf plugins: Set<String>) -> Set<NamespacedName> {
    plugins.reduce(into: []) { names, plugin in names.formUnion(namesByRejector[plugin] ?? []) }
  }

  private mutating func leaveUnschedulable(_ name: NamespacedName) {
    guard !unschedulableNames.isEmpty, unschedulableNames.remove(name) != nil else { return }
    for plugin in pools[name]?.rejectorPlugins ?? [] { namesByRejector[plugin]?.remove(name) }
  }

  /// Puts the Pod among the unschedulable ones when a PreEnqueue plugin still holds it back.
  private mutating func passesGates(_ entry: inout QueuedPod, rules: some QueueingRules) -> Bool {
    entry.sortKey = rules.queueSortKey(for: entry.pod)
    entry.gatingPlugin = rules.gatingPlugin(for: entry.pod)
    guard let plugin = entry.gatingPlugin else { return true }
    entry.unschedulablePlugins.insert(plugin)
    moveToUnschedulable(entry)
    return false
  }

  private mutating func place(_ entry: inout QueuedPod, in pool: QueuedPod.Pool) {
    leaveUnschedulable(entry.name)
    lastTicket += 1
    entry.pool = pool
    entry.ticket = lastTicket
    pools[entry.name] = entry
  }

  private mutating func remove(_ name: NamespacedName) {
    leaveUnschedulable(name)
    pools[name] = nil
    changesInFlight.forget(name)
  }

  /// A new version of a Pod that stays where it is.
  mutating func replace(_ pod: Pod, rules: some QueueingRules) {
    guard var entry = pools[pod.namespacedName] else { return }
    let priorityChanged = entry.pod.spec.priority != pod.spec.priority
    entry.pod = pod
    if priorityChanged { entry.sortKey = rules.queueSortKey(for: pod) }
    pools[entry.name] = entry
    guard priorityChanged else { return }
    switch entry.pool {
    case .active: putInActive(entry)
    case .backoff:
      place(&entry, in: .backoff)
      backoffHeap.push(QueueHeap.Key(backoff: entry, until: pools.backoffExpiration(of: entry)), entry)
    case .errorBackoff, .unschedulable, .inFlight: break
    }
  }

  private static func next(of heap: inout QueueHeap, _ pool: QueuedPod.Pool, _ pools: QueuePools) -> QueuedPod? {
    while let item = heap.pop() {
      if let entry = pools[item.name], entry.pool == pool, entry.ticket == item.ticket { return entry }
    }
    return nil
  }

  private mutating func nextOrdinal() -> Int {
    lastOrdinal += 1
    return lastOrdinal
  }
}
