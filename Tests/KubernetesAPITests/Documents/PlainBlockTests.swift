import Foundation
import KubernetesAPI
import SeededRandom
import Testing

/// Plain block YAML has a reader of its own, which remembers documents and members of them that came twice. A line of `...` leaves a
/// document to libyaml, and changes nothing else.
@Suite("Plain block YAML is what libyaml reads")
struct PlainBlockTests {
  private static func newSeed() -> UInt64 {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    return seed
  }

  /// Every value of a document with its place, and every key with its.
  private static func places(in node: SourceNode, at path: String = "") -> [String] {
    let place = "\(node.position.line):\(node.position.column) \(path)"
    switch node.content {
    case .scalar(let value): return ["\(place) = \(value.json)"]
    case .array(let items):
      return [place + "[]"] + items.enumerated().flatMap { places(in: $1, at: "\(path)[\($0)]") }
    case .object(let members):
      return [place + "{}"]
        + members.flatMap { member in
          let key = member.keyPosition
          return ["\(key.line):\(key.column) \(member.key):"]
            + places(in: member.value, at: "\(path).\(member.key)")
        }
    }
  }

  private func expectEqual(_ text: String) {
    var cut = text[...]
    while cut.last == "\n" { cut.removeLast() }
    if !cut.hasPrefix("...") { expectEqualValues(cut) }
    let text = text.hasSuffix("\n") ? text : text + "\n"
    let whole = DocumentReader().read(text + "...\n")
    // Once it is new, once it is known to have come, and once it is remembered.
    for _ in 0..<3 {
      let own = DocumentReader().read(text)
      #expect(own.errors.isEmpty == whole.errors.isEmpty, "\(text)")
      guard own.errors.isEmpty, whole.errors.isEmpty else { return }
      #expect(own.nodes.map(\.value) == whole.nodes.map(\.value), "\(text)")
      #expect(
        own.nodes.flatMap { Self.places(in: $0) } == whole.nodes.flatMap { Self.places(in: $0) },
        "\(text)")
    }
  }

  @Test(
    "with everything that plain YAML has, and what is close to it",
    arguments: [
      "a: 1", "a:\n", "a: \nb:\n", "a: # c\n  b: 1 # d\n", "a:\n- x\n- y\nb: 2\n",
      "a:\n  - x\n  -\n  - \n",
      "- a: 1\n  b: 2\n-   c: 3\n    d:\n    - 4\n- - 5\n  - 6\n-\n  e: 7\n",
      "a:\n  b:\n    c: d\n  e: f\n",
      "  a: 1\n  b: 2\n", "\n\n# c\n a:\n\n  # d\n  b: x y  z   # e\n\n",
      "a: [x, \"y\", 'z', [1, 2], {b: c}, []]\n",
      "a: {b: 1, c: {d: e}, f: nginx:1.27, g: x y, h: {}}\n",
      "a: '#'\nb: \"x: y\"\nc: x#y\nd: x:y\ne: -1\nf: --\n",
      "a: yes\nb: No\nc: ~\nd: 012\ne: 1e3\nf: 100m\ng: .5\nh: 0x1F\ni: 1_000\nj: 12:30\nk: +5\nl: n0\nm: null\n",
      "a: 123456789012345678\nb: 1234567890123456789\nc: 12345678901234567890\nd: 0\ne: 00\nf: -0\n",
      "name: 한글\nb: \"é\" # ü\n# — ’ “\nc: 日本 語\n", "y: 1\n", "on: 1\n", "1: 2\n",
      "node: 1\nname: 2\nnull: 3\n",
      "a: b\n  c\n", "a:\n  b\n  c\n", "a: b\n  # c\n", "a: b\n # c\n  d\n", "a: \"b\n  c\"\n",
      "a: 'it''s'\n",
      "a: \"\\n\"\n", "a: |\n  x\n", "a: |-\n  x\n   y\n\n    z  \n\nb: 1\n", "a: |+\n  x\n\n\n# c\nb: 1\n",
      "- |\n  x\n- |\n   y\n", "a: |", "a:\n  b: |  # c\n   x # y\n\n\n   'z'\n  c: 1\n", "a: |\n\n\n x\n",
      "a: |\n\n   \n x\n", "a: |\n  x\n \n     \n  y\n", "a: |\n  x\n y\n", "a: |\n  x\n # y\nb: z\n", "a: |\nx: 1\n",
      "a: |2\n   x\n", "a: |-2\n   x\n", "a: |\n", "a: |\n\n", "a: |#\n  x\n", "a: |\n  x\ty\n", "a: |\n  é — 한\n",
      "a: |\n  x\n   ", "a: |\n  x\n  ", "- |\n x\n- |+\n y\n\n", "a: |\n  - x\n - y\n", "a:\n- |\n x\n",
      "a:\n- |\n  x\nb: |\n x\n", "- a: |\n    x\n  b: |\n   y\n", "- a: |\n  x\n", "a: | x\n  y\n",
      "a: >-\n  x\n  y\n", "a: &x 1\nb: *x\n", "a: !!str 1\n",
      "? a\n: b\n",
      "a: [x,\n  y]\n", "a: {b: 1,}\n", "a: {b}\n", "a: [b: c]\n", "a: {\"b\":1}\n", "a: {b: }\n",
      "a: [,]\n",
      "a: [x y:z]\n", "a: [x-y, -1, - 2]\n", "a: [\"é\", x]\n", "a: 1\na: 2\n", "a: b: c\n",
      "a: b:\n", "a: - b\n",
      "a: -\n", "- a\nb: 1\n", "a: 1\n- b\n", "a:\n   b: 1\n  c: 2\n", "a: 1\n b: 2\n",
      "- a\n - b\n", "a: 'b' c\n",
      "a: \"b\"#c\n", "a:\tb\n", "a: b\tc\n", "a: b # c\td\n", "\ta: 1\n", "a: @b\n", "a: `b\n",
      "a: %b\n", "%a: b\n",
      "a b: c\n", "a : c\n", "a:b: c\n", "\"a\": b\n", "'a': b\n", "-a: b\n", "a:\r\n  b: c\r\n",
      "a: b\rc: d\n",
      "a: \u{85}b\n", "a: b\u{2028}c\n", "a: \u{FEFF}b\n", "a: \u{A0}b\n", "a: \u{7F}\n",
      "a: \u{1}\n", "a: \u{FFFE}\n",
      "a: <<\n", "<<: {a: 1}\n", "a: =\n", "a: ?b\n", "a: :b\n", "a: (b)\n", "a: $b\n", "a: b?\n",
      "a: .\n", "...\n",
      "a: ...\n", "a: ---\n", "--- a: 1\n", "---\na: 1\n---\nb:\n", "{a: b}\n", "a\n", "- \n",
      "-\n-\n", "- - \n",
      "a:\n- b\n- - c\n  - d: 1\n    e: 2\n- f:\n  - g\n  h: i\n", "a:\n  - b\n- c\n",
      "a:\n- b\n  - c\n", "- a:\n  - b\n- c\n",
      "a: \"\"\nb: ''\nc: \"'\"\nd: '\"'\n",
      "metadata: {name: x, labels: {app: web, on: x, y: z}}\n", "a: 1 #\nb: 2#\n#",
    ])
  func written(text: String) {
    expectEqual(text)
  }

  @Test("random documents", arguments: [WrittenDocument.Style.block, .flow])
  func random(style: WrittenDocument.Style) {
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<3000 { expectEqual(WrittenDocument(style: style, seed: generator.next()).text) }
  }

  /// Where a text ends in the midst of a line, nothing can follow, but a directive can come before.
  private func expectEqualValues(_ text: Substring) {
    let (own, whole) = (DocumentReader().read(String(text)), DocumentReader().read("%YAML 1.1\n---\n" + text))
    #expect(own.errors.isEmpty == whole.errors.isEmpty, "\(text)")
    if own.errors.isEmpty { #expect(own.nodes.map(\.value) == whole.nodes.map(\.value), "\(text)") }
  }

  /// The documents of the scenarios that ship with it.
  private static let documents: [String] = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../scenarios")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.sorted().flatMap { name in
      let text = try? String(contentsOf: root.appending(path: name), encoding: .utf8)
      return text?.components(separatedBy: "\n---\n") ?? []
    }
  }()

  @Test("scenarios that ship with it, and what becomes of them when anything is changed")
  func changed() {
    #expect(Self.documents.count > 100)
    for document in Self.documents { expectEqual(document) }
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<10_000 {
      var text = Self.documents.randomElement(using: &generator) ?? ""
      for _ in 0..<Int.random(in: 1...3, using: &generator) { Self.change(&text, &generator) }
      // What follows the end of a document may be none.
      if !text.contains("---"), !text.contains("...") { expectEqual(text) }
    }
  }

  @Test("documents that came before stand where they are written now")
  func moved() {
    var generator = SplitMix64(seed: Self.newSeed())
    for _ in 0..<1000 {
      var text = ""
      var values: [JSONValue] = []
      var places: [String] = []
      var isBroken = false
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        var document = Self.documents.randomElement(using: &generator) ?? ""
        if generator.next() % 3 == 0 { Self.change(&document, &generator) }
        // What follows the end of a document may be none.
        if document.contains("---") || document.contains("...") { continue }
        // What only some count as the end of a line.
        if document.unicodeScalars.contains(where: { "\r\u{2028}".unicodeScalars.contains($0) }) {
          continue
        }
        if generator.next() % 3 == 0 { document = "# at the top\n" + document }
        // As many lines as there are before it, none of which is a document.
        let lines = String(repeating: "# before\n", count: text.utf8.count { $0 == 0x0A })
        let alone = DocumentReader().read(lines + document + "\n...\n")
        isBroken = isBroken || !alone.errors.isEmpty
        values += alone.nodes.map(\.value)
        places += alone.nodes.flatMap { Self.places(in: $0) }
        text += document + "\n---\n"
      }
      let result = DocumentReader().read(text)
      #expect(result.errors.isEmpty == !isBroken, "\(text)")
      guard !isBroken else { continue }
      #expect(result.nodes.map(\.value) == values, "\(text)")
      #expect(result.nodes.flatMap { Self.places(in: $0) } == places, "\(text)")
    }
  }

  @Test("a member that came before is checked against the schema of the object that it is in now")
  func otherKind() {
    let spec =
      "spec:\n  nodeName: a-node-with-a-long-name\n  containers:\n  - {name: main, image: nginx}\n"
    func errors(_ version: String, _ kind: String) -> [String] {
      let text = "# \(kind)\napiVersion: \(version)\nkind: \(kind)\nmetadata:\n  name: x\n"
      return ManifestReader().read(text + spec).errors.map(\.description)
    }
    for _ in 0..<3 {
      #expect(errors("v1", "Pod") == [])
      #expect(
        errors("v1", "Service") == [
          #"-:7:3: Service "x": spec.nodeName: unknown field "spec.nodeName""#,
          #"-:8:3: Service "x": spec.containers: unknown field "spec.containers""#,
        ])
      #expect(errors("v1", "Pod") == [])
      #expect(errors("v1", "ConfigMap") == [#"-:6:1: ConfigMap "x": spec: unknown field "spec""#])
    }
  }

  @Test("a document that came before is where it is now, and so are its mistakes", arguments: 1...4)
  func movedDocument(count: Int) {
    let document =
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a-pod-that-comes-again-and-again\nspec:\n  nodeNmae: x\n"
    let text = Array(repeating: document, count: count).joined(separator: "---\n")
    expectEqual(text)
    #expect(ManifestReader().read(text).errors.map(\.position.line) == (0..<count).map { 6 + 7 * $0 })
  }

  @Test("a limit of depth holds for what was read under another one")
  func otherLimit() {
    let text =
      "metadata:\n  labels: {a: b}\n  other: a-text-that-makes-it-long-enough-to-be-remembered\n"
    for _ in 0..<3 {
      #expect(
        DocumentReader(limits: DocumentLimits(depth: 3)).read(text).errors.map(\.description) == [])
      #expect(
        DocumentReader(limits: DocumentLimits(depth: 2)).read(text).errors.map(\.description)
          == ["-:2:11: lists and objects are nested more than 2 levels deep"])
    }
  }

  private static let pieces = [
    " ", "  ", "\n", "#", " #", ": ", ":", "- ", "-", "\"", "'", "{", "}", "[", "]", ",", ", ",
    "&a ", "*a", "!", "|", ">",
    "?", "%", "@", "\t", "\r", "\\", "~", "é", "\u{2028}", "a", "0", ".", "\n  ", "\n- ", "\nb: ",
    "yes", "null", "...", "---",
  ]

  private static func change(_ text: inout String, _ generator: inout SplitMix64) {
    var lines = text.components(separatedBy: "\n")
    let index = Int.random(in: 0..<lines.count, using: &generator)
    switch generator.next() % 6 {
    case 0: lines[index] = " " + lines[index]
    case 1: if lines[index].hasPrefix(" ") { lines[index].removeFirst() }
    case 2: lines.remove(at: index)
    case 3: lines.insert(lines[index], at: Int.random(in: 0...lines.count, using: &generator))
    default:
      var characters = Array(lines[index])
      let place = Int.random(in: 0...characters.count, using: &generator)
      if place < characters.count, generator.next() % 2 == 0 { characters.remove(at: place) }
      if generator.next() % 4 > 0 {
        characters.insert(contentsOf: pieces.randomElement(using: &generator) ?? "", at: place)
      }
      lines[index] = String(characters)
    }
    text = lines.joined(separator: "\n")
  }
}
