import Playground
import SeededRandom
import Testing

@Suite("Runs that are remembered")
struct RunCacheTests {
  /// A run that costs little more than 1,000.
  private let run: ScenarioRun

  init() throws {
    let text = "apiVersion: v1\nkind: Node\nmetadata: {name: node-1}\n"
    run = try ScenarioRun(ScenarioReader().read(text))
  }

  @Test func theOneThatWasNotUsedForTheLongestTimeGoes() {
    let cache = RunCache(capacity: 2_500)
    cache.keep(run, as: "a")
    cache.keep(run, as: "b")
    _ = cache.run("a")
    cache.keep(run, as: "c")
    #expect(cache.run("a") != nil)
    #expect(cache.run("b") == nil)
    #expect(cache.run("c") != nil)
  }

  @Test func theNewestOneStaysHoweverLargeItIs() {
    let cache = RunCache(capacity: 1)
    for id in ["a", "b"] { cache.keep(run, as: id) }
    #expect(cache.run("a") == nil)
    #expect(cache.run("b") != nil)
  }

  @Test func keepingARunAgainTakesNoMoreRoom() {
    let cache = RunCache(capacity: 2_500)
    cache.keep(run, as: "a")
    for _ in 1...10 { cache.keep(run, as: "b") }
    #expect(cache.run("a") != nil)
    #expect(cache.run("b") != nil)
  }

  @Test func anyUsesLeaveWhatAListInOrderOfUseWouldLeave() {
    for seed in UInt64(1)...20 {
      var random = SplitMix64(seed: seed)
      let room = Int.random(in: 1...8, using: &random)
      let cache = RunCache(capacity: room * 1_100)
      var list: [String] = []
      for _ in 1...400 {
        let id = "\(Int.random(in: 1...12, using: &random))"
        if Bool.random(using: &random) {
          cache.keep(run, as: id)
          list.removeAll { $0 == id }
          list.append(id)
          if list.count > room { list.removeFirst() }
        } else {
          #expect((cache.run(id) != nil) == list.contains(id), "seed \(seed)")
          if list.contains(id) {
            list.removeAll { $0 == id }
            list.append(id)
          }
        }
      }
    }
  }
}
