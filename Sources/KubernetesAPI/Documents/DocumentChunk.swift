import Bytes

/// A stretch of a text between two lines of `---`.
///
/// Such a line ends whatever stands before it, however broken that is, so each chunk can be read by itself and has
/// mistakes of its own.
struct DocumentChunk {
  var range: Range<Int>
  /// The number of its first line in the text, from 1.
  var firstLine: Int
  /// How many lines of it are directives, such as `%TAG`.
  var directives: Int

  /// What lines of `---` and `...`, and directives, begin with.
  private static let notable = ByteSet(UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%"))

  static func split(_ bytes: [UInt8]) -> [DocumentChunk] {
    var chunks: [DocumentChunk] = []
    let hasMark = bytes.starts(with: TextEncoding.byteOrderMark)
    var start = hasMark ? TextEncoding.byteOrderMark.count : 0
    var startLine = 1
    var line = 1
    var lineStart = start
    var isPreamble = true  // nothing yet but directives, comments and blank lines
    var hasDirective = false
    var directives = 0

    while lineStart < bytes.count {
      if isMark(bytes, at: lineStart, UInt8(ascii: "-")) {
        if !(isPreamble && hasDirective) && lineStart > start {
          chunks.append(DocumentChunk(range: start..<lineStart, firstLine: startLine, directives: directives))
          (start, startLine, directives) = (lineStart, line, 0)
        }
        if start == lineStart, isBlankOrComment(bytes, at: lineStart + 3) {
          (start, startLine) = (endOfLine(bytes, from: lineStart), line + 1)
        }
        (isPreamble, hasDirective) = (false, false)
      } else if isMark(bytes, at: lineStart, UInt8(ascii: ".")) {
        // What follows are the directives of the next document.
        (isPreamble, hasDirective) = (true, false)
      } else if bytes[lineStart] == UInt8(ascii: "%") {
        hasDirective = hasDirective || isPreamble
        directives += 1
      } else if !isBlankOrComment(bytes, at: lineStart) {
        isPreamble = false
      }
      if isPreamble {
        lineStart = endOfLine(bytes, from: lineStart)
        line += 1
      } else {
        let next = ByteSearch.line(beginningWith: notable, in: bytes.span, after: lineStart)
        lineStart = next.start
        line += next.lines
      }
    }
    if start < bytes.count {
      chunks.append(DocumentChunk(range: start..<bytes.count, firstLine: startLine, directives: directives))
    }
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

  /// Whether a line begins with three of a character, and nothing that makes it a word.
  private static func isMark(_ bytes: [UInt8], at index: Int, _ character: UInt8) -> Bool {
    guard bytes[index] == character, index + 3 <= bytes.count, bytes[index + 1] == character,
      bytes[index + 2] == character
    else { return false }
    return index + 3 == bytes.count || isBlank(bytes[index + 3])
  }

  private static func isBlankOrComment(_ bytes: [UInt8], at index: Int) -> Bool {
    var index = index
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard index < bytes.count else { return true }
    return bytes[index] == UInt8(ascii: "#") || bytes[index] == 0x0A || bytes[index] == 0x0D
  }

  /// Where the next line begins.
  private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int {
    let index = ByteSearch.lineBreak(in: bytes.span, from: start)
    guard index < bytes.count else { return index }
    return bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A ? index + 2 : index + 1
  }
}
