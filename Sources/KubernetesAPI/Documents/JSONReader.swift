/// Reads JSON (RFC 8259), one value or several in a row, from the bytes of a text that is known to be UTF-8.
///
/// Go's wording is used for what is wrong, as the API server and kubectl answer with it.
struct JSONReader<Builder: JSONTreeBuilder> {
  let bytes: [UInt8]
  private let end: Int
  private let limits: DocumentLimits
  private(set) var index: Int
  private var line: Int
  private var lineStart: Int
  /// Bytes of this line that begin no character, so that columns are had without counting.
  private var continuationBytes = 0
  private var failures: [ReadingFailure] = []
  /// Whether reading stopped before the end because the text is no JSON.
  private(set) var hasSyntaxError = false

  init(_ bytes: [UInt8], in range: Range<Int>, firstLine: Int, limits: DocumentLimits) {
    self.bytes = bytes
    self.limits = limits
    end = range.upperBound
    index = range.lowerBound
    lineStart = range.lowerBound
    line = firstLine
  }

  /// The values up to the end or the first syntax error, and what is wrong with them.
  mutating func readAll() -> ReadingResult<Builder.Tree> {
    var trees: [Builder.Tree] = []
    do throws(ReadingFailure) {
      skipBlanks()
      while index < end {
        trees.append(try value(depth: 0))
        skipBlanks()
      }
    } catch {
      failures.append(error)
    }
    return ReadingResult(nodes: trees, failures: failures)
  }

  // MARK: Places

  private var position: SourcePosition { position(at: index) }

  private func position(at index: Int) -> SourcePosition {
    SourcePosition(line: line, column: index - lineStart - continuationBytes + 1)
  }

  private mutating func skipBlanks() {
    while index < end {
      switch bytes[index] {
      case 0x20, 0x09: index += 1
      case 0x0A, 0x0D:
        let isPair = bytes[index] == 0x0D && index + 1 < end && bytes[index + 1] == 0x0A
        index += isPair ? 2 : 1
        line += 1
        lineStart = index
        continuationBytes = 0
      default: return
      }
    }
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(ReadingFailure) -> Builder.Tree {
    guard index < end else { throw unexpected("") }
    let start = position
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth, start)
    case UInt8(ascii: "["): return try array(depth: depth, start)
    case UInt8(ascii: "\""): return Builder.scalar(.string(try string()), at: start)
    case UInt8(ascii: "t"): return Builder.scalar(try literal("true", .bool(true)), at: start)
    case UInt8(ascii: "f"): return Builder.scalar(try literal("false", .bool(false)), at: start)
    case UInt8(ascii: "n"): return Builder.scalar(try literal("null", .null), at: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return Builder.scalar(try number(), at: start)
    default: throw unexpected("looking for beginning of value")
    }
  }

