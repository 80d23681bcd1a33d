public import KubernetesAPI

/// The Pods that wait for a Node, as kube-scheduler v1.34 keeps them: an active queue, a back-off queue and a pool of
/// unschedulable Pods, on virtual time.
///
///     var queue = SchedulingQueue()
///     queue.add(pod, at: now, rules: scheduler)
///     while let name = queue.pop() {
///       … an attempt …
///       queue.done(name)   // or queue.addUnschedulable(…)
///     }
///
/// A Pod is in exactly one pool, or in flight, from `add` until it is bound (`done`) or deleted (`delete`).
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
  /// The Pods that are being tried, with the changes that happened meanwhile, which may undo their rejection.
  var inFlight = PodsInFlight()
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
  ///
  /// - Returns: The PreEnqueue plugin that holds a new Pod back; nil when none does.
  @discardableResult
  public mutating func add(_ pod: Pod, at now: VirtualTime, rules: some QueueingRules) -> String? {
    guard !contains(pod.namespacedName) else {
      replace(pod, rules: rules)
      return nil
    }
    return moveToActive(QueuedPod(pod, pool: .active, at: now, ordinal: nextOrdinal()), rules: rules)
  }

  /// The next Pod to try; from the back-off queue when the active one is empty. nil when nothing can be tried now.
  ///
  /// The Pod is in flight until ``done(_:)``, ``addUnschedulable(_:_:at:rules:)`` or ``delete(_:)``.
  public mutating func pop() -> NamespacedName? {
    guard let next = Self.takeNext(of: &activeHeap, &pools) ?? Self.takeNext(of: &backoffHeap, &pools) else {
      return nil
    }
    inFlight.begin(next.name, next.entry)
    return next.name
  }

  /// The Pod in flight has got its Node: it leaves the queue.
  public mutating func done(_ name: NamespacedName) {
    inFlight.forget(name)
  }

  /// The attempt of the Pod in flight failed. Changes that came during the attempt count as if they came now.
  public mutating func addUnschedulable(
    _ name: NamespacedName, _ failure: AttemptFailure, at now: VirtualTime, rules: some QueueingRules
  ) {
    guard let (tried, changes) = inFlight.end(name) else { return }
    var entry = tried
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
    if inFlight.forget(name) { return }
    guard pools.contains(name) else { return }
    leaveUnschedulable(name)
    pools.remove(name)
  }

  // MARK: Looking

  public var isEmpty: Bool { pools.isEmpty && inFlight.isEmpty }
  public subscript(name: NamespacedName) -> QueuedPod? { pools[name] ?? inFlight[name] }
  public func contains(_ name: NamespacedName) -> Bool { pools.contains(name) || inFlight.contains(name) }

  /// The active queue, in the order in which its Pods would be tried.
  public var active: [QueuedPod] { pools.active }
  /// The Pods that back off, with the moment their back-off ends, earliest first.
  public var backingOff: [(pod: QueuedPod, until: VirtualTime)] { pools.backingOff }
  /// The Pods that a plugin rejected and that wait for a change, in the order in which they came back.
  public var unschedulable: [QueuedPod] { pools.unschedulable }
  /// The Pods that a PreEnqueue plugin holds back, in the order in which they came.
  public var gated: [QueuedPod] { pools.gated }

  // MARK: Moving

  /// - Returns: The PreEnqueue plugin that still holds the Pod back, so that it is among the unschedulable ones.
  @discardableResult
  mutating func moveToActive(_ entry: consuming QueuedPod, rules: some QueueingRules) -> String? {
    if let gate = Self.gate(&entry, rules: rules) {
      moveToUnschedulable(entry)
      return gate
    }
    putInActive(entry)
    return nil
  }

  /// Without asking the gates: they were asked when a Pod came to the back-off queue.
  mutating func putInActive(_ entry: consuming QueuedPod) {
    prepare(&entry, for: .active)
    activeHeap.push(QueueHeap.Key(active: entry), entry)
    pools.put(entry)
  }

  mutating func moveToBackoff(_ entry: consuming QueuedPod, rules: some QueueingRules) {
    if Self.gate(&entry, rules: rules) != nil { return moveToUnschedulable(entry) }
    let key = QueueHeap.Key(backoff: entry, until: pools.backoffExpiration(of: entry))
    if entry.rejectorPlugins.isEmpty {
      prepare(&entry, for: .errorBackoff)
      errorBackoffHeap.push(key, entry)
    } else {
      prepare(&entry, for: .backoff)
      backoffHeap.push(key, entry)
    }
    pools.put(entry)
  }

  mutating func moveToUnschedulable(_ entry: consuming QueuedPod) {
    prepare(&entry, for: .unschedulable)
    let name = entry.name
    unschedulableNames.insert(name)
    for plugin in entry.rejectorPlugins { namesByRejector[plugin, default: []].insert(name) }
    pools.put(entry)
  }

  /// The unschedulable Pods that one of the plugins has rejected.
  func names(rejectedByAnyOf plugins: Set<String>) -> Set<NamespacedName> {
    plugins.reduce(into: []) { names, plugin in names.formUnion(namesByRejector[plugin] ?? []) }
  }

  private mutating func leaveUnschedulable(_ name: NamespacedName) {
    guard !unschedulableNames.isEmpty, unschedulableNames.remove(name) != nil else { return }
    for plugin in pools[name]?.rejectorPlugins ?? [] { namesByRejector[plugin]?.remove(name) }
  }

  /// Asks what the plugins say of a Pod that is to be tried.
  ///
  /// - Returns: The PreEnqueue plugin that still holds it back.
  private static func gate(_ entry: inout QueuedPod, rules: some QueueingRules) -> String? {
    entry.sortKey = rules.queueSortKey(for: entry.pod)
    entry.gatingPlugin = rules.gatingPlugin(for: entry.pod)
    if let plugin = entry.gatingPlugin { entry.unschedulablePlugins.insert(plugin) }
    return entry.gatingPlugin
  }

  /// Takes a Pod out of where it is, to be put into another pool.
  private mutating func prepare(_ entry: inout QueuedPod, for pool: QueuedPod.Pool) {
    leaveUnschedulable(entry.name)
    lastTicket += 1
    entry.pool = pool
    entry.ticket = lastTicket
  }

  /// A new version of a Pod that stays where it is.
  mutating func replace(_ pod: Pod, rules: some QueueingRules) {
    guard var entry = pools[pod.namespacedName] else {
      return inFlight.update(pod.namespacedName) { _ = Self.replace(&$0, by: pod, rules: rules) }
    }
    let priorityChanged = Self.replace(&entry, by: pod, rules: rules)
    switch entry.pool {
    case .active where priorityChanged: return putInActive(entry)
    case .backoff where priorityChanged:
      prepare(&entry, for: .backoff)
      backoffHeap.push(QueueHeap.Key(backoff: entry, until: pools.backoffExpiration(of: entry)), entry)
    case .active, .backoff, .errorBackoff, .unschedulable, .inFlight: break
    }
    pools.put(entry)
  }

  /// - Returns: Whether the priority is another one.
  private static func replace(_ entry: inout QueuedPod, by pod: Pod, rules: some QueueingRules) -> Bool {
    let priorityChanged = entry.pod.spec.priority != pod.spec.priority
    entry.pod = pod
    if priorityChanged { entry.sortKey = rules.queueSortKey(for: pod) }
    return priorityChanged
  }

  private static func takeNext(
    of heap: inout QueueHeap, _ pools: inout QueuePools
  ) -> (name: NamespacedName, entry: QueueEntry)? {
    while let item = heap.pop() {
      if let entry = pools.take(item.name, ticket: item.ticket) { return (item.name, entry) }
    }
    return nil
  }

  private mutating func nextOrdinal() -> Int {
    lastOrdinal += 1
    return lastOrdinal
  }
}
