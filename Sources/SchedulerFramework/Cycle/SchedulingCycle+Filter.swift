extension SchedulingCycle {
  mutating func runFilter(_ candidates: [Int]) throws(PluginFailure) {
    attempt.pointStates[.filter] = .ran
    let seats = filterSeats
    attempt.table.filterPlugins = seats.map(name)
    if attempt.depth == .full {
      attempt.table.fullFilterColumns = seats.map { seat in
        var column = makeColumn(seat)
        cycles[seat.plugin].filter(Array(attempt.table.nodeOrder.indices), into: &column)
        return column
      }
    }
    attempt.table.filterColumns = seats.map(makeColumn)
    if tryNominatedNode(candidates) { return }
    guard !candidates.isEmpty else { return }

    var wanted = NodeSampling.feasibleNodesToFind(among: candidates.count, percentage: percentageOfNodesToScore)
    if profile.seats(at: .score).isEmpty, !extenders.contains(where: { $0.filters || $0.scores }) { wanted = 1 }
    let start = startRow % candidates.count
    let searched = Array(candidates[start...] + candidates[..<start])
    if profile.seats(at: .filter).isEmpty {
      // Without any Filter plugin nothing is looked at: the first Nodes are taken.
      keep(feasible: searched.prefix(wanted), rejected: 0, of: searched)
      return
    }
    try stop(searched, wanted: wanted, passing: passing(searched))
  }

  private func makeColumn(_ seat: Profile.Seat) -> FilterColumn {
    FilterColumn(plugin: name(seat), rows: attempt.table.nodeOrder.count)
  }

  /// The Node that preemption made room on is likely the only one that fits: it is tried first, and alone.
  ///
  /// - Returns: Whether the Pod fits there; then no other Node is looked at.
  private mutating func tryNominatedNode(_ candidates: [Int]) -> Bool {
    guard !ignoresNomination, let name = pod.pod.status.nominatedNodeName, let row = cluster.row(of: name) else {
      return false
    }
    if let rejection = trial.rejection(on: row) {
      // Also when PreFilter left the Node out, this is what is said about it.
      attempt.table.filterColumns[rejection.filter].reject(row, rejection.status)
      if attempt.table.restriction?.rows.remove(row) != nil { processedNodes = 1 }
      return false
    }
    isOnNominatedNode = true
    attempt.table.feasible = [row]
    attempt.table.notEvaluated = attempt.table.nodeOrder.indices.filter { $0 != row }
    return true
  }

  /// Fills the filter columns, column by column; Nodes with nominated Pods are asked about one by one.
  private mutating func passing(_ searched: [Int]) -> Set<Int> {
    var contested: [Int] = []
    var remaining = searched
    let trial = trial
    if cluster.hasNominations {
      contested = searched.filter { !trial.nominatedPods(on: $0).isEmpty }
      let rows = Set(contested)
      remaining.removeAll { rows.contains($0) }
    }
    for (index, seat) in filterSeats.enumerated() {
      cycles[seat.plugin].filter(remaining, into: &attempt.table.filterColumns[index])
      remaining.removeAll { !attempt.table.filterColumns[index].passes($0) }
    }
    for row in contested {
      if let rejection = trial.rejection(on: row) {
        attempt.table.filterColumns[rejection.filter].reject(row, rejection.status)
      } else {
        remaining.append(row)
      }
    }
    return Set(remaining)
  }

  /// Keeps what a search in this order would have seen before it had found enough feasible Nodes.
  private mutating func stop(_ searched: [Int], wanted: Int, passing: Set<Int>) throws(PluginFailure) {
    var feasible: [Int] = []
    var rejected = 0
    for row in searched {
      if passing.contains(row) {
        // Only one more feasible Node than wanted ends the search.
        if feasible.count == wanted { break }
        feasible.append(row)
      } else {
        if let rejection = attempt.table.rejection(of: row), !rejection.status.code.isRejection {
          let plugin = rejection.plugin ?? ""
          processedNodes += feasible.count + rejected
          throw PluginFailure(message: "running \"\(plugin)\" filter plugin: \(rejection.status.message)")
        }
        rejected += 1
      }
    }
    keep(feasible: feasible[...], rejected: rejected, of: searched)
  }

  /// The Nodes behind the feasible and the rejected ones were not looked at.
  private mutating func keep(feasible: ArraySlice<Int>, rejected: Int, of searched: [Int]) {
    let seen = feasible.count + rejected
    attempt.table.feasible = feasible.sorted()
    attempt.table.notEvaluated = searched[seen...].sorted()
    processedNodes += seen
  }
}
