/// What the tables of one scheduler share: the count of their work, and room to work in.
final class Workspace {
  var count = WorkCount()
  /// Filled by one plugin after the other, each before the last one's scores are forgotten.
  var column = ScoreColumn(plugin: "", weight: 0, rows: [])
}
