/// Totals of rows as a tournament: the best row is known at once, and a changed total costs a walk to the root.
struct TotalsTree {
  /// The total of a row that is out.
  static let out = Int64.min

  /// A power of two.
  private let width: Int
  /// `best[1]` is the root, the leaves begin at `width`.
  private var best: ContiguousArray<Int64>

  init(_ totals: ContiguousArray<Int64>) {
    var width = 1
    while width < totals.count { width *= 2 }
    self.width = width
    best = ContiguousArray(repeating: Self.out, count: 2 * width)
    fill(with: totals)
  }

  mutating func fill(with totals: ContiguousArray<Int64>) {
    for row in totals.indices { best[width + row] = totals[row] }
    var node = width - 1
    while node > 0 {
      best[node] = max(best[2 * node], best[2 * node + 1])
      node -= 1
    }
  }

  subscript(row: Int) -> Int64 {
    get { best[width + row] }
    set {
      var node = width + row
      guard best[node] != newValue else { return }
      best[node] = newValue
      while node > 1 {
        node /= 2
        let winner = max(best[2 * node], best[2 * node + 1])
        if best[node] == winner { return }
        best[node] = winner
      }
    }
  }

  /// In the order of the rows.
  func totals(of rows: [Int]) -> ContiguousArray<Int64> {
    var totals = ContiguousArray<Int64>(repeating: 0, count: rows.count)
    for index in rows.indices { totals[index] = best[width + rows[index]] }
    return totals
  }

  /// The first of the rows with the highest total; nil when all are out.
  var winner: Int? {
    guard best[1] != Self.out else { return nil }
    var node = 1
    while node < width { node = best[2 * node] == best[1] ? 2 * node : 2 * node + 1 }
    return node - width
  }
}
