/// What the tables of one scheduler share: the count of their work, and room to work in.
final class Workspace {
  @exclusivity(unchecked) private(set) var count = WorkCount()
  /// Filled by one plugin after the other, each before the last one's scores are forgotten.
  @exclusivity(unchecked) var column = ScoreColumn(plugin: "", weight: 0, rows: [])

  func countTable() { count.tables += 1 }

  func countPlainAttempt() { count.plainAttempts += 1 }

  /// A plugin is called, and asked about so many Nodes.
  func countCall(rows: Int) {
    count.calls += 1
    count.evaluations += rows
  }
}