  private mutating func object(depth: Int, _ start: SourcePosition) throws(ReadingFailure) -> Builder.Tree {
    if depth >= limits.depth { throw limits.depthExceeded(at: start) }
    var object = Builder.object()
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      index += 1
      return Builder.tree(object, at: start)
    }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw unexpected("looking for beginning of object key string") }
      let keyPosition = position
      let key = try string()
      skipBlanks()
      guard peek == UInt8(ascii: ":") else { throw unexpected("after object key") }
      index += 1
      skipBlanks()
      let member = try value(depth: depth + 1)
      if !Builder.add(member, key, at: keyPosition, to: &object), failures.count < limits.mistakes {
        failures.append(.duplicateKey(key, at: keyPosition))
      }
      skipBlanks()
      switch peek {
      case UInt8(ascii: ","):
        index += 1
        skipBlanks()
      case UInt8(ascii: "}"):
        index += 1
        return Builder.tree(object, at: start)
      default: throw unexpected("after object key:value pair")
      }
    }
  }

  private mutating func array(depth: Int, _ start: SourcePosition) throws(ReadingFailure) -> Builder.Tree {
    if depth >= limits.depth { throw limits.depthExceeded(at: start) }
    var items: [Builder.Tree] = []
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "]") {
      index += 1
      return Builder.array(items, at: start)
    }
    while true {
      items.append(try value(depth: depth + 1))
      skipBlanks()
      switch peek {
      case UInt8(ascii: ","):
        index += 1
        skipBlanks()
      case UInt8(ascii: "]"):
        index += 1
        return Builder.array(items, at: start)
      default: throw unexpected("after array element")
      }
    }
  }

  private var peek: UInt8? { index < end ? bytes[index] : nil }

  private mutating func literal(_ name: StaticString, _ value: JSONValue) throws(ReadingFailure) -> JSONValue {
    let text = name.description
    for (offset, byte) in text.utf8.enumerated() where offset > 0 {
      index += 1
      if peek != byte { throw unexpected("in literal \(text) (expecting '\(Character(Unicode.Scalar(byte)))')") }
    }
    index += 1
    return value
  }

  private mutating func number() throws(ReadingFailure) -> JSONValue {
    let start = index
    var isInteger = true
    if peek == UInt8(ascii: "-") { index += 1 }
    if peek == UInt8(ascii: "0") {
      index += 1
    } else if !skipDigits() {
      throw unexpected("in numeric literal")
    }
    if peek == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      if !skipDigits() { throw unexpected("after decimal point in numeric literal") }
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      isInteger = false
      index += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { index += 1 }
      if !skipDigits() { throw unexpected("in exponent of numeric literal") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isInteger, let number = Int64(text) { return .integer(number) }
    return .number(text)
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while index < end, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
    return index > start
  }

  // MARK: Strings

  private mutating func string() throws(ReadingFailure) -> String {
    index += 1
    let start = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: bytes[start..<(index - 1)], as: UTF8.self)
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw unexpected("in string literal")
      case 0x80...0xBF: continuationBytes += 1
      default: break
      }
      index += 1
    }
    throw unexpected("")
  }

  /// The rest of a string that has escapes in it.
  private mutating func escapedString(from start: Int) throws(ReadingFailure) -> String {
    var text = Array(bytes[start..<index])
    while index < end {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        index += 1
        try appendEscaped(to: &text)
      case 0..<0x20: throw unexpected("in string literal")
      default:
        if byte & 0xC0 == 0x80 { continuationBytes += 1 }
        text.append(byte)
        index += 1
      }
    }
    throw unexpected("")
  }

  private mutating func appendEscaped(to text: inout [UInt8]) throws(ReadingFailure) {
    guard index < end else { throw unexpected("") }
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      index += 1
      text.append(contentsOf: Array(String(try unicodeEscape()).utf8))
      return
    default: throw unexpected("in string escape code")
    }
    index += 1
  }

  /// The character of four hexadecimal digits, or of a surrogate pair in two escapes. Half a pair is U+FFFD, as in Go.
  private mutating func unicodeEscape() throws(ReadingFailure) -> Character {
    let first = try hexadecimal()
    if let scalar = Unicode.Scalar(first) { return Character(scalar) }
    guard first < 0xDC00, peek == UInt8(ascii: "\\"), index + 1 < end, bytes[index + 1] == UInt8(ascii: "u") else {
      return "\u{FFFD}"
    }
    let rewind = index
    index += 2
    let second = try hexadecimal()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else {
      index = rewind
      return "\u{FFFD}"
    }
    return Character(scalar)
  }

  private mutating func hexadecimal() throws(ReadingFailure) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw unexpected("in \\u hexadecimal character escape")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  // MARK: Mistakes

  /// What is found here is no JSON: remembered as the syntax error.
  private mutating func unexpected(_ context: String) -> ReadingFailure {
    var message = "unexpected end of JSON input"
    if index < end {
      let rest = String(decoding: bytes[index..<min(index + 4, end)], as: UTF8.self)
      message = "invalid character \(Self.quoted(rest.unicodeScalars.first ?? "?")) \(context)"
    }
    hasSyntaxError = true
    return ReadingFailure(position: position, message: message)
  }

  private static func quoted(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "'": "'\\''"
    case "\n": "'\\n'"
    case "\r": "'\\r'"
    case "\t": "'\\t'"
    case _ where scalar.value < 0x20 || scalar.value == 0x7F:
      "'\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16) + "'"
    default: "'\(Character(scalar))'"
    }
  }
}

extension ReadingFailure {
  static func duplicateKey(_ key: String, at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(position: position, message: "key \"\(key.shortened(to: 100))\" already set in map")
  }
}
