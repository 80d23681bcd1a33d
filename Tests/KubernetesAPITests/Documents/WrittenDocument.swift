import KubernetesAPI
import SeededRandom

/// A random document, written in one of the many ways that YAML has, with the place of everything in it.
struct WrittenDocument {
  enum Style: CaseIterable { case json, flow, block }

  private(set) var value: JSONValue = nil
  private(set) var text = ""
  /// Where each field and item stands, as ``SourceNode/position(of:)`` tells it.
  private(set) var places: [(path: FieldPath, position: SourcePosition)] = []

  private let style: Style
  private let lineBreak: String
  private var position = SourcePosition(line: 1, column: 1)
  private var generator: SplitMix64
  /// Lists and objects that were given a name, with their places.
  private var anchors: [(name: String, value: JSONValue, position: SourcePosition)] = []

  init(style: Style, seed: UInt64) {
    self.style = style
    generator = SplitMix64(seed: seed)
    lineBreak = style == .json || seed % 4 > 0 ? "\n" : "\r\n"
    // What begins with neither bracket is read as YAML.
    let isObject = style == .json || generator.next() % 8 > 0
    value = isObject ? object(depth: 0) : randomValue(depth: 0)
    if style == .json { write(spaces) }
    if style == .block { writeBlock(value, FieldPath(), indent: 0) } else { writeFlow(value, FieldPath()) }
    // What is written in block style has ended its last line, in which a comment could be text.
    if style != .block || (value.items.isEmpty && value.members.isEmpty) { endLine() }
  }

  // MARK: Values

  private mutating func chance(_ numerator: UInt64, in denominator: UInt64) -> Bool {
    generator.next() % denominator < numerator
  }

  private static let texts = [
    "", "web", "nginx", "yes", "no", "~", "null", "1", "0x1F", "1.50", "100m", "64Gi", "-", "--", "---", "...", "a: b",
    "a #b", "#c", "<<", "&x", "*x", "!t", "%d", "@", "`", "'", "\"", "\\", "[", "]", "{", "}", ",", "?", ": ", " lead",
    "trail ", "ä", "日本語", "\u{1F600}", "e\u{301}", "line\nbreak", "two\n\nlines\n", "tab\there", "\u{1}", "\u{85}",
    "\u{2028}", "\u{FEFF}x", "registry.example/app:1", "a-long-text-that-does-not-fit-into-fifteen-bytes", "12:30:45",
    "2024-01-01", ".inf", "true", "9223372036854775808", "a\u{0}b", "x: [1, {y: 2}]", "- item", "\n", "\r\n",
  ]

  private static let keys = [
    "name", "kind", "spec", "a", "b", "on", "null", "1", "true", "ä", "é", "e\u{301}", "key with blanks", "", "<<",
    "x/y.z", "topology.kubernetes.io/zone", "-", "#", "quote\"d", "it's", "n", "y", "0x10", "metadata", "labels", "c0",
    "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9",
  ]

  private mutating func object(depth: Int) -> JSONValue {
    let count = chance(1, in: 20) ? 30 : Int.random(in: 0...5, using: &generator)
    var members: JSONValue = [:]
    for _ in 0..<count {
      guard let key = Self.keys.randomElement(using: &generator), members[key].isNull else { continue }
      var value = randomValue(depth: depth + 1)
      if value.isNull { value = "not null, as assigning that would take the member away" }
      members[key] = value
    }
    return members
  }

  private mutating func randomValue(depth: Int) -> JSONValue {
    switch generator.next() % (depth < 4 ? 10 : 6) {
    case 0: return chance(1, in: 2) ? nil : .bool(chance(1, in: 2))
    case 1:
      let numbers: [Int64] = [0, 7, -1, 12, 1000, .max, .min, 999_999_999_999_999_999, -100_000_000_000_000_000]
      return .integer(numbers.randomElement(using: &generator) ?? 0)
    case 2:
      let literals = ["0.5", "-1.5", "1e-7", "1e+21", "18446744073709551615"]
      return .number(literals.randomElement(using: &generator) ?? "")
    case 3...5: return .string(Self.texts.randomElement(using: &generator) ?? "")
    case 6, 7: return .array((0..<generator.next() % 4).map { _ in randomValue(depth: depth + 1) })
    default: return object(depth: depth)
    }
  }

  // MARK: Writing

