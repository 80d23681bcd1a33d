extension SchedulingCycle {
  /// Asks the plugins what is behind their rejections and scores.
  mutating func collectDetails() {
    let table = attempt.table
    for seat in profile.seats(at: .filter) {
      guard let column = table.fullFilterColumns?.first(where: { $0.plugin == name(seat) }) else { continue }
      for row in table.nodeOrder.indices where !column.passes(row) {
        append(cycles[seat.plugin].details(at: .filter, row: row), of: name(seat), to: row)
      }
    }
    for seat in profile.seats(at: .score) where table.scoreColumns.contains(where: { $0.plugin == name(seat) }) {
      for row in table.feasible {
        append(cycles[seat.plugin].details(at: .score, row: row), of: name(seat), to: row)
      }
    }
  }

  private mutating func append(_ details: [CellDetail], of plugin: String, to row: Int) {
    if !details.isEmpty { attempt.details[row, default: []].append((plugin, details)) }
  }
}
