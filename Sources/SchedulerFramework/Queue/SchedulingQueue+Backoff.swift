extension SchedulingQueue {
  /// Moves the Pods whose back-off is over to the active queue, and those that have been unschedulable for too long out of
  /// their pool. Due at every whole second (kube-scheduler looks at the second pool only every 30 s).
  public mutating func flush(at now: VirtualTime, rules: some QueueingRules) {
    flushBackoff(\.backoffHeap, pool: .backoff, at: now)
    flushBackoff(\.errorBackoffHeap, pool: .errorBackoff, at: now)
    for name in unschedulableNames {
      guard let entry = pools[name], !entry.isGated,
        entry.timestamp.duration(to: now) > timing.maxInUnschedulablePool
      else { continue }
      requeue(entry, .afterBackoff, at: now, rules: rules)
    }
  }

  /// When the next Pod that may not be taken before its time can be tried: the one reason to wait for the queue.
  public var nextFlush: VirtualTime? {
    if errorBackoffHeap.first == nil { return nil }
    return pools.pods.filter { $0.pool == .errorBackoff }
      .map { pools.backoffExpiration(of: $0).advanced(by: .seconds(1)) }.min()
  }

  /// A Pod backs off until the second after its back-off's end, because whole seconds are flushed at once.
  func isBackingOff(_ entry: QueuedPod, at now: VirtualTime) -> Bool {
    guard entry.unschedulableCount > 0 || entry.consecutiveErrors > 0 else { return false }
    return pools.backoffExpiration(of: entry) >= now.roundedDownToSecond
  }

  private mutating func flushBackoff(
    _ heap: WritableKeyPath<SchedulingQueue, QueueHeap>, pool: QueuedPod.Pool, at now: VirtualTime
  ) {
    while let first = self[keyPath: heap].first {
      guard let entry = pools[first.name], entry.pool == pool, entry.ticket == first.ticket else {
        _ = self[keyPath: heap].pop()
        continue
      }
      guard !isBackingOff(entry, at: now) else { return }
      _ = self[keyPath: heap].pop()
      putInActive(entry)
    }
  }
}
