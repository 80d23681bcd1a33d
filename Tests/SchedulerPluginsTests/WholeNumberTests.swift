import SeededRandom
import Testing

@testable import SchedulerPlugins

@Suite("WholeNumber")
struct WholeNumberTests {
  @Test("shares are those of whole-number division, up to the limit", arguments: 1...20 as ClosedRange<UInt64>)
  func shares(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<5_000 {
      let offered = Int64.random(in: 1..<WholeNumber.limit >> Int64.random(in: 0...40, using: &random), using: &random)
      let counted = Bool.random(using: &random) ? Int64.random(in: 0...offered, using: &random) : offered / 100 * 33
      let share = WholeNumber.floor(WholeNumber.double(counted) * 100 / WholeNumber.double(offered))
      #expect(WholeNumber.integer(share) == counted * 100 / offered, "\(counted) of \(offered), seed \(seed)")
    }
  }

  @Test("numbers go there and back", arguments: [0, 1, 99, 1 << 32, WholeNumber.limit, WholeNumber.limit * 100])
  func roundTrip(number: Int64) { #expect(WholeNumber.integer(WholeNumber.double(number)) == number) }
}
