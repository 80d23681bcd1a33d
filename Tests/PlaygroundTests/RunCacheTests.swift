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
    _ = cache.find("a")
    cache.keep(run, as: "c")
    #expect(cache.find("a") != nil)
    #expect(cache.find("b") == nil)
    #expect(cache.find("c") != nil)
  }

  @Test func theNewestOneStaysHoweverLargeItIs() {
    let cache = RunCache(capacity: 1)
    for id in ["a", "b"] { cache.keep(run, as: id) }
    #expect(cache.find("a") == nil)
    #expect(cache.find("b") != nil)
  }

  @Test func keepingARunAgainTakesNoMoreRoom() {
    let cache = RunCache(capacity: 2_500)
    cache.keep(run, as: "a")
    for _ in 1...10 { cache.keep(run, as: "b") }
    #expect(cache.find("a") != nil)
    #expect(cache.find("b") != nil)
  }

  @Test func aSourceTakesLittleRoomAndMakesWayForItsRun() {
    let cache = RunCache(capacity: 2_500)
    let source = RunSource(text: "kind: Node", configuration: .named("default"))
    cache.keep(run, as: "a")
    for number in 1...100 { cache.keep(source, as: "\(number)") }
    #expect(cache.find("a")?.run != nil)
    guard case .source(let kept) = cache.find("7") else {
      Issue.record("the source is gone")
      return
    }
    #expect(kept.id == source.id)
    cache.keep(run, as: "7")
    #expect(cache.find("7")?.run != nil)
  }

  @Test func aLongSourceTakesMoreRoom() {
    let cache = RunCache(capacity: 2_500)
    let source = RunSource(text: String(repeating: "#", count: 200_000), configuration: .named("default"))
    for id in ["a", "b"] { cache.keep(source, as: id) }
    #expect(cache.find("a") == nil)
    #expect(cache.find("b") != nil)
  }

  @Test func whatMakesARunNamesIt() {
    let sources = [
      RunSource(text: "a", configuration: .named("default")), RunSource(text: "b", configuration: .named("default")),
      RunSource(text: "a", configuration: .named("other")), RunSource(text: "a", configuration: .inline(.null)),
      RunSource(text: "a", configuration: .inline("default")),
    ]
    #expect(Set(sources.map(\.id)).count == sources.count)
    #expect(sources[0].id == RunSource(text: "a", configuration: .named("default")).id)
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
          #expect((cache.find(id) != nil) == list.contains(id), "seed \(seed)")
          if list.contains(id) {
            list.removeAll { $0 == id }
            list.append(id)
          }
        }
      }
    }
  }
}