  private mutating func write(_ text: String) {
    self.text += text
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        position = SourcePosition(line: position.line + 1, column: 1)
      } else if scalar != "\r" {
        position.column += 1
      }
    }
  }

  private mutating func endLine() {
    if style != .json, chance(1, in: 6) { write(" # [comment") }
    write(lineBreak)
    if style != .json, chance(1, in: 10) { write("   # another: {" + lineBreak) }
  }

  /// Blanks where JSON may have any.
  private var spaces: String {
    mutating get {
      style == .json ? ["", "", " ", "\t", "\n  ", "\r\n", "  "].randomElement(using: &generator) ?? "" : ""
    }
  }

  private mutating func note(_ path: FieldPath, at position: SourcePosition? = nil) {
    places.append((path, position ?? self.position))
  }

  /// A value inside brackets, or on the rest of a line.
  private mutating func writeFlow(_ value: JSONValue, _ path: FieldPath) {
    switch value {
    case .array(let items):
      write("[" + spaces)
      for (index, item) in items.enumerated() {
        if index > 0 { write("," + (style == .json ? spaces : " ")) }
        note(path.index(index))
        writeFlow(item, path.index(index))
        write(spaces)
      }
      write("]")
    case .object(let members):
      write("{" + spaces)
      for (index, member) in members.enumerated() {
        if index > 0 { write("," + (style == .json ? spaces : " ")) }
        note(path.field(member.key))
        writeScalar(.string(member.key))
        write(spaces + ":" + (style == .json ? spaces : " "))
        writeFlow(member.value, path.field(member.key))
        write(spaces)
      }
      write("}")
    default: writeScalar(value)
    }
  }

  private mutating func writeBlock(_ value: JSONValue, _ path: FieldPath, indent: Int) {
    switch value {
    case .array(let items) where !items.isEmpty:
      for (index, item) in items.enumerated() {
        if index > 0 { write(String(repeating: " ", count: indent)) }
        write("- ")
        writeItem(item, path.index(index), indent: indent + 2)
      }
    case .object(let members) where !members.isEmpty:
      for (index, member) in members.enumerated() {
        if index > 0 { write(String(repeating: " ", count: indent)) }
        note(path.field(member.key))
        writeScalar(.string(member.key))
        write(":")
        writeMember(member.value, path.field(member.key), indent: indent)
      }
    default:
      writeFlow(value, path)
      if indent > 0 { endLine() }
    }
  }

  private mutating func writeItem(_ value: JSONValue, _ path: FieldPath, indent: Int) {
    if let anchor = anchors.first(where: { $0.value == value }) {
      note(path, at: anchor.position)
      write("*\(anchor.name) ")
      endLine()
      return
    }
    note(path)
    if chance(1, in: 4), writesAnchored(value, path) { return }
    writeBlock(value, path, indent: indent)
  }

  private mutating func writeMember(_ value: JSONValue, _ path: FieldPath, indent: Int) {
    if case .string(let text) = value, chance(1, in: 2), writesLiteral(text, indent: indent) { return }
    switch value {
    case .array(let items) where !items.isEmpty && !chance(1, in: 4):
      // As kubectl prints them, lists need not be indented.
      let inner = indent + (chance(1, in: 2) ? 0 : 2)
      endLine()
      write(String(repeating: " ", count: inner))
      writeBlock(value, path, indent: inner)
    case .object(let members) where !members.isEmpty && !chance(1, in: 4):
      let inner = indent + Int.random(in: 1...4, using: &generator)
      endLine()
      write(String(repeating: " ", count: inner))
      writeBlock(value, path, indent: inner)
    default:
      write(" ")
      if chance(1, in: 6), writesAnchored(value, path) { return }
      writeFlow(value, path)
      endLine()
    }
  }

  /// Names a scalar, or an empty list or map, so that it can be repeated.
  private mutating func writesAnchored(_ value: JSONValue, _ path: FieldPath) -> Bool {
    guard value.items.isEmpty, value.members.isEmpty else { return false }
    let name = "n\(anchors.count)"
    anchors.append((name, value, position))
    write("&\(name) ")
    writeFlow(value, path)
    endLine()
    return true
  }

  private mutating func writesLiteral(_ text: String, indent: Int) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isPlainText = text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) }
    guard isPlainText, let first = lines.first, !first.isEmpty, first.first != " ", !text.hasSuffix("\n\n") else {
      return false
    }
    write(text.hasSuffix("\n") ? " |" : " |-")
    write(lineBreak)
    for line in text.hasSuffix("\n") ? lines.dropLast() : lines {
      write(line.isEmpty ? lineBreak : String(repeating: " ", count: indent + 3) + line + lineBreak)
    }
    return true
  }

  private mutating func writeScalar(_ value: JSONValue) {
    guard style != .json, case .string(let text) = value else { return write(value.json) }
    let isPlain =
      text.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true && text.utf8.count > 5
      && text.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789./-".utf8.contains($0) }
    if isPlain, chance(3, in: 4) { return write(text) }
    let isPrintable = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    if isPrintable, chance(1, in: 2) { return write("'\(text.replacing("'", with: "''"))'") }
    write(escaped(text))
  }

  /// A text in double quotes. JSON's escapes are YAML's too, but what YAML takes for a line break has to be escaped.
  private func escaped(_ text: String) -> String {
    JSONValue.string(text).json.replacing("\u{85}", with: "\\N").replacing("\u{2028}", with: "\\L")
      .replacing("\u{FEFF}", with: "\\uFEFF")
  }
}
