extension ShapeScores {
  /// A plugin whose scores of a row depend on nothing but the row, besides their largest.
  struct Scaled {
    let seat: Profile.Seat
    let lessIsBetter: Bool
    let changesWithPods: Bool
    /// Empty while all are 0.
    var raw: ContiguousArray<Int64> = []
    /// Of the feasible rows; without zeros.
    var counts = ValueCounts<Int64>()
    var largest: Int64 = 0

    func raw(_ row: Int) -> Int64 { raw.isEmpty ? 0 : raw[row] }

    mutating func count(_ raw: Int64, _ change: Int) {
      if raw != 0 { counts.add(raw, change) }
    }

    func share(of row: Int, largest: Int64) -> Int64 {
      seat.weight * ScoreColumn.share(of: raw(row), largest: largest, lessIsBetter: lessIsBetter)
    }
  }
}
