/// What the filters come to for each row, and how many rows have the same.
struct RowVerdicts {
  /// A filter, by its place, and the number of one of its rejections; 0 for none.
  typealias Verdict = Int32

  private(set) var values: ContiguousArray<Verdict>
  /// How often each rejection occurs.
  private(set) var rejections = ValueCounts<Verdict>()
  private(set) var feasibleCount: Int
  /// The feasible rows in order; nil when they are not known at the moment.
  private var knownFeasible: [Int]?

  /// All rows are feasible.
  init(count: Int) {
    values = ContiguousArray(repeating: 0, count: count)
    feasibleCount = count
  }

  var count: Int { values.count }
  var areAllFeasible: Bool { feasibleCount == values.count }

  subscript(row: Int) -> Verdict { values[row] }

  static func filter(of verdict: Verdict) -> Int { Int(verdict >> 16) }
  static func number(of verdict: Verdict) -> Int32 { verdict & 0xffff }

  static func verdict(_ filter: Int, number: Int32) -> Verdict {
    number == 0 ? 0 : Verdict(filter) << 16 | number
  }

  /// Counts a filter's rejections of rows that no earlier one has rejected, when no later one has been asked.
  mutating func reject(by filter: Int, _ column: FilterColumn) {
    var counts = ContiguousArray(repeating: 0, count: column.statuses.count + 1)
    for row in values.indices where values[row] == 0 && !column.passes(row) {
      let number = column.number(of: row)
      values[row] = Self.verdict(filter, number: number)
      counts[Int(number)] += 1
      feasibleCount -= 1
    }
    for (number, count) in counts.enumerated() where count > 0 {
      rejections.add(Self.verdict(filter, number: Int32(number)), count)
    }
  }

  /// Looks again at some rows: the first filter that rejects one decides.
  ///
  /// - Parameter rejecting: The filters that reject any row, in order.
  mutating func update(_ rows: [Int], _ columns: [FilterColumn], rejecting: [Int], _ scores: inout ShapeScores) {
    for row in rows {
      var verdict: Verdict = 0
      for filter in rejecting {
        verdict = Self.verdict(filter, number: columns[filter].number(of: row))
        if verdict != 0 { break }
      }
      set(row, to: verdict, &scores)
    }
  }

  mutating func set(_ row: Int, to verdict: Verdict, _ scores: inout ShapeScores) {
    let old = values[row]
    guard old != verdict else { return }
    values[row] = verdict
    if old != 0 { rejections.add(old, -1) }
    if verdict != 0 { rejections.add(verdict, 1) }
    guard (old == 0) != (verdict == 0) else { return }
    knownFeasible = nil
    feasibleCount += verdict == 0 ? 1 : -1
    scores.setFeasible(row, verdict == 0)
  }

  /// The feasible rows in order.
  mutating func feasible(of all: [Int]) -> [Int] {
    if let knownFeasible { return knownFeasible }
    var rows = all
    if !areAllFeasible {
      rows = []
      rows.reserveCapacity(feasibleCount)
      for row in values.indices where values[row] == 0 { rows.append(row) }
    }
    knownFeasible = rows
    return rows
  }
}
