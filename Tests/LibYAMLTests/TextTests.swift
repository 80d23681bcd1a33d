import LibYAML
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

  @Test("a text is appended as it is unless there is something in it that JSON escapes, wherever that stands")
  func plainTexts() {
    for count in 0..<20 {
      for place in 0..<max(count, 1) {
        for byte in 0...UInt8.max {
          var bytes = [UInt8](repeating: 0x80 + UInt8(count), count: count)
          if count > 0 { bytes[place] = byte }
          let isPlain = count == 0 || byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
          var text: [UInt8] = [1]
          text.append(addingCapacity: count) { output in #expect(output.appendPlain(bytes.span) == isPlain) }
          #expect(text == (isPlain ? [1] + bytes : [1]))
        }
      }
    }
  }

  @Test("the end of a line is found wherever it is")
  func lineBreaks() {
    for count in 0..<40 {
      for place in 0...count {
        for byte in [0x0A, 0x0D] as [UInt8] {
          var bytes = [UInt8](repeating: 0x0B, count: count)
          if place < count { bytes[place] = byte }
          for start in 0...place { #expect(ByteSearch.lineBreak(in: bytes.span, from: start) == place) }
          #expect(ByteSearch.lineBreak(in: bytes.span, from: place + 1) == max(count, 0))
        }
      }
    }
  }
}
