extension ShapeTable {
  /// The table as an attempt has it, cell by cell.
  ///
  /// - Throws: When a plugin fails.
  func attempt(_ pod: PodInfo) throws(ShapeScores.Failure) -> Attempt {
    let decision = try decide(pod, percentageOfNodesToScore: 100, startRow: 0).decision
    var attempt = Attempt(pod: pod.pod.namespacedName, depth: .decision, nodeOrder: cluster.nodeOrder)
    attempt.profile = profile.schedulerName
    attempt.preFilter = preFilter
    attempt.placedOn = decision.placedOn
    attempt.message = decision.message
    attempt.nominatedNode = decision.nominatedNode
    attempt.victims = decision.victims
    attempt.clearsNomination = decision.clearsNomination
    attempt.table.filterPlugins = filterSeats.map { profile.names[$0.plugin] }
    attempt.table.filterColumns = decidingColumns
    attempt.table.feasible = feasible
    if feasible.count > 1 { fillScores(of: &attempt) }
    return attempt
  }

  /// The columns without what was asked about rows that an earlier one had rejected.
  private var decidingColumns: [FilterColumn] {
    var isOut = Set<Int>()
    return columns.map { column in
      var column = column
      for row in cluster.allRows where !column.passes(row) {
        if !isOut.insert(row).inserted { column.clear(row) }
      }
      return column
    }
  }

  private func fillScores(of attempt: inout Attempt) {
    var skipped: Set<Int> = []
    for seat in profile.seats(at: .preScore) {
      let status = cycles[seat.plugin].preScore(feasible)
      attempt.preScore.append((profile.names[seat.plugin], status.code))
      if status.code == .skip { skipped.insert(seat.plugin) }
    }
    var totals = [Int64](repeating: 0, count: feasible.count)
    for seat in profile.seats(at: .score) where !skipped.contains(seat.plugin) {
      var column = ScoreColumn(plugin: profile.names[seat.plugin], weight: seat.weight, rows: feasible)
      column.fill(by: cycles[seat.plugin])
      for index in totals.indices { totals[index] += column.weighted(at: index) }
      attempt.table.scoreColumns.append(column)
    }
    attempt.table.totals = totals
  }
}
