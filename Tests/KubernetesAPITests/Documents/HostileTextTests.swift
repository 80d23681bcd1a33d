import Foundation
import KubernetesAPI
import SeededRandom
import Testing

@Suite("A hostile text is refused, neither crashing nor hanging the reader")
struct HostileTextTests {
  private func errors(_ text: String) -> [SourceError] { DocumentReader().read(text).errors }

  @Test("an alias bomb")
  func aliasBomb() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(
      errors(text).map(\.message) == [
        "document contains excessive aliasing: more than 10 times the size of the text"
      ])
  }

  @Test(
    "an alias bomb as a key", arguments: ["? *a8\n: x\n", "*a8 : x\n", "{*a8 : x}\n", "[*a8]: x\n", "a: [*a8 : 1]\n"])
  func aliasBombAsKey(key: String) {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...8 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(!errors(text + key).isEmpty)
  }

  @Test("aliases that expand the text a little are fine")
  func someAliases() {
    let labels = "base: &labels {app: web, tier: frontend}\n"
    let text = labels + (0..<10).map { "l\($0): *labels\n" }.joined()
    #expect(errors(text) == [])
  }

  @Test("hundreds of thousands of directives")
  func directives() {
    let text = (0..<300_000).map { "%TAG !a\($0)! b\n" }.joined() + "---\na: 1\n"
    #expect(errors("b: 1\n...\n" + text).map(\.description) == ["-:1:1: yaml: a document has more than 100 directives"])
  }

  @Test("merged bombs count too")
  func mergeBomb() {
    var text = "a0: &a0 {x: [y, y, y, y, y, y, y, y, y, y, y, y, y, y, y, y, y]}\n"
    for level in 1...12 {
      text += "a\(level): &a\(level) {p: {<<: *a\(level - 1)}, q: {<<: *a\(level - 1)}, r: {<<: *a\(level - 1)}}\n"
    }
    #expect(errors(text).count == 1)
  }

  @Test(
    "nesting",
    arguments: [
      String(repeating: "[", count: 10_000), String(repeating: "{a: ", count: 10_000),
      String(repeating: "{\"a\":", count: 10_000), String(repeating: "- ", count: 10_000),
      "a: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
      String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      String(repeating: "? ", count: 10_000),
    ])
  func nesting(text: String) {
    let errors = errors(text)
    #expect(errors.count == 1)
    #expect(
      errors.allSatisfy {
        $0.message.contains("deep") || $0.message.contains("depth") || $0.message.hasPrefix("invalid character")
      })
  }

  @Test("nesting of 64 levels is read")
  func nestingWithinTheLimit() {
    let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(errors(text) == [])
    #expect(errors("a: " + text.dropFirst().dropLast()) == [])
  }

  @Test("deep nesting overflows no small stack", arguments: ["[", "{a: ", "- ", "? ", "- [", "a:\n"])
  func smallStack(opening: String) async {
    let counts = await withCheckedContinuation { continuation in
      let thread = Thread {
        var texts = [80, 120, 240, 500, 990].map { "a:\n  " + String(repeating: opening, count: $0) }
        // A staircase: each line begins where the one before it ended.
        let dashes = String(repeating: "- ", count: 40)
        if opening == "a:\n" {
          texts = (2...6).map { steps in
            (0..<steps).map { String(repeating: " ", count: 80 * $0) + dashes + "\n" }.joined()
              + String(repeating: " ", count: 80 * steps) + "x\n"
          }
        }
        continuation.resume(returning: texts.map { DocumentReader().read($0).errors.count })
      }
      thread.stackSize = 512 * 1024
      thread.start()
    }
    #expect(counts == [1, 1, 1, 1, 1])
  }

  @Test(
    "long lines and long texts are not taken for nesting",
    arguments: [
      "a: {" + (0..<2000).map { "k\($0): [1, {b: c}]" }.joined(separator: ", ") + "}\n",
      "a: " + String(repeating: "x - y ? z: ", count: 500).replacing(": ", with: " ") + "\n",
      String(repeating: "- a:\n    - b:\n        c: [1]\n  d: 1\n", count: 500),
      "a: |\n" + (0..<300).map { String(repeating: " ", count: 2 + $0 % 40) + "- [x]\n" }.joined(),
      "# " + String(repeating: "- ", count: 500) + "\n" + String(repeating: "-", count: 500) + "\n",
    ])
  func noNesting(text: String) {
    #expect(errors(text) == [])
  }

  @Test("a limit can be set")
  func otherLimits() {
    let reader = DocumentReader(limits: DocumentLimits(depth: 2, aliasExpansion: 1))
    #expect(reader.read("a: {b: 1}").errors.isEmpty)
    #expect(
      reader.read("a: {b: {c: 1}}").errors.map(\.description) == [
        "-:1:8: lists and objects are nested more than 2 levels deep"
      ])
  }

  @Test("a line of a megabyte, its message short")
  func longLine() {
    let line = String(repeating: "x", count: 1_000_000)
    #expect(errors("a: \(line)\n") == [])
    #expect(errors("a: {\"\(line)\": 1}\n").allSatisfy { $0.message.count <= 300 })
    #expect(errors("\(line): 1\n\(line): 2\n").allSatisfy { $0.message.count <= 300 })
    #expect(errors("a: 1\n\(line)\n").allSatisfy { $0.message.count <= 300 })
    #expect(errors("a: !!int \(line)\n").allSatisfy { $0.message.count <= 300 })
  }

  @Test(
    "bytes that are no UTF-8",
    arguments: [
      ([0xFF], "1:1"), (Array("a: ä\nb: ".utf8) + [0xC3], "2:4"), (Array("a".utf8) + [0xED, 0xA0, 0x80], "1:2"),
      (Array("ä".utf8) + [0x80], "1:2"),
    ] as [([UInt8], String)])
  func invalidUTF8(bytes: [UInt8], place: String) {
    let errors = DocumentReader().read(bytes).errors
    #expect(errors.map { "\($0.position.line):\($0.position.column)" } == [place])
    #expect(errors.allSatisfy { $0.message.hasPrefix("the text is not UTF-8") })
  }

  @Test("random bytes and random cuts")
  func random() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SplitMix64(seed: seed)
    let pieces = [
      "a", ": ", "\n", "- ", "[", "]", "{", "}", "&x ", "*x", "? ", "\"", "'", "|\n", ">\n", "---\n", "...\n", "%", "#",
      "\t",
      "  ", ",", "\\", "<<: ", "!!int ", "\u{0}", "ä", "\r\n", "\u{2028}", "\u{FEFF}", "1e3", "0x", "\\u12", "@", "`",
    ]
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0..<24, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }
      let result = DocumentReader().read(text.joined())
      #expect(result.errors.allSatisfy { $0.position.line >= 1 && $0.position.column >= 1 && $0.message.count <= 300 })
      var bytes = Array(text.joined().utf8)
      if !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = DocumentReader().read(bytes)
    }
  }
}
