import Bytes

/// Lists and maps in brackets: `[a, b]` and `{key: a, other: "b"}`.
extension BlockReader {
  /// What stands in the brackets that begin here and end in the same line.
  mutating func brackets(depth: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    try enter(depth: depth, in: &builder)
    if bytes[index] == UInt8(ascii: "[") {
      let list = builder.beginList(at: position)
      var isFirst = true
      while try hasMore(before: UInt8(ascii: "]"), isFirst: isFirst) {
        builder.addItem(try part(depth: depth + 1, into: &builder))
        isFirst = false
      }
      return builder.end(list)
    }
    var object = builder.beginObject(at: position)
    var isFirst = true
    while try hasMore(before: UInt8(ascii: "}"), isFirst: isFirst) {
      let entry = builder.begin(at: position)
      let key = try key(into: &builder)
      skipBlanks()
      builder.add(try part(depth: depth + 1, into: &builder), key, entry: entry, to: &object)
      isFirst = false
    }
    return builder.end(object)
  }

  private mutating func skipBlanks() {
    while byte(index) == 0x20 { index += 1 }
  }

  /// Goes past an opening bracket, a comma, or the closing bracket.
  private mutating func hasMore(before bracket: UInt8, isFirst: Bool) throws(Unusual) -> Bool {
    if isFirst { index += 1 }
    skipBlanks()
    if byte(index) == bracket {
      index += 1
      return false
    }
    if isFirst { return true }
    guard byte(index) == UInt8(ascii: ",") else { throw Unusual() }
    index += 1
    skipBlanks()
    return true
  }

  private mutating func part(depth: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    switch byte(index) {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let start = index
      let value = try quoted(into: &builder)
      // Columns are counted in characters.
      if bytes[start..<index].contains(where: { $0 >= 0x80 }) { throw Unusual() }
      return value
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try brackets(depth: depth, into: &builder)
    default:
      let start = index
      index = try endOfWords()
      return try plain(from: start, into: &builder)
    }
  }

  /// Where the words that begin here end. They may have colons in them, as in `nginx:1.27`.
  private func endOfWords() throws(Unusual) -> Int {
    var lastEnd = endOfWord(from: index)
    if lastEnd == index { throw Unusual() }
    while true {
      var next = lastEnd
      while byte(next) == 0x20 { next += 1 }
      if next == lastEnd, byte(next) == UInt8(ascii: ":") { next += 1 }
      let end = endOfWord(from: next)
      if end == next {
        // A colon that no word follows is a key's.
        if byte(lastEnd) == UInt8(ascii: ":") { throw Unusual() }
        return lastEnd
      }
      lastEnd = end
    }
  }
}
