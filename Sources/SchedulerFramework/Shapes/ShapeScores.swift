import KubernetesAPI

/// The scores of all Pods of one shape.
struct ShapeScores {
  /// A plugin whose scores a row depend on nothing but the row, besides their largest.
  private struct Scaled {
    let seat: Profile.Seat
    let lessIsBetter: Bool
    var raw: ContiguousArray<Int64>
    /// Of the feasible rows.
    var counts = ValueCounts()
    var largest: Int64 = 0

    func share(of row: Int, largest: Int64) -> Int64 {
      seat.weight * ScoreColumn.share(of: raw[row], largest: largest, lessIsBetter: lessIsBetter)
    }
  }

  private let cycles: [any PluginCycle]
  /// Plugins whose scores are final and a row's own.
  private let plain: [Profile.Seat]
  private var scaled: [Scaled] = []
  /// Plugins that are asked anew for every Pod, with the columns that they fill.
  private var fresh: [(seat: Profile.Seat, asksBefore: Bool, column: ScoreColumn)] = []
  private var scratch = ScoreColumn(plugin: "", weight: 0, rows: [])

  /// What the plain plugins give each row, weighted.
  private var sums: ContiguousArray<Int64>
  private var isFeasible: ContiguousArray<Bool>
  /// What all but the fresh plugins give the feasible rows.
  private var tree: TotalsTree
  private var isTreeStale = true

  /// nil when a plugin fails.
  init?(profile: Profile, pod: Pod, cycles: [any PluginCycle], rows: [Int]) {
    self.cycles = cycles
    var plain: [Profile.Seat] = []
    let asking = profile.seats(at: .preScore).map(\.plugin)
    for seat in profile.seats(at: .score) {
      let cycle = cycles[seat.plugin]
      let asksBefore = asking.contains(seat.plugin)
      guard profile.plugins[seat.plugin].dependence(for: pod) < .pods, cycle.normalization != .own else {
        fresh.append(
          (seat, asksBefore, ScoreColumn(plugin: profile.names[seat.plugin], weight: seat.weight, rows: [])))
        continue
      }
      let status = asksBefore ? cycle.preScore(rows) : .success
      if status.code == .skip { continue }
      guard status.isSuccess else { return nil }
      switch cycle.normalization {
      case .byMaximum(let lessIsBetter):
        scaled.append(
          Scaled(
            seat: seat, lessIsBetter: lessIsBetter, raw: ContiguousArray(repeating: 0, count: rows.count)))
      case .none, .own: plain.append(seat)
      }
    }
    self.plain = plain
    sums = ContiguousArray(repeating: 0, count: rows.count)
    isFeasible = ContiguousArray(repeating: false, count: rows.count)
    tree = TotalsTree(sums)
    guard compute(rows) else { return nil }
  }

  /// Which rows are feasible at the beginning.
  mutating func begin(_ feasible: (Int) -> Bool) {
    for row in isFeasible.indices { isFeasible[row] = feasible(row) }
    for index in scaled.indices {
      scaled[index].counts = ValueCounts()
      for row in isFeasible.indices where isFeasible[row] { scaled[index].counts.add(scaled[index].raw[row], 1) }
    }
    isTreeStale = true
  }

  mutating func setFeasible(_ row: Int, _ feasible: Bool) {
    guard isFeasible[row] != feasible else { return }
    isFeasible[row] = feasible
    for index in scaled.indices { scaled[index].counts.add(scaled[index].raw[row], feasible ? 1 : -1) }
    if !isTreeStale { tree[row] = total(row) }
  }

  /// Computes again what the rows get; false when a plugin fails.
  mutating func update(_ rows: [Int]) -> Bool {
    guard compute(rows) else { return false }
    if !isTreeStale { for row in rows { tree[row] = total(row) } }
    return true
  }

