/// Totals of rows as a tournament: the best row is known at once, and a changed total is compared with few others.
///
/// Groups of rows have a best total, groups of groups too, up to the one on top. Only where a group loses its best total are
/// its members looked at.
struct TotalsTree {
  /// The total of a row that is out.
  static let out = Int64.min

  private static let groupSize = 16

  /// `levels[0]` has a total a row, every further one the best of each group of the level below; the last one has one entry.
  private var levels: [ContiguousArray<Int64>]

  init(_ totals: ContiguousArray<Int64>) {
    levels = [totals]
    while let last = levels.last, last.count > 1 {
      let groups = (last.count + Self.groupSize - 1) / Self.groupSize
      levels.append(ContiguousArray(repeating: Self.out, count: groups))
    }
    findBest()
  }

  /// - Parameter totals: As many as before.
  mutating func fill(with totals: ContiguousArray<Int64>) {
    levels[0] = totals
    findBest()
  }

  private mutating func findBest() {
    for level in levels.indices.dropFirst() {
      let below = levels[level - 1]
      for group in levels[level].indices { levels[level][group] = Self.best(of: group, below) }
    }
  }

  private static func members(of group: Int, among count: Int) -> Range<Int> {
    group * groupSize..<min((group + 1) * groupSize, count)
  }

  private static func best(of group: Int, _ totals: ContiguousArray<Int64>) -> Int64 {
    var best = out
    for index in members(of: group, among: totals.count) { best = max(best, totals[index]) }
    return best
  }

  subscript(row: Int) -> Int64 {
    get { levels[0][row] }
    set {
      var index = row
      var (old, new) = (levels[0][row], newValue)
      levels[0][row] = new
      for level in levels.indices.dropFirst() {
        index /= Self.groupSize
        let best = levels[level][index]
        if new < best {
          // Another member is the best one, unless this one was.
          guard old == best else { return }
          new = Self.best(of: index, levels[level - 1])
        }
        guard new != best else { return }
        old = best
        levels[level][index] = new
      }
    }
  }

  /// In the order of the rows.
  func totals(of rows: [Int]) -> ContiguousArray<Int64> {
    var totals = ContiguousArray<Int64>(repeating: 0, count: rows.count)
    for index in rows.indices { totals[index] = levels[0][rows[index]] }
    return totals
  }

  /// The first of the rows with the highest total; nil when all are out.
  var winner: Int? {
    guard let best = levels.last?.first, best != Self.out else { return nil }
    var index = 0
    for level in levels.dropLast().reversed() {
      let members = Self.members(of: index, among: level.count)
      index = members.first { level[$0] == best } ?? members.lowerBound
    }
    return index
  }
}
