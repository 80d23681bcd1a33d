import SchedulerFramework

/// A number for every domain of every topology key that came up.
struct TopologyCounts {
  private struct Counts {
    let topology: Topology
    var numbers: ContiguousArray<Int64>
  }

  private let cluster: ClusterState
  private var counts: ContiguousArray<Counts> = []
  /// How many domains have a number other than 0.
  private var nonZero = 0
  /// How many amounts were counted in domains, also those that add up to 0.
  private var entries: Int64 = 0

  init(_ cluster: ClusterState) { self.cluster = cluster }

  var isEmpty: Bool { nonZero == 0 }
  var hasEntries: Bool { entries > 0 }

  /// The key's number.
  mutating func slot(_ key: String) -> Int {
    if let slot = counts.firstIndex(where: { $0.topology.key == key }) { return slot }
    let topology = cluster.topology(key)
    counts.append(
      Counts(topology: topology, numbers: ContiguousArray(repeating: 0, count: topology.values.count)))
    return counts.count - 1
  }

  /// Counts an amount, as often as `times` says, for the domain of the row; for none when the Node lacks the key.
  ///
  /// - Returns: The other Nodes for which it matters whether the domain has more than 0.
  @discardableResult
  mutating func add(_ amount: Int64, times: Int64 = 1, slot: Int, row: Int) -> ConcernedNodes {
    let domain = counts[slot].topology.domains[row]
    guard domain != Topology.none else { return .none }
    entries += times
    let before = counts[slot].numbers[Int(domain)]
    let after = before + amount * times
    counts[slot].numbers[Int(domain)] = after
    nonZero += (before == 0 ? 1 : 0) - (after == 0 ? 1 : 0)
    guard (before > 0) != (after > 0) else { return .none }
    return counts[slot].topology.sizes[Int(domain)] == 1 ? .none : .all
  }

  func hasKey(slot: Int, row: Int) -> Bool { counts[slot].topology.domains[row] != Topology.none }

  /// 0 when the Node lacks the key.
  func count(slot: Int, row: Int) -> Int64 {
    let domain = counts[slot].topology.domains[row]
    return domain == Topology.none ? 0 : counts[slot].numbers[Int(domain)]
  }

  func count(key: String, domain: Int) -> Int64 {
    counts.first { $0.topology.key == key }?.numbers[domain] ?? 0
  }

  /// Whether a domain of the row has more than 0.
  func hasPositive(on row: Int) -> Bool {
    for slot in counts.indices where count(slot: slot, row: row) > 0 { return true }
    return false
  }

  /// Gives each row of the column the sum of all keys' numbers.
  func fillSums(of column: inout ScoreColumn) {
    let rows = column.rows
    var sums = ContiguousArray<Int64>(repeating: 0, count: rows.count)
    for counts in counts {
      let (domains, numbers) = (counts.topology.domains, counts.numbers)
      for index in rows.indices {
        let domain = domains[rows[index]]
        if domain != Topology.none { sums[index] += numbers[Int(domain)] }
      }
    }
    column.normalized = sums
  }

  /// The numbers other than 0 in the domains of the row, by key.
  func entries(on row: Int) -> [(key: String, value: String, number: Int64)] {
    counts.sorted { $0.topology.key < $1.topology.key }.compactMap { counts in
      guard let domain = counts.topology.domain(of: row), counts.numbers[domain] != 0 else { return nil }
      return (counts.topology.key, counts.topology.values[domain], counts.numbers[domain])
    }
  }
}
