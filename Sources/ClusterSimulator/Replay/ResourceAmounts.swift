import KubernetesAPI

/// Amounts by resource, as whole numbers: milli-CPU, bytes, or whole units.
///
/// There are few, so they are looked through one by one. They stand in the order in which people look at them: CPU, memory,
/// ephemeral storage, Pods, and the others by name.
public struct ResourceAmounts: Sendable, Hashable {
  public struct Entry: Sendable, Hashable {
    public let resource: String
    public fileprivate(set) var amount: Int64
    fileprivate let rank: Rank

    fileprivate func isOfResource(of other: Entry) -> Bool {
      rank == other.rank && (rank != .other || resource == other.resource)
    }

    fileprivate mutating func add(_ more: Int64) {
      let (sum, overflow) = amount.addingReportingOverflow(more)
      amount = overflow ? .max : sum
    }
  }

  fileprivate enum Rank: UInt8, Comparable {
    case cpu, memory, ephemeralStorage, pods, other

    init(_ resource: String) {
      // Lengths are compared sooner than texts.
      switch resource.utf8.count {
      case 3 where resource == "cpu": self = .cpu
      case 4 where resource == "pods": self = .pods
      case 6 where resource == "memory": self = .memory
      case 17 where resource == "ephemeral-storage": self = .ephemeralStorage
      default: self = .other
      }
    }

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  public private(set) var entries: [Entry] = []

  /// None at all.
  public init() {}

  init(_ list: ResourceList) {
    entries.reserveCapacity(list.quantities.count)
    for (name, quantity) in list.quantities { add(name == "cpu" ? quantity.milliValue : quantity.value, of: name) }
  }

  /// nil for a resource that is not among them.
  public subscript(resource: String) -> Int64? { entries.first { $0.resource == resource }?.amount }

  mutating func set(_ amount: Int64, of resource: String) {
    let entry = Entry(resource: resource, amount: amount, rank: Rank(resource))
    if let index = index(of: entry) { entries[index].amount = amount } else { insert(entry) }
  }

  /// What exceeds 64 bits becomes the largest number.
  mutating func add(_ amount: Int64, of resource: String) {
    add(Entry(resource: resource, amount: amount, rank: Rank(resource)))
  }

  mutating func add(_ other: ResourceAmounts) {
    if entries.isEmpty {
      entries = other.entries
      return
    }
    let others = other.entries.span
    // Mostly both have the same resources, and so in the same places.
    for place in others.indices {
      let rank = others[place].rank
      if place < entries.count, entries[place].rank == rank, rank != .other {
        entries[place].add(others[place].amount)
      } else {
        add(others[place])
      }
    }
  }

  private mutating func add(_ entry: Entry) {
    guard let index = index(of: entry) else { return insert(entry) }
    entries[index].add(entry.amount)
  }

  private func index(of entry: Entry) -> Int? {
    entries.indices.first { entries[$0].isOfResource(of: entry) }
  }

  private mutating func insert(_ entry: Entry) {
    var index = entries.count
    entries.append(entry)
    while index > 0, Self.precedes(entry, entries[index - 1]) {
      entries.swapAt(index, index - 1)
      index -= 1
    }
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    left.rank == right.rank ? left.resource < right.resource : left.rank < right.rank
  }
}

extension ResourceAmounts: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral amounts: (String, Int64)...) {
    for (resource, amount) in amounts { set(amount, of: resource) }
  }
}
