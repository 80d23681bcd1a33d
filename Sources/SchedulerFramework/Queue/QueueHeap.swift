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
    init(active entry: QueuedPod) { self.init(backoff: entry, until: .start) }

    init(backoff entry: QueuedPod, until: VirtualTime) {
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

  private var items = Heap<Item>()

  var first: Item? { items.min }
  mutating func pop() -> Item? { items.popMin() }
  mutating func push(_ key: Key, _ entry: QueuedPod) {
    items.insert(Item(key: key, name: entry.name, ticket: entry.ticket))
  }
}
