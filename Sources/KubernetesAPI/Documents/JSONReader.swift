import Bytes

/// Reads JSON (RFC 8259), one value or several in a row, from the bytes of a text that is known to be UTF-8.
///
/// Go's wording is used for what is wrong, as the API server and kubectl answer with it.
struct JSONReader {
  private let bytes: [UInt8]
  private let end: Int
  private let limits: DocumentLimits
  private var index: Int
  private var line: Int
  private var lineStart: Int
  /// Bytes of this line that begin no character, so that columns are had without counting.
  private var continuationBytes = 0
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

  /// Reads the values up to the end, or to what makes the rest unreadable.
  mutating func readAll(into builder: inout TreeBuilder) throws(ReadingFailure) {
    skipBlanks()
    while index < end {
      let entry = builder.entries.count
      builder.addDocument(try value(depth: 0, into: &builder), entry: entry)
      skipBlanks()
    }
  }

  // MARK: Places

  private var position: SourcePosition {
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

  private mutating func value(depth: Int, into builder: inout TreeBuilder) throws(ReadingFailure) -> JSONValue {
    guard index < end else { throw unexpected("") }
    let start = position
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth, start, into: &builder)
    case UInt8(ascii: "["): return try array(depth: depth, start, into: &builder)
    default:
      builder.begin(at: start)
      return try scalar(texts: &builder.texts)
    }
  }

  private mutating func scalar(texts: inout TextCache) throws(ReadingFailure) -> JSONValue {
    switch bytes[index] {
    case UInt8(ascii: "\""):
      if let range = try plainString() { return .string(texts.text(bytes.span.extracting(range))) }
      return .string(try escapedString())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected("looking for beginning of value")
    }
  }

  private mutating func object(
    depth: Int, _ start: SourcePosition, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    if depth >= limits.depth { throw limits.depthExceeded(at: start) }
    var object = builder.beginObject(at: start)
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "}") {
      index += 1
      return builder.end(object)
    }
    while true {
      guard peek == UInt8(ascii: "\"") else { throw unexpected("looking for beginning of object key string") }
      let entry = builder.begin(at: position)
      let key = try key(in: &builder.keys)
      skipBlanks()
      guard peek == UInt8(ascii: ":") else { throw unexpected("after object key") }
      index += 1
      skipBlanks()
      builder.add(try value(depth: depth + 1, into: &builder), key, entry: entry, to: &object)
      skipBlanks()
      switch peek {
      case UInt8(ascii: ","):
        index += 1
        skipBlanks()
      case UInt8(ascii: "}"):
        index += 1
        return builder.end(object)
      default: throw unexpected("after object key:value pair")
      }
    }
  }

  private mutating func key(in keys: inout KeyTable) throws(ReadingFailure) -> KeyTable.Key {
    if let range = try plainString() { return keys.key(bytes.span.extracting(range)) }
    let text = Array(try escapedString().utf8)
    return keys.key(text.span)
  }

  private mutating func array(
    depth: Int, _ start: SourcePosition, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    if depth >= limits.depth { throw limits.depthExceeded(at: start) }
    let list = builder.beginList(at: start)
    index += 1
    skipBlanks()
    if peek == UInt8(ascii: "]") {
      index += 1
      return builder.end(list)
    }
    while true {
      builder.addItem(try value(depth: depth + 1, into: &builder))
      skipBlanks()
      switch peek {
      case UInt8(ascii: ","):
        index += 1
        skipBlanks()
      case UInt8(ascii: "]"):
        index += 1
        return builder.end(list)
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
    if isInteger, let number = integer(in: start..<index) { return .integer(number) }
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  /// The number of a `-` and digits; nil if 64 bits cannot hold it.
  private func integer(in range: Range<Int>) -> Int64? {
    guard range.count <= 18 else { return Int64(String(decoding: bytes[range], as: UTF8.self)) }
    let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
    var number: Int64 = 0
    for byte in bytes[range].dropFirst(isNegative ? 1 : 0) { number = number * 10 + Int64(byte - UInt8(ascii: "0")) }
    return isNegative ? -number : number
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while index < end, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
    return index > start
  }

  // MARK: Strings

  /// Reads a string without escapes.
  ///
  /// - Returns: where its content is; nil for a string that has escapes, which is left unread.
  private mutating func plainString() throws(ReadingFailure) -> Range<Int>? {
    let start = index + 1
    var end = start
    var continuationBytes = 0
    while end < self.end {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\"") {
        index = end + 1
        self.continuationBytes += continuationBytes
        return start..<end
      }
      if byte == UInt8(ascii: "\\") { return nil }
      if byte < 0x20 || byte >= 0x80 {
        if byte < 0x20 { break }
        if byte < 0xC0 { continuationBytes += 1 }
      }
      end += 1
    }
    index = end
    self.continuationBytes += continuationBytes
    throw unexpected(end < self.end ? "in string literal" : "")
  }

  private mutating func escapedString() throws(ReadingFailure) -> String {
    index += 1
    var text: [UInt8] = []
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
