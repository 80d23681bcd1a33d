import Bytes

/// Builds a document of plain block YAML, as people and programs write nearly all manifests: maps and lists in lines that
/// begin with blanks, with scalars and brackets that end in their lines.
///
/// libyaml reads the same much more slowly, as it has to be ready for everything. What this reader is not ready for, and
/// every mistake, is left to libyaml: anchors, aliases, tags, escapes, quotes of several lines, tabs and whatever else is
/// not known here.
struct BlockReader {
  /// There is something that libyaml has to read.
  struct Unusual: Error {}

  /// YAML lets no key be much longer (6.1, implicit keys).
  private let longestKey = 1000

  let bytes: [UInt8]
  let end: Int
  let depthLimit: Int
  /// The next byte; after ``nextLine()`` the first one of a line that is neither blank nor a comment.
  var index: Int
  var lineStart: Int
  var line: Int
  /// How far the line, or what stands after a list's dash, is indented; -1 at the end of the text.
  var indent = 0
  /// How many lists and maps have been around each other since this was last set.
  var deepest = 0

  init(_ bytes: [UInt8], _ chunk: DocumentChunk, limits: DocumentLimits) {
    self.bytes = bytes
    end = min(chunk.range.upperBound, bytes.count)
    depthLimit = limits.depth
    index = chunk.range.lowerBound
    lineStart = index
    line = chunk.firstLine
  }

  mutating func readDocument(into builder: inout TreeBuilder) throws(Unusual) {
    try findContent()
    let entry = builder.entries.count
    guard isAtDash || isAtKey else { throw Unusual() }
    let value = try collection(depth: 0, into: &builder)
    if indent >= 0 { throw Unusual() }
    builder.addDocument(value, entry: entry)
  }

  // MARK: Lists and maps

  private var isAtDash: Bool {
    guard byte(index) == UInt8(ascii: "-") else { return false }
    let next = byte(index + 1)
    return next == 0x20 || next == 0x0A
  }

  /// Whether a key begins here, of the characters that keys of manifests have.
  private var isAtKey: Bool {
    let end = endOfWord(from: index)
    guard end > index, byte(end) == UInt8(ascii: ":") else { return false }
    let next = byte(end + 1)
    return next == 0x20 || next == 0x0A
  }

