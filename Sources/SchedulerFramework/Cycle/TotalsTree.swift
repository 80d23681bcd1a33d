/// Totals of rows as a tournament: the best row is known at once, and a changed total is compared with few others.
///
/// Groups of rows have a best total, groups of groups too, up to the one on top. Only where a group loses its best total are
/// its members looked at.
struct TotalsTree {
  /// The total of a row that is out.
  static let out = Int64.min

  private static let groupSize = 16

  private let rows: Int
  /// A total a row, then the best of each group of them, then the best of each group of those, up to a single one.
  private var entries: ContiguousArray<Int64>

  init(_ totals: ContiguousArray<Int64>) {
    rows = totals.count
    entries = totals
    var size = rows
    while size > 1 {
      size = Self.groups(of: size)
      entries.append(contentsOf: repeatElement(Self.out, count: size))
    }
    findBest()
  }

  /// - Parameter totals: As many as before.
  mutating func fill(with totals: ContiguousArray<Int64>) {
    for row in totals.indices { entries[row] = totals[row] }
    findBest()
  }

  private mutating func findBest() {
    var (start, size) = (0, rows)
    var entries = entries.mutableSpan
    while size > 1 {
      let groups = Self.groups(of: size)
      for group in 0..<groups {
        entries[start + size + group] = Self.best(of: Self.members(of: group, among: size, from: start), entries)
      }
      (start, size) = (start + size, groups)
    }
  }

  private static func groups(of count: Int) -> Int { (count + groupSize - 1) / groupSize }

  /// - Parameter start: Where the members' level begins.
  private static func members(of group: Int, among count: Int, from start: Int) -> Range<Int> {
    start + group * groupSize..<start + min((group + 1) * groupSize, count)
  }

  private static func best(of members: Range<Int>, _ entries: borrowing MutableSpan<Int64>) -> Int64 {
    var best = out
    for index in members { best = max(best, entries[index]) }
    return best
  }

  subscript(row: Int) -> Int64 { entries[row] }

  mutating func set(_ row: Int, to total: Int64) {
    var (start, size) = (0, rows)
    var entries = entries.mutableSpan
    var (index, old, new) = (row, entries[row], total)
    entries[row] = total
    while size > 1 {
      index /= Self.groupSize
      let place = start + size + index
      let best = entries[place]
      if new < best {
        // Another member is the best one, unless this one was.
        guard old == best else { return }
        new = Self.best(of: Self.members(of: index, among: size, from: start), entries)
      }
      guard new != best else { return }
      old = best
      entries[place] = new
      (start, size) = (start + size, Self.groups(of: size))
    }
  }

  /// In the order of the rows.
  func totals(of rows: [Int]) -> ContiguousArray<Int64> {
    var totals = ContiguousArray<Int64>(repeating: 0, count: rows.count)
    for index in rows.indices { totals[index] = entries[rows[index]] }
    return totals
  }

  /// The first of the rows with the highest total; nil when all are out.
  var winner: Int? {
    guard let best = entries.last, best != Self.out else { return nil }
    return first(best, from: 0, size: rows)
  }

  /// The first of a level's entries with the highest total, counted from the level's first.
  private func first(_ best: Int64, from start: Int, size: Int) -> Int {
    if size == 1 { return 0 }
    let group = first(best, from: start + size, size: Self.groups(of: size))
    let members = Self.members(of: group, among: size, from: start)
    return (members.first { entries[$0] == best } ?? members.lowerBound) - start
  }
}
