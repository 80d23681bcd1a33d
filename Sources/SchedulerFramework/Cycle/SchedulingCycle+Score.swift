extension SchedulingCycle {
  // MARK: - Score

  mutating func choose() throws(PluginFailure) {
    attempt.pointStates[.postFilter] = .skipped
    let feasible = attempt.table.feasible
    if feasible.count == 1 {
      attempt.pointStates[.preScore] = .skipped
      attempt.pointStates[.score] = .skipped
    } else {
      try score(feasible)
    }
    let row = attempt.table.topRows.first ?? feasible[0]
    try reserveAndPermit(row)
  }

  private mutating func score(_ rows: [Int]) throws(PluginFailure) {
    let seats = profile.seats(at: .score)
    guard !seats.isEmpty else {
      attempt.pointStates[.preScore] = .skipped
      attempt.pointStates[.score] = .skipped
      attempt.table.totals = rows.map { _ in extenders.isEmpty ? 1 : 0 }
      addExtenderScores(rows)
      return
    }
    attempt.pointStates[.preScore] = .ran
    var skipped: Set<Int> = []
    for seat in profile.seats(at: .preScore) {
      let status = cycles[seat.plugin].preScore(rows)
      attempt.preScore.append((name(seat), status.code))
      if status.code == .skip {
        skipped.insert(seat.plugin)
      } else if !status.isSuccess {
        throw PluginFailure(message: "running PreScore plugin \"\(name(seat))\": \(status.message)")
      }
    }
    attempt.pointStates[.score] = .ran
    var totals = [Int64](repeating: 0, count: rows.count)
    for seat in seats where !skipped.contains(seat.plugin) {
      var column = ScoreColumn(plugin: name(seat), weight: seat.weight, rows: rows)
      column.fill(by: cycles[seat.plugin])
      if let error = column.error {
        throw PluginFailure(message: "running Score plugins: plugin \"\(name(seat))\" failed with: \(error)")
      }
      for index in rows.indices {
        guard (0...ScoreColumn.maximum).contains(column[index]) else {
          throw PluginFailure(
            message: "running Score plugins: plugin \"\(name(seat))\" returns an invalid score \(column[index]), "
              + "it should in the range of [0, 100] after normalizing")
        }
        totals[index] += column.weighted(at: index)
      }
      attempt.table.scoreColumns.append(column)
    }
    attempt.table.totals = totals
    addExtenderScores(rows)
  }
}
