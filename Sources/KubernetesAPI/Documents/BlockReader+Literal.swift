/// Texts of several lines after `|`.
extension BlockReader {
  /// The text whose `|` is here, with `-` or `+` after it or nothing, up to where a line is indented less.
  ///
  /// - Parameter column: How far the list or map that it is in is indented.
  mutating func literal(below column: Int, into builder: inout TreeBuilder) throws(Unusual) -> JSONValue {
    let position = position
    index += 1
    let ending = byte(index)
    if ending == UInt8(ascii: "-") || ending == UInt8(ascii: "+") { index += 1 }
    guard try isLineDone(), index < end else { throw Unusual() }
    beginLine()

    var text: [UInt8] = []
    var indentation: Int?
    // Ends of lines that are not in the text yet.
    var breaks = 0
    while index < end {
      while byte(index) == 0x20, index - lineStart < indentation ?? .max { index += 1 }
      let spaces = index - lineStart
      if byte(index) == 0x0A {
        // A blank line, which may not tell how far the text is indented.
        guard index < end, indentation != nil || spaces == 0 else { throw Unusual() }
        breaks += 1
        beginLine()
        continue
      }
      if indentation == nil { indentation = spaces }
      guard indentation == spaces else { break }
      for _ in 0..<breaks { text.append(0x0A) }
      let start = index
      while byte(index) != 0x0A { index = try character(after: index) }
      text.append(contentsOf: bytes[start..<index])
      breaks = index < end ? 1 : 0
      if index < end { beginLine() }
    }
    guard let indentation, indentation > column else { throw Unusual() }
    if ending != UInt8(ascii: "+") { breaks = ending == UInt8(ascii: "-") ? 0 : min(breaks, 1) }
    for _ in 0..<breaks { text.append(0x0A) }

    guard builder.budget.visit(max(text.count, 1)) else { throw Unusual() }
    builder.begin(at: position)
    try findContent()
    if indent > column { throw Unusual() }
    return .string(String(decoding: text, as: UTF8.self))
  }
}
