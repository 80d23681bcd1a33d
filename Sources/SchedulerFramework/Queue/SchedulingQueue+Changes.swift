public import KubernetesAPI

extension SchedulingQueue {
  /// What a change does to a Pod that waits.
  enum Strategy: Comparable {
    case skip
    /// To the back-off queue, or to the active one when its back-off is over already.
    case afterBackoff
    /// Straight to the active queue: a plugin that was waiting for this very change asked for it.
    case immediately
  }

  /// Whether a change may mean anything: a Pod was rejected, or is being tried.
  public var heedsChanges: Bool { !unschedulableNames.isEmpty || !inFlight.isEmpty }

  /// Tries the unschedulable Pods again that the change may help. Pods in flight remember it.
  ///
  /// - Parameter isCandidate: which Pods are asked about at all; a Pod's arrival on a Node, for example, concerns only Pods
  ///   whose affinity or spreading looks at other Pods.
  public mutating func move(
    on change: ClusterChange, at now: VirtualTime, rules: some QueueingRules,
    where isCandidate: (Pod) -> Bool = { _ in true }
  ) {
    inFlight.append(change)
    if unschedulableNames.isEmpty { return }
    let concerned = change.event.isWildcard ? nil : rules.plugins(concernedBy: change.event)
    for name in concerned.map(names(rejectedByAnyOf:)) ?? unschedulableNames {
      guard let entry = pools[name], isCandidate(entry.pod) else { continue }
      let strategy = worth(change, for: entry, rules: rules)
      if strategy != .skip { requeue(entry, strategy, at: now, rules: rules) }
    }
  }

  /// A Pod without a Node has changed; `changes` says in which ways that matter to scheduling.
  public mutating func update(_ pod: Pod, changes: [ClusterChange], at now: VirtualTime, rules: some QueueingRules) {
    let name = pod.namespacedName
    guard contains(name) else {
      add(pod, at: now, rules: rules)
      return
    }
    replace(pod, rules: rules)
    inFlight.append(changes, for: name)
    if let updated = pools[name], updated.pool == .unschedulable {
      let strategy = changes.map { worth($0, for: updated, rules: rules) }.max() ?? .skip
      if strategy != .skip { requeue(updated, strategy, at: now, rules: rules) }
    }
  }

  /// Puts Pods into the active queue whatever held them back, except gates.
  public mutating func activate(_ names: [NamespacedName], rules: some QueueingRules) {
    for name in names {
      inFlight.append([ClusterChange(.wildcard)], for: name)
      if let entry = pools[name], entry.pool != .active { moveToActive(entry, rules: rules) }
    }
  }

  func worth(_ change: ClusterChange, for entry: QueuedPod, rules: some QueueingRules) -> Strategy {
    if let gate = entry.gatingPlugin {
      return rules.hint(gate, about: change, for: entry.pod) == .queue ? .afterBackoff : .skip
    }
    if change.event.isWildcard || entry.rejectorPlugins.isEmpty { return .afterBackoff }
    // A plugin that said Pending has waited for exactly such a change, so its Pod skips the back-off.
    if entry.pendingPlugins.contains(where: { rules.hint($0, about: change, for: entry.pod) == .queue }) {
      return .immediately
    }
    let helps = entry.unschedulablePlugins.contains { rules.hint($0, about: change, for: entry.pod) == .queue }
    return helps ? .afterBackoff : .skip
  }

  mutating func requeue(_ entry: QueuedPod, _ strategy: Strategy, at now: VirtualTime, rules: some QueueingRules) {
    switch strategy {
    case .skip: moveToUnschedulable(entry)
    case .afterBackoff where isBackingOff(entry, at: now): moveToBackoff(entry, rules: rules)
    case .afterBackoff, .immediately: moveToActive(entry, rules: rules)
    }
  }
}