  private mutating func compute(_ rows: [Int]) -> Bool {
    for row in rows { sums[row] = 0 }
    for seat in plain {
      scratch.reset(rows: rows)
      cycles[seat.plugin].score(into: &scratch)
      guard scratch.error == nil else { return false }
      for (index, row) in rows.enumerated() {
        guard (0...ScoreColumn.maximum).contains(scratch[index]) else { return false }
        sums[row] += seat.weight * scratch[index]
      }
    }
    for number in scaled.indices {
      scratch.reset(rows: rows)
      cycles[scaled[number].seat.plugin].score(into: &scratch)
      guard scratch.error == nil else { return false }
      for (index, row) in rows.enumerated() where scaled[number].raw[row] != scratch[index] {
        guard scratch[index] >= 0 else { return false }
        if isFeasible[row] {
          scaled[number].counts.add(scaled[number].raw[row], -1)
          scaled[number].counts.add(scratch[index], 1)
        }
        scaled[number].raw[row] = scratch[index]
      }
    }
    return true
  }

  private func total(_ row: Int) -> Int64 {
    guard isFeasible[row] else { return TotalsTree.out }
    return scaled.reduce(sums[row]) { $0 + $1.share(of: row, largest: $1.largest) }
  }

  /// When the largest raw score has changed, all rows have other totals.
  private mutating func freshenTree() {
    for index in scaled.indices {
      let largest = scaled[index].counts.largest
      if largest != scaled[index].largest {
        scaled[index].largest = largest
        isTreeStale = true
      }
    }
    guard isTreeStale else { return }
    isTreeStale = false
    var totals = sums
    for row in totals.indices { totals[row] = total(row) }
    tree.fill(with: totals)
  }

  // MARK: - Choosing

  /// A plugin failed, in a way that has to be told: the table has to be computed as a whole.
  struct Failure: Error {}

  /// The best of all feasible rows, the first one of several.
  ///
  /// - Parameter feasible: the feasible rows in order; only asked for when some plugin has to look at all of them.
  mutating func best(among feasible: () -> [Int]) throws(Failure) -> Int? {
    freshenTree()
    guard !fresh.isEmpty else { return tree.winner }
    let rows = feasible()
    let active = try score(rows)
    guard !active.isEmpty else { return tree.winner }
    var best: (row: Int, total: Int64)?
    for (index, row) in rows.enumerated() {
      var total = tree[row]
      for number in active { total += fresh[number].column.weighted(at: index) }
      if total > best?.total ?? .min { best = (row, total) }
    }
    return best?.row
  }

  /// The best of some feasible rows: what a search found that did not look at all Nodes.
  mutating func best(ofSome rows: [Int]) throws(Failure) -> Int? {
    let active = try score(rows)
    let largest = scaled.map { scaled in rows.reduce(Int64(0)) { max($0, scaled.raw[$1]) } }
    var best: (row: Int, total: Int64)?
    for (index, row) in rows.enumerated() {
      var total = sums[row]
      for number in scaled.indices { total += scaled[number].share(of: row, largest: largest[number]) }
      for number in active { total += fresh[number].column.weighted(at: index) }
      if total > best?.total ?? .min { best = (row, total) }
    }
    return best?.row
  }

  /// Asks the fresh plugins; gives those that have something to say.
  private mutating func score(_ rows: [Int]) throws(Failure) -> [Int] {
    var active: [Int] = []
    for number in fresh.indices {
      let cycle = cycles[fresh[number].seat.plugin]
      let status = fresh[number].asksBefore ? cycle.preScore(rows) : .success
      if status.code == .skip { continue }
      guard status.isSuccess else { throw Failure() }
      fresh[number].column.reset(rows: rows)
      cycle.score(into: &fresh[number].column)
      guard fresh[number].column.error == nil else { throw Failure() }
      fresh[number].column.normalize(cycle.normalization, by: cycle)
      guard fresh[number].column.normalized.allSatisfy({ (0...ScoreColumn.maximum).contains($0) }) else {
        throw Failure()
      }
      active.append(number)
    }
    return active
  }
}
