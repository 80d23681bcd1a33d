import DequeModule
import HeapModule
import SchedulerFramework

/// Keys to look at, first come, first served; a key that waits already is not added again.
struct WorkQueue<Key: Hashable & Sendable>: Sendable {
  /// So many are looked through, which takes less than hashing.
  private static var few: Int { 8 }

  private var keys: Deque<Key> = []
  /// The same ones, from when they are more than a few until there are none.
  private var many: Set<Key> = []

  mutating func add(_ key: Key) {
    if isNew(key) { keys.append(key) }
  }

  private mutating func isNew(_ key: Key) -> Bool {
    if many.isEmpty {
      guard keys.count > Self.few else { return !keys.contains(key) }
      many = Set(keys)
    }
    return many.insert(key).inserted
  }

  mutating func next() -> Key? {
    guard let key = keys.popFirst() else { return nil }
    if !many.isEmpty { many.remove(key) }
    return key
  }
}

/// Moments at which something is due, one a key.
struct Timers<Key: Hashable & Sendable>: Sendable {
  private struct Item: Comparable {
    var at: VirtualTime
    var number: Int
    var key: Key

    static func < (left: Item, right: Item) -> Bool {
      left.at != right.at ? left.at < right.at : left.number < right.number
    }
    static func == (left: Item, right: Item) -> Bool { left.number == right.number }
  }

  private var heap = Heap<Item>()
  /// The number of the one valid item of a key.
  private var valid: [Key: Int] = [:]
  private var lastNumber = 0

  mutating func set(_ key: Key, at time: VirtualTime) {
    lastNumber += 1
    valid[key] = lastNumber
    heap.insert(Item(at: time, number: lastNumber, key: key))
    dropInvalidFirst()
  }

  mutating func cancel(_ key: Key) {
    if !valid.isEmpty, valid.removeValue(forKey: key) != nil { dropInvalidFirst() }
  }

  /// Items that no longer count stay in the heap, but never in the first place, so that ``next`` tells the truth.
  private mutating func dropInvalidFirst() {
    while let first = heap.min, valid[first.key] != first.number { heap.removeMin() }
  }

  func contains(_ key: Key) -> Bool { valid[key] != nil }

  var next: VirtualTime? { heap.min?.at }

  /// The keys that are due, in order; they are taken out.
  mutating func takeDue(at now: VirtualTime) -> [Key] {
    var due: [Key] = []
    while let first = heap.min, first.at <= now {
      heap.removeMin()
      valid[first.key] = nil
      due.append(first.key)
      dropInvalidFirst()
    }
    return due
  }
}
