/// The scores of all Pods of one shape.
struct ShapeScores {
  private let cycles: [any PluginCycle]
  private let work: Workspace
  /// Plugins whose scores are final and a row's own, and change with the Pods on it.
  private let plain: [Profile.Seat]
  /// Plugins whose scores are final and a row's own for good.
  private let fixed: [Profile.Seat]
  private(set) var scaled: [Scaled] = []
  /// Plugins that are asked anew for every Pod, with the columns that they fill.
  private(set) var fresh: [(seat: Profile.Seat, asksBefore: Bool, column: ScoreColumn)] = []
  /// Those of them that had something to say the last time.
  private(set) var active: [Int] = []

  /// What the fixed plugins give each row, weighted; empty when that is nothing.
  private var fixedSums: ContiguousArray<Int64> = []
  /// What the fixed and plain plugins give each row, weighted.
  private var sums: ContiguousArray<Int64>
  /// What each of the fixed and plain plugins gives each row; empty unless the profile keeps scores.
  private(set) var packed: ContiguousArray<PackedScores> = []
  private let lanes: [Int]
  private var isFeasible: ContiguousArray<Bool>
  /// What all but the fresh plugins give the feasible rows; nil until the shape comes for the second time.
  private var tree: TotalsTree?
  private var isTreeStale = true
  private var isFirst = true