  /// Where letters, digits and what else means nothing to YAML anywhere in a word end.
  func endOfWord(from start: Int) -> Int {
    var index = start
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
        UInt8(ascii: ".")...UInt8(ascii: "9"):
        index += 1
      case UInt8(ascii: "-"):
        if index == start { return index }
        index += 1
      default: return index
      }
    }
    return index
  }

  private mutating func collection(
    depth: Int, into builder: inout TreeBuilder
  ) throws(Unusual) -> JSONValue {
    try enter(depth: depth, in: &builder)
    return isAtDash ? try list(depth: depth, into: &builder) : try map(depth: depth, into: &builder)
  }

  /// Counts a list or map.
  mutating func enter(depth: Int, in builder: inout TreeBuilder) throws(Unusual) {
    guard depth < depthLimit, builder.budget.visit(1) else { throw Unusual() }
    deepest = max(deepest, depth + 1)
  }

  private mutating func list(depth: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    let column = indent
    let list = builder.beginList(at: position)
    repeat {
      index += 1
      builder.addItem(try value(below: column, canBeCollection: true, depth: depth + 1, into: &builder))
    } while indent == column && isAtDash
    if indent > column { throw Unusual() }
    return builder.end(list)
  }

  private mutating func map(depth: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    let column = indent
    let isDocument = depth == 0 && column == 0
    var object = builder.beginObject(at: position)
    var number = 0
    repeat {
      let start = index
      let entry = builder.begin(at: position)
      let key = try key(into: &builder)
      let value =
        isDocument
        ? try member(from: start, number: number, into: &builder)
        : try value(below: column, canBeCollection: false, depth: depth + 1, into: &builder)
      builder.add(value, key, entry: entry, to: &object)
      number += 1
    } while indent == column
    if indent > column { throw Unusual() }
    return builder.end(object)
  }

  /// The key here and its colon, which a blank or the end of the line has to follow.
  mutating func key(into builder: inout TreeBuilder) throws(Unusual) -> KeyTable.Key {
    let end = endOfWord(from: index)
    let next = byte(end + 1)
    guard end > index, end - index <= longestKey, byte(end) == UInt8(ascii: ":"), next == 0x20 || next == 0x0A,
      let key = builder.plainKey(bytes, index..<end)
    else { throw Unusual() }
    index = end + 1
    return key
  }

  // MARK: Values

  /// The value of a document's member whose key begins in the first column.
  mutating func memberValue(into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    try value(below: 0, canBeCollection: false, depth: 1, into: &builder)
  }

  /// The value that follows a key's colon or a list's dash, in its line or in the next ones.
  ///
  /// - Parameters:
  ///   - column: How far the list or map that it is in is indented.
  ///   - canBeCollection: Whether a list or map may begin in the same line.
  private mutating func value(
    below column: Int, canBeCollection: Bool, depth: Int, into builder: inout TreeBuilder
  ) throws(Unusual) -> JSONValue {
    let position = position
    if try isLineDone() {
      try nextLine()
      let isNested = indent > column || (indent == column && !canBeCollection && isAtDash)
      if !isNested {
        guard builder.budget.visit(1) else { throw Unusual() }
        builder.begin(at: position)
        return .null
      }
      if isAtDash || isAtKey { return try collection(depth: depth, into: &builder) }
    } else if byte(index) == UInt8(ascii: "|") {
      return try literal(below: column, into: &builder)
    } else if canBeCollection, isAtDash || isAtKey {
      indent = index - lineStart
      return try collection(depth: depth, into: &builder)
    }
    let value = try inlineValue(depth: depth, into: &builder)
    guard try isLineDone() else { throw Unusual() }
    try nextLine()
    // The next line would go on with the value.
    if indent > column { throw Unusual() }
    return value
  }

  private mutating func inlineValue(
    depth: Int, into builder: inout TreeBuilder
  ) throws(Unusual) -> JSONValue {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return try quoted(into: &builder)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try brackets(depth: depth, into: &builder)
    default:
      let start = index
      index = try endOfPlain()
      return try plain(from: start, into: &builder)
    }
  }

  /// Where the plain scalar here ends, which goes to the end of its line or to a comment.
  private func endOfPlain() throws(Unusual) -> Int {
    switch bytes[index] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: ".")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "~"),
      UInt8(ascii: "$"), UInt8(ascii: "("), 0x80...0xFF:
      break
    case UInt8(ascii: "-"): if isAtDash { throw Unusual() }
    default: throw Unusual()
    }
    var index = index
    var lastEnd = index
    while true {
      let byte = byte(index)
      if byte == 0x0A { return lastEnd }
      if byte == 0x20 {
        index += 1
        if self.byte(index) == UInt8(ascii: "#") { return lastEnd }
        continue
      }
      if byte == UInt8(ascii: ":") {
        let next = self.byte(index + 1)
        if next == 0x20 || next == 0x0A { throw Unusual() }
      }
      index = try character(after: index)
      lastEnd = index
    }
  }

  /// The value of a plain scalar that ends at the index.
  mutating func plain(from start: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    guard builder.budget.visit(index - start) else { throw Unusual() }
    builder.begin(at: SourcePosition(line: line, column: start - lineStart + 1))
    guard let value = builder.plainScalar(bytes, start..<index) else { throw Unusual() }
    return value
  }

  /// A text in quotes that has neither escapes nor an end of a line in it.
  mutating func quoted(into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    let quote = bytes[index]
    let position = position
    let start = index + 1
    index = start
    while byte(index) != quote {
      if byte(index) == 0x0A || byte(index) == UInt8(ascii: "\\") { throw Unusual() }
      index = try character(after: index)
    }
    let range = start..<index
    index += 1
    guard byte(index) != quote, builder.budget.visit(max(range.count, 1)) else { throw Unusual() }
    builder.begin(at: position)
    return .string(builder.texts.text(bytes.span.extracting(range)))
  }
}
