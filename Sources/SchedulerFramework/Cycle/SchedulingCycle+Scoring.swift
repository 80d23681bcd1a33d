extension SchedulingCycle {
  /// What the weights had to choose from.
  var scoring: Scoring {
    let table = attempt.table
    guard table.feasible.count > 1, !table.totals.isEmpty else { return .unscored }
    guard let lanes = profile.scoreLanes, extenders.isEmpty else { return .unknown }
    let columns = table.scoreColumns.map { column in
      (column: column, lane: profile.names.firstIndex(of: column.plugin).map { lanes[$0] } ?? 0)
    }
    var front = ScoreFront()
    for (index, row) in table.feasible.enumerated() {
      var scores = PackedScores()
      for (column, lane) in columns { scores[lane] = column[index] }
      front.offer(row, scores)
    }
    return .front(front)
  }
}
