import DequeModule

/// Values that were used last, as many as their costs together allow. Finding, keeping and displacing one takes a time that
/// does not depend on how many there are.
struct RecentlyUsed<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    var value: Value
    var cost: Int
    /// The number of its last use.
    var use: UInt64
  }

  private let capacity: Int
  private var entries: [Key: Entry] = [:]
  private var cost = 0
  private var uses: UInt64 = 0
  /// The uses in their order. Those that were not the last ones of their entries say nothing any more.
  private var order: Deque<(key: Key, use: UInt64)> = []

  /// - Parameter capacity: What the costs of the values may come to.
  init(capacity: Int) { self.capacity = capacity }

  mutating func value(for key: Key) -> Value? {
    guard entries[key] != nil else { return nil }
    let use = nextUse(of: key)
    entries[key]?.use = use
    return entries[key]?.value
  }

  /// Keeps a value, however large it is, in the place of the one that the key has.
  ///
  /// - Returns: The values that had to go.
  mutating func keep(_ value: Value, for key: Key, cost newCost: Int) -> [Value] {
    let entry = Entry(value: value, cost: newCost, use: nextUse(of: key))
    var displaced: [Value] = []
    if let old = entries.updateValue(entry, forKey: key) {
      cost -= old.cost
      displaced.append(old.value)
    }
    cost += newCost
    while cost > capacity, entries.count > 1, let oldest = order.popFirst() {
      guard entries[oldest.key]?.use == oldest.use, let removed = entries.removeValue(forKey: oldest.key) else {
        continue
      }
      cost -= removed.cost
      displaced.append(removed.value)
    }
    return displaced
  }

  private mutating func nextUse(of key: Key) -> UInt64 {
    uses += 1
    order.append((key, uses))
    if order.count > 2 * entries.count + 16 {
      order.removeAll { [entries, uses] in entries[$0.key]?.use != $0.use && $0.use != uses }
    }
    return uses
  }
}
