import Bytes
import SeededRandom
import Testing

@Suite("Texts that were met before are known again")
struct TextTests {
  /// Few lengths and letters, so that many come again.
  private func randomText(using generator: inout SplitMix64) -> String {
    let letters = ["a", "b", "ä", "e\u{301}", "é", "-"]
    return (0..<[0, 1, 7, 8, 9, 15, 16, 17, 63, 64, 65, 127, 128, 129].randomElement(using: &generator)!)
      .map { index in index % 5 == 0 ? letters.randomElement(using: &generator)! : "x" }.joined()
  }

  @Test("a text is what its bytes say, however many others there were")
  func texts() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SplitMix64(seed: seed)
    var cache = TextCache()
    for _ in 0..<50_000 {
      let text = randomText(using: &generator)
      let bytes = Array(text.utf8)
      #expect(Array(cache.text(bytes.span).utf8) == bytes)
    }
  }

  @Test("keys are equal when their texts are")
  func keys() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SplitMix64(seed: seed)
    var table = KeyTable()
    var last = table.key(unshared: "")
    for round in 0..<50_000 {
      let text = round % 3 == 0 ? "k\(Int.random(in: 0..<20_000, using: &generator))" : randomText(using: &generator)
      let bytes = Array(text.utf8)
      let key = table.key(bytes.span)
      #expect(Array(table.text(of: key).utf8) == bytes)
      #expect(table.isEqual(key, last) == (table.text(of: key) == table.text(of: last)))
      let again = table.key(bytes.span)
      #expect(table.isEqual(again, key))
      last = key
    }
  }

  @Test("bytes that are no UTF-8 are repaired")
  func invalid() {
    let bytes: [UInt8] = [0x61, 0xFF]
    var cache = TextCache()
    var table = KeyTable()
    #expect(cache.text(bytes.span) == "a\u{FFFD}")
    let key = table.key(bytes.span)
    #expect(table.text(of: key) == "a\u{FFFD}")
  }
}
