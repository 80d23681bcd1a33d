import SeededRandom
import Testing

@testable import SchedulerFramework

@Suite("TotalsTree")
struct TotalsTreeTests {
  @Test(
    "it names the first row with the highest total, however totals change", arguments: 1...40 as ClosedRange<UInt64>)
  func winner(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...700, using: &random)
    func anyTotal() -> Int64 { Bool.random(using: &random) ? .random(in: 0...9, using: &random) : TotalsTree.out }
    var totals = ContiguousArray((0..<count).map { _ in anyTotal() })
    var tree = TotalsTree(totals)
    for _ in 0..<300 {
      let highest = totals.max().flatMap { $0 == TotalsTree.out ? nil : $0 }
      #expect(tree.winner == highest.flatMap { totals.firstIndex(of: $0) }, "seed \(seed)")
      let row = Int.random(in: 0..<count, using: &random)
      totals[row] = anyTotal()
      tree[row] = totals[row]
    }
    #expect(tree.totals(of: Array(totals.indices)) == totals)
    totals.reverse()
    tree.fill(with: totals)
    #expect(totals.indices.allSatisfy { tree[$0] == totals[$0] })
  }

  @Test("without rows nobody wins")
  func withoutRows() {
    #expect(TotalsTree([]).winner == nil)
    #expect(TotalsTree([TotalsTree.out]).winner == nil)
  }
}
