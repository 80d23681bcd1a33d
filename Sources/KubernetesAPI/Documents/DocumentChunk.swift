/// A stretch of a text between two lines of `---`.
///
/// Such a line ends whatever stands before it, however broken that is, so each chunk can be read by itself and has
/// mistakes of its own.
struct DocumentChunk {
  var range: Range<Int>
  /// The number of its first line in the text, from 1.
  var firstLine: Int

  static func split(_ bytes: [UInt8]) -> [DocumentChunk] {
    var chunks: [DocumentChunk] = []
    let hasMark = bytes.starts(with: TextEncoding.byteOrderMark)
    var start = hasMark ? TextEncoding.byteOrderMark.count : 0
    var startLine = 1
    var line = 1
    var lineStart = start
    var isPreamble = true  // nothing yet but directives, comments and blank lines
    var hasDirective = false

    while lineStart < bytes.count {
      if isSeparator(bytes, at: lineStart) {
        if !(isPreamble && hasDirective) && lineStart > start {
          chunks.append(DocumentChunk(range: start..<lineStart, firstLine: startLine))
          (start, startLine) = (lineStart, line)
        }
        if start == lineStart, isBlankOrComment(bytes, at: lineStart + 3) {
          (start, startLine) = (endOfLine(bytes, from: lineStart), line + 1)
        }
        (isPreamble, hasDirective) = (false, false)
      } else if bytes[lineStart] == UInt8(ascii: "%") {
        hasDirective = hasDirective || isPreamble
      } else if !isBlankOrComment(bytes, at: lineStart) {
        isPreamble = false
      }
      lineStart = endOfLine(bytes, from: lineStart)
      line += 1
    }
    if start < bytes.count { chunks.append(DocumentChunk(range: start..<bytes.count, firstLine: startLine)) }
    return chunks
  }

  /// Whether there is nothing in it but blanks and comments.
  func isBlank(in bytes: [UInt8]) -> Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if !Self.isBlankOrComment(bytes, at: index) { return false }
      index = Self.endOfLine(bytes, from: index)
    }
    return true
  }

  /// Whether the text begins as JSON, which is much faster to read, does.
  func looksLikeJSON(in bytes: [UInt8]) -> Bool {
    let first = bytes[range].first { !Self.isBlank($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  /// Whether a string in JSON's quotes comes first inside the brackets that the text begins with.
  func beginsQuoted(in bytes: [UInt8]) -> Bool {
    let first = bytes[range].first { !Self.isBlank($0) && $0 != UInt8(ascii: "{") && $0 != UInt8(ascii: "[") }
    return first == UInt8(ascii: "\"")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  private static func isSeparator(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 3 <= bytes.count, bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x2D else {
      return false
    }
    return index + 3 == bytes.count || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index + 3])
  }

  private static func isBlankOrComment(_ bytes: [UInt8], at index: Int) -> Bool {
    var index = index
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index == bytes.count || [UInt8(ascii: "#"), 0x0A, 0x0D].contains(bytes[index])
  }

  private static func endOfLine(_ bytes: [UInt8], from index: Int) -> Int {
    var index = index
    while index < bytes.count {
      if bytes[index] == 0x0A { return index + 1 }
      if bytes[index] == 0x0D { return index + 1 < bytes.count && bytes[index + 1] == 0x0A ? index + 2 : index + 1 }
      index += 1
    }
    return index
  }
}
