import HeapModule
import KubernetesAPI

/// Pods in the order in which a pool gives them out. Entries are never taken out from the middle: a Pod that has moved
/// leaves one behind, which its ticket betrays.
struct QueueHeap: Sendable {
  struct Key: Sendable, Comparable {
    /// For the back-off queue its end; the same for all Pods of the active queue.
    var until: VirtualTime
    /// What a QueueSort plugin other than PrioritySort says.
    var sortKey: QueueSortKey?
    var priority: Int32
    var timestamp: VirtualTime
    var ordinal: Int

    /// The order of the PrioritySort plugin: higher priority first, then longer in the queue.
    init(active entry: borrowing QueuedPod) { self.init(backoff: entry, until: .start) }

    init(backoff entry: borrowing QueuedPod, until: VirtualTime) {
      self.until = until
      sortKey = entry.sortKey
      priority = entry.pod.spec.priority
      timestamp = entry.timestamp
      ordinal = entry.ordinal
    }

    static func < (left: Key, right: Key) -> Bool {
      if left.until != right.until { return left.until < right.until }
      if let first = left.sortKey, let second = right.sortKey, first != second { return first < second }
      if left.priority != right.priority { return left.priority > right.priority }
      if left.timestamp != right.timestamp { return left.timestamp < right.timestamp }
      return left.ordinal < right.ordinal
    }
  }

  struct Item: Sendable, Comparable {
    var key: Key
    var name: NamespacedName
    var ticket: Int

    static func < (left: Item, right: Item) -> Bool { left.key < right.key }
    static func == (left: Item, right: Item) -> Bool { left.key == right.key && left.ticket == right.ticket }
  }

  /// Pods mostly come in the order in which they go: those are a list, the others a heap.
  private var run: [Item] = []
  private var begin = 0
  private var items = Heap<Item>()

  var first: Item? { isRunNext ? run[begin] : items.min }

  private var isRunNext: Bool {
    guard begin < run.count else { return false }
    return items.min.map { run[begin] < $0 } ?? true
  }

  mutating func pop() -> Item? {
    guard isRunNext else { return items.popMin() }
    defer {
      begin += 1
      if begin == run.count || begin >= 1024 {
        run.removeFirst(begin)
        begin = 0
      }
    }
    return run[begin]
  }

  mutating func push(_ key: Key, _ entry: QueuedPod) {
    let item = Item(key: key, name: entry.name, ticket: entry.ticket)
    if let last = run.last, item < last { items.insert(item) } else { run.append(item) }
  }
}
