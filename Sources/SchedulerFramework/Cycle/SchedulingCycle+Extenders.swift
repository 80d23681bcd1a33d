extension SchedulingCycle {
  /// Extenders in turn take Nodes out of those that the plugins have left; each is a filter column of its own.
  mutating func runExtenderFilters(_ candidates: [Int]) throws(PluginFailure) {
    var isAnySaid = false
    for extender in extenders where extender.filters && !attempt.table.feasible.isEmpty {
      guard extender.isInterested(in: pod.pod) else { continue }
      let asked = attempt.table.feasible
      let result: HTTPExtender.FilterResult
      do throws(ExtenderError) {
        result = try extender.filter(pod.pod, asked, in: cluster)
      } catch {
        if extender.isIgnorable { continue }
        throw PluginFailure(message: error.message)
      }
      isAnySaid = true
      var column = FilterColumn(plugin: extender.name, rows: attempt.table.nodeOrder.count)
      for row in asked where !result.passed.contains(row) {
        // Without a word the Node counts for no reason, and evictions cannot help it.
        column.reject(row, result.failed[row] ?? Status(.unschedulableAndUnresolvable))
      }
      attempt.table.filterPlugins.append(extender.name)
      attempt.table.filterColumns.append(column)
      attempt.table.fullFilterColumns?.append(column)
      attempt.table.feasible = asked.filter(result.passed.contains)
    }
    guard isAnySaid, attempt.table.feasible.isEmpty, isOnNominatedNode else { return }
    // Only the nominated Node was looked at, and an extender was against it.
    isOnNominatedNode = false
    ignoresNomination = true
    attempt.table.notEvaluated = []
    try runFilter(candidates)
    try runExtenderFilters(candidates)
  }

  /// Adds what extenders score, 0 to 10 each, scaled to the plugins' 0 to 100. One that fails has no say.
  mutating func addExtenderScores(_ rows: [Int]) {
    for extender in extenders where extender.scores && extender.isInterested(in: pod.pod) {
      guard let scores = try? extender.prioritize(pod.pod, rows, in: cluster) else { continue }
      var column = ScoreColumn(plugin: extender.name, weight: extender.weight, rows: rows)
      for (index, row) in rows.enumerated() {
        let score = scores[row] ?? 0
        column[index] = score
        column.raw[index] = score
        column[index] = score.multipliedReportingOverflow(by: ScoreColumn.maximum / 10).partialValue
        attempt.table.totals[index] &+= column.weighted(at: index)
      }
      attempt.table.scoreColumns.append(column)
    }
  }
}
