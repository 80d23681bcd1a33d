/// Lines and what ends them: blanks, comments and line feeds.
extension BlockReader {
  /// The byte at an index; a line feed at the end of the text.
  func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : 0x0A }

  var position: SourcePosition { SourcePosition(line: line, column: index - lineStart + 1) }

  /// Goes on to what stands in the next line that has any content, from the end of a line.
  mutating func nextLine() throws(Unusual) {
    if index < end { beginLine() }
    try findContent()
  }

  /// Goes past a line feed.
  mutating func beginLine() {
    index += 1
    line += 1
    lineStart = index
  }

  /// Goes on to the first content from the beginning of a line.
  mutating func findContent() throws(Unusual) {
    while index < end {
      while byte(index) == 0x20 { index += 1 }
      if byte(index) == UInt8(ascii: "#") { try skipComment() }
      if byte(index) != 0x0A {
        indent = index - lineStart
        return
      }
      if index < end { beginLine() }
    }
    indent = -1
  }

  /// Goes past lines that were read before, to where a line begins with content.
  mutating func skipLines(_ count: Int, to next: Int) {
    line += count
    lineStart = next
    index = next
    indent = next < end ? 0 : -1
  }

  private mutating func skipComment() throws(Unusual) {
    while byte(index) != 0x0A { index = try character(after: index) }
  }

  /// The index after a character, which has to be one that libyaml takes, and takes for no end of a line.
  func character(after index: Int) throws(Unusual) -> Int {
    let first = bytes[index]
    if first < 0x80 {
      if first < 0x20 || first == 0x7F { throw Unusual() }
      return index + 1
    }
    let (second, third) = (byte(index + 1), byte(index + 2))
    switch first {
    case 0xC2: if second < 0xA0 { throw Unusual() }
    case 0xE2: if second == 0x80, third == 0xA8 || third == 0xA9 { throw Unusual() }
    case 0xEF: if (second == 0xBB && third == 0xBF) || (second == 0xBF && third >= 0xBE) { throw Unusual() }
    default: break
    }
    return index + (first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4)
  }

  /// Whether nothing but a comment is left of a line.
  mutating func isLineDone() throws(Unusual) -> Bool {
    let start = index
    while byte(index) == 0x20 { index += 1 }
    if byte(index) == UInt8(ascii: "#"), index > start { try skipComment() }
    return byte(index) == 0x0A
  }
}
