import SchedulerFramework

/// A number for every domain of every topology key that came up.
struct TopologyCounts {
  private struct Counts {
    let topology: Topology
    var numbers: ContiguousArray<Int64>
  }

  private let cluster: ClusterState
  private var counts: [String: Counts] = [:]
  /// How many domains have a number other than 0.
  private var nonZero = 0
  /// Whether anything was ever counted, also when it adds up to 0.
  private(set) var hasEntries = false

  init(_ cluster: ClusterState) { self.cluster = cluster }

  var isEmpty: Bool { nonZero == 0 }

  /// Counts for the domain of the row; for none when the Node lacks the key.
  mutating func add(_ amount: Int64, key: String, row: Int) {
    if counts[key] == nil {
      let topology = cluster.topology(key)
      counts[key] = Counts(
        topology: topology, numbers: ContiguousArray(repeating: 0, count: topology.values.count))
    }
    guard let domain = counts[key]?.topology.domain(of: row) else { return }
    hasEntries = true
    let before = counts[key]?.numbers[domain] ?? 0
    counts[key]?.numbers[domain] = before + amount
    nonZero += (before == 0 ? 1 : 0) - (before + amount == 0 ? 1 : 0)
  }

  func count(key: String, row: Int) -> Int64 {
    guard let counts = counts[key], let domain = counts.topology.domain(of: row) else { return 0 }
    return counts.numbers[domain]
  }

  /// Whether a domain of the row has more than 0.
  func hasPositive(on row: Int) -> Bool {
    counts.values.contains { counts in counts.topology.domain(of: row).map { counts.numbers[$0] > 0 } ?? false }
  }

  /// All keys together.
  func sum(on row: Int) -> Int64 {
    counts.values.reduce(0) { sum, counts in sum + (counts.topology.domain(of: row).map { counts.numbers[$0] } ?? 0) }
  }

  /// The numbers other than 0 in the domains of the row, by key.
  func entries(on row: Int) -> [(key: String, value: String, number: Int64)] {
    counts.sorted { $0.key < $1.key }.compactMap { key, counts in
      guard let domain = counts.topology.domain(of: row), counts.numbers[domain] != 0 else { return nil }
      return (key, counts.topology.values[domain], counts.numbers[domain])
    }
  }
}
