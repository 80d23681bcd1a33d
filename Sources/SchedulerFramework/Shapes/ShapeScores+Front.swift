extension ShapeScores {
  /// The rows among which the last choice was made that could win it under some weights.
  ///
  /// Changes nothing: `mutating` so that it works in place, as everything here does.
  ///
  /// - Parameters:
  ///   - rows: All of them, in order.
  ///   - lanes: The lane of each plugin of the profile.
  mutating func front(of rows: [Int], lanes: [Int]) -> ScoreFront {
    var front = ScoreFront()
    var shared = PackedScores()
    var changing: [(scaled: Scaled, lane: Int, largest: Int64)] = []
    for scaled in scaled {
      let lane = lanes[scaled.seat.plugin]
      if scaled.raw.isEmpty {
        shared[lane] = ScoreColumn.share(of: 0, largest: 0, lessIsBetter: scaled.lessIsBetter)
      } else {
        changing.append((scaled, lane, rows.reduce(0) { max($0, scaled.raw[$1]) }))
      }
    }
    guard !changing.isEmpty || !active.isEmpty else {
      for row in rows { front.offer(row, packed[row].joined(with: shared)) }
      return front
    }
    for (index, row) in rows.enumerated() {
      var scores = packed[row].joined(with: shared)
      for (scaled, lane, largest) in changing {
        scores[lane] = ScoreColumn.share(of: scaled.raw[row], largest: largest, lessIsBetter: scaled.lessIsBetter)
      }
      for number in active { scores[lanes[fresh[number].seat.plugin]] = fresh[number].column[index] }
      front.offer(row, scores)
    }
    return front
  }
}
