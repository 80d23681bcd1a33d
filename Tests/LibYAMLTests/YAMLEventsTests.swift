import Bytes
import LibYAML
import SeededRandom
import Testing

@Suite("YAML comes as libyaml's events")
struct YAMLEventsTests {
  /// The events of a text, one a line: kind, place, and what a scalar or an alias says.
  private func events(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    var events = YAMLEvents(bytes, in: bytes.indices)
    var texts = TextCache()
    var lines: [String] = []
    while true {
      let kind = try events.next()
      var line = "\(kind) \(events.line):\(events.column)"
      if kind == .scalar { line += " \(events.isPlain ? "plain" : "quoted") \(events.text(in: &texts))" }
      if let anchor = events.anchor { line += kind == .alias ? " *\(anchor)" : " &\(anchor)" }
      if let tag = events.tag { line += " \(tag)" }
      lines.append(line)
      if kind == .streamEnd { return lines }
    }
  }

  @Test("all kinds of events, with their places in characters")
  func kinds() throws {
    let text = "ä: &x 1\nb: [*x, 'y',\n  !!str 2]\n---\n|\n  z\n"
    #expect(
      try events(text) == [
        "streamStart 0:0", "documentStart 0:0", "mappingStart 0:0", "scalar 0:0 plain ä", "scalar 0:3 plain 1 &x",
        "scalar 1:0 plain b", "sequenceStart 1:3", "alias 1:4 *x", "scalar 1:8 quoted y",
        "scalar 2:2 plain 2 tag:yaml.org,2002:str", "sequenceEnd 2:9", "mappingEnd 3:0", "documentEnd 3:0",
        "documentStart 3:0", "scalar 4:0 quoted z\n", "documentEnd 6:0", "streamEnd 6:0",
      ])
  }

  @Test("only the asked part of the bytes is read")
  func part() throws {
    let bytes = Array("{a: 1}".utf8)
    var events = YAMLEvents(bytes, in: 1..<5)
    var kinds: [YAMLEvents.Kind] = []
    repeat { kinds.append(try events.next()) } while kinds.last != .streamEnd
    #expect(
      kinds == [
        .streamStart, .documentStart, .mappingStart, .scalar, .scalar, .mappingEnd, .documentEnd, .streamEnd,
      ])
  }

  @Test("a text that is no YAML ends the events with an error that has a place")
  func mistake() throws {
    let cases: [(text: String, error: String, place: YAMLSyntaxError.Place)] = [
      ("a: 1\n b: 2\n", "mapping values are not allowed in this context", .mark(line: 1, column: 2)),
      ("a: [1\n", "did not find expected ',' or ']'", .mark(line: 1, column: 0)),
      ("ä: \u{7}\n", "control characters are not allowed", .byte(4)),
    ]
    for (text, message, place) in cases {
      let bytes = Array(text.utf8)
      var events = YAMLEvents(bytes, in: bytes.indices)
      let error = try #require(throws: YAMLSyntaxError.self) { while try events.next() != .streamEnd {} }
      #expect(error.problem == message)
      #expect(error.place == place)
      #expect(try events.next() == .streamEnd)
    }
  }

  @Test("after the end there are no more events")
  func end() throws {
    var events = YAMLEvents([], in: 0..<0)
    #expect(try [events.next(), events.next(), events.next()] == [.streamStart, .streamEnd, .streamEnd])
  }

  @Test("as many events as libyaml counts, whatever the bytes")
  func hostileBytes() {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SplitMix64(seed: seed)
    let alphabet = Array("ab:-?[]{},&*!|>'\"%#@ \n\t\\.0~".utf8) + [0x00, 0x7F, 0xC3, 0xA4, 0xE2, 0x80, 0xA8, 0xFF]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        alphabet.randomElement(using: &generator) ?? 0
      }
      var events = YAMLEvents(bytes, in: bytes.indices)
      var count: Int? = 1
      do {
        while try events.next() != .streamEnd { count = count.map { $0 + 1 } }
      } catch {
        count = nil
      }
      // The bare parser looks for a byte order mark, which is no part of the alphabet.
      #expect(count == YAMLEvents.count(in: bytes), "\(bytes)")
    }
  }
}