  /// nil when a plugin fails.
  ///
  /// - Parameter dependences: What each plugin of the profile looks at for the Pod.
  init?(_ profile: Profile, _ dependences: [Dependence], cycles: [any PluginCycle], rows: [Int], work: Workspace) {
    self.cycles = cycles
    self.work = work
    var (plain, fixed): ([Profile.Seat], [Profile.Seat]) = ([], [])
    let asking = profile.seats(at: .preScore).map(\.plugin)
    for seat in profile.seats(at: .score) {
      let cycle = cycles[seat.plugin]
      let asksBefore = asking.contains(seat.plugin)
      let dependence = dependences[seat.plugin]
      guard dependence < .pods, cycle.normalization != .own else {
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
          Scaled(seat: seat, lessIsBetter: lessIsBetter, changesWithPods: dependence > .node))
      case .none, .own: if dependence > .node { plain.append(seat) } else { fixed.append(seat) }
      }
    }
    (self.plain, self.fixed) = (plain, fixed)
    sums = ContiguousArray(repeating: 0, count: rows.count)
    isFeasible = ContiguousArray(repeating: true, count: rows.count)
    lanes = profile.scoreLanes ?? []
    if !lanes.isEmpty { packed = ContiguousArray(repeating: PackedScores(), count: rows.count) }
    guard compute(rows, areAll: true) else { return nil }
  }

  /// - Parameter verdicts: 0 for feasible rows; nil when all are.
  mutating func begin(_ verdicts: ContiguousArray<Int32>?) {
    if let verdicts {
      for row in isFeasible.indices { isFeasible[row] = verdicts[row] == 0 }
    }
    for index in scaled.indices where !scaled[index].raw.isEmpty {
      scaled[index].counts = ValueCounts<Int64>()
      for row in isFeasible.indices where isFeasible[row] { scaled[index].count(scaled[index].raw[row], 1) }
    }
  }

  /// Many rows are going to change: the tree is made anew after that instead of following each of them.
  mutating func expectManyChanges() { isTreeStale = true }

  mutating func setFeasible(_ row: Int, _ feasible: Bool) {
    guard isFeasible[row] != feasible else { return }
    isFeasible[row] = feasible
    for index in scaled.indices { scaled[index].count(scaled[index].raw(row), feasible ? 1 : -1) }
    if !isTreeStale { retotal([row]) }
  }

  /// Computes again what the rows get; false when a plugin fails.
  mutating func update(_ rows: [Int]) -> Bool {
    guard compute(rows, areAll: false) else { return false }
    if !isTreeStale { retotal(rows) }
    return true
  }

  private mutating func retotal(_ rows: [Int]) {
    guard tree != nil else { return }
    for row in rows {
      let total = total(row)
      tree?.set(row, to: total)
    }
  }

  /// - Parameter areAll: Whether the rows are all rows in order, and nothing is computed yet.
  private mutating func compute(_ rows: [Int], areAll: Bool) -> Bool {
    if areAll {
      for seat in fixed {
        guard score(seat, rows) else { return false }
        if work.column.isZero { continue }
        if fixedSums.isEmpty { fixedSums = sums }
        fixedSums.add(work.column.normalized, times: seat.weight)
      }
      if !fixedSums.isEmpty { sums = fixedSums }
    } else {
      for row in rows { sums[row] = fixedSums.isEmpty ? 0 : fixedSums[row] }
    }
    for seat in plain {
      guard score(seat, rows) else { return false }
      if areAll {
        sums.add(work.column.normalized, times: seat.weight)
      } else {
        let scores = work.column.normalized
        for index in rows.indices { sums[rows[index]] += scores[index] * seat.weight }
      }
    }
    for number in scaled.indices where areAll || scaled[number].changesWithPods {
      work.countCall(rows: rows.count)
      work.column.reset(rows: rows)
      cycles[scaled[number].seat.plugin].score(into: &work.column)
      guard work.column.error == nil else { return false }
      var changed = scaled[number]
      scaled[number].raw = []
      guard update(&changed, rows) else { return false }
      scaled[number] = changed
    }
    return true
  }

  private mutating func score(_ seat: Profile.Seat, _ rows: [Int]) -> Bool {
    work.countCall(rows: rows.count)
    work.column.reset(rows: rows)
    work.column.weight = seat.weight
    cycles[seat.plugin].score(into: &work.column)
    guard work.column.error == nil, work.column.isInRange else { return false }
    if !lanes.isEmpty {
      let lane = lanes[seat.plugin]
      for (index, row) in rows.enumerated() { packed[row][lane] = work.column[index] }
    }
    return true
  }

  private func update(_ scaled: inout Scaled, _ rows: [Int]) -> Bool {
    if scaled.raw.isEmpty {
      if work.column.isZero { return true }
      scaled.raw = ContiguousArray(repeating: 0, count: sums.count)
    }
    let scores = work.column.normalized
    for (index, row) in rows.enumerated() where scaled.raw[row] != scores[index] {
      guard scores[index] >= 0 else { return false }
      if isFeasible[row] {
        scaled.count(scaled.raw[row], -1)
        scaled.count(scores[index], 1)
      }
      scaled.raw[row] = scores[index]
    }
    return true
  }

  private func total(_ row: Int) -> Int64 {
    guard isFeasible[row] else { return TotalsTree.out }
    return scaled.reduce(sums[row]) { $0 + $1.share(of: row, largest: $1.largest) }
  }

  /// Whether no scaled plugin has given any row anything.
  private var areScaledZero: Bool { scaled.allSatisfy { $0.raw.isEmpty } }

  private var allTotals: ContiguousArray<Int64> {
    var totals = sums
    guard areScaledZero else {
      for row in totals.indices { totals[row] = total(row) }
      return totals
    }
    // What is scaled is the same for all rows.
    let shared = scaled.reduce(0) { $0 + $1.share(of: 0, largest: $1.largest) }
    let isFeasible = isFeasible.span
    var changed = totals.mutableSpan
    for row in changed.indices { changed[row] = isFeasible[row] ? changed[row] &+ shared : TotalsTree.out }
    return totals
  }

  /// When the largest raw score has changed, all rows have other totals.
  private mutating func findLargest() {
    for index in scaled.indices {
      let largest = scaled[index].counts.largest
      if largest != scaled[index].largest {
        scaled[index].largest = largest
        isTreeStale = true
      }
    }
  }

  /// The best row by all but the fresh plugins. The first time it is looked for row by row: many shapes never come again.
  private mutating func bestByTree() -> Int? {
    if isFirst {
      isFirst = false
      return bestRow()
    }
    freshenTree()
    return tree?.winner
  }

  private func bestRow() -> Int? {
    var best: Int?
    var highest = TotalsTree.out
    // The same for all rows.
    let shared = areScaledZero
    let (sums, isFeasible) = (sums.span, isFeasible.span)
    for row in sums.indices where isFeasible[row] {
      let total = shared ? sums[row] : total(row)
      if best == nil || total > highest { (best, highest) = (row, total) }
    }
    return best
  }

  private mutating func freshenTree() {
    guard isTreeStale else { return }
    isTreeStale = false
    let totals = allTotals
    if tree == nil { tree = TotalsTree(totals) } else { tree?.fill(with: totals) }
  }

  // MARK: - Choosing

  /// A plugin failed, in a way that has to be told: the table has to be computed as a whole.
  struct Failure: Error {}

  /// The best of all feasible rows, the first one of several.
  ///
  /// - Parameter feasible: the feasible rows in order; only asked for when some plugin has to look at all of them.
  mutating func best(among feasible: () -> [Int]) throws(Failure) -> Int? {
    findLargest()
    guard !fresh.isEmpty else { return bestByTree() }
    let rows = feasible()
    let active = try score(rows)
    guard !active.isEmpty else { return bestByTree() }
    freshenTree()
    return best(of: rows, active, tree?.totals(of: rows) ?? [])
  }

  /// - Parameter totals: What all but the fresh plugins give the rows.
  private func best(of rows: [Int], _ active: [Int], _ totals: consuming ContiguousArray<Int64>) -> Int? {
    for number in active { totals.add(fresh[number].column.normalized, times: fresh[number].seat.weight) }
    guard let highest = totals.max() else { return nil }
    return totals.firstIndex(of: highest).map { rows[$0] }
  }

  /// The best of some feasible rows: what a search found that did not look at all Nodes.
  mutating func best(ofSome rows: [Int]) throws(Failure) -> Int? {
    let active = try score(rows)
    let largest = scaled.map { scaled in rows.reduce(Int64(0)) { max($0, scaled.raw($1)) } }
    let totals = rows.map { row in
      scaled.indices.reduce(sums[row]) { $0 + scaled[$1].share(of: row, largest: largest[$1]) }
    }
    return best(of: rows, active, ContiguousArray(totals))
  }

  /// Asks the fresh plugins; gives those that have something to say.
  private mutating func score(_ rows: [Int]) throws(Failure) -> [Int] {
    var active: [Int] = []
    for number in fresh.indices {
      let cycle = cycles[fresh[number].seat.plugin]
      let status = fresh[number].asksBefore ? cycle.preScore(rows) : .success
      if status.code == .skip { continue }
      guard status.isSuccess else { throw Failure() }
      work.countCall(rows: rows.count)
      fresh[number].column.reset(rows: rows)
      cycle.score(into: &fresh[number].column)
      guard fresh[number].column.error == nil else { throw Failure() }
      fresh[number].column.normalize(cycle.normalization, by: cycle)
      guard fresh[number].column.isInRange else { throw Failure() }
      active.append(number)
    }
    self.active = active
    return active
  }
}
