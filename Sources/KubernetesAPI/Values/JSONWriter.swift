import LibYAML

/// Writes JSON into bytes, value by value, without building a tree first.
///
///     var json = JSONWriter()
///     json.object { json in
///       json.member("pod", "default/web")
///       json.member("attempts") { $0.write(3) }
///     }
///     json.bytes
///
/// Large tables go out through it: it is an order of magnitude faster than Codable.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  public init() {}

  /// - Parameter capacity: Bytes that there will be room for at once.
  public init(capacity: Int) { bytes.reserveCapacity(capacity) }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  // MARK: Containers

  public mutating func object(_ members: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), members)
  }

  public mutating func array(_ items: (inout JSONWriter) throws -> Void) rethrows {
    try container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), items)
  }

  private mutating func container(
    open: UInt8, close: UInt8, _ contents: (inout JSONWriter) throws -> Void
  ) rethrows {
    separate()
    bytes.append(open)
    try contents(&self)
    bytes.append(close)
    needsComma = true
  }

  // MARK: Members

  public mutating func member(_ name: String, _ write: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try write(&self)
  }

  public mutating func member(_ name: String, _ text: String) {
    key(name)
    write(text)
  }

  public mutating func member(_ name: String, _ object: NamespacedName) {
    key(name)
    write(object)
  }

  public mutating func member(_ name: String, _ objects: [NamespacedName]) {
    key(name)
    array { json in
      for object in objects { json.write(object) }
    }
  }

  public mutating func member(_ name: String, _ number: Int64) {
    key(name)
    write(number)
  }

  public mutating func member(_ name: String, _ number: Int) { member(name, Int64(number)) }

  public mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    write(flag)
  }

  public mutating func member(_ name: String, _ value: JSONValue) {
    key(name)
    write(value)
  }

  public mutating func member(_ name: String, _ texts: some Sequence<String>) {
    key(name)
    array { json in
      for text in texts { json.write(text) }
    }
  }

  /// Texts by name, the names in order.
  public mutating func member(_ name: String, _ texts: [String: String]) {
    key(name)
    object { json in
      // Most often there is one, and nothing to sort.
      if texts.count < 2 {
        for (name, text) in texts { json.member(name, text) }
      } else {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(name, text) }
      }
    }
  }

  /// Nothing is written for nil.
  public mutating func member(_ name: String, ifPresent text: String?) {
    if let text { member(name, text) }
  }

  public mutating func key(_ name: String) {
    quote(name, isKey: true)
  }

  // MARK: Values

  public mutating func write(_ text: String) {
    quote(text, isKey: false)
  }

  /// `namespace/name`.
  public mutating func write(_ name: NamespacedName) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    append(name.namespace)
    bytes.append(UInt8(ascii: "/"))
    append(name.name)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  public mutating func write(_ number: Int64) {
    separate()
    // The digits come from behind; 19 and a sign are the most.
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    var rest = number.magnitude
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    if number < 0 {
      first -= 1
      digits[first] = UInt8(ascii: "-")
    }
    bytes.append(addingCapacity: digits.count - first) { output in
      for index in first..<digits.count { output.append(digits[index]) }
    }
    needsComma = true
  }

  public mutating func write(_ number: Int) { write(Int64(number)) }
  public mutating func write(_ flag: Bool) { raw(flag ? "true" : "false") }
  public mutating func writeNull() { raw("null") }

  public mutating func write(_ value: JSONValue) {
    switch value {
    case .null: writeNull()
    case .bool(let flag): write(flag)
    case .integer(let number): write(number)
    case .number(let literal): raw(literal)
    case .string(let text): write(text)
    case .array(let items): array { json in for item in items { json.write(item) } }
    case .object(let members): object { json in for (name, member) in members { json.member(name, member) } }
    }
  }

  /// A piece of JSON that is known to be well formed.
  public mutating func raw(_ literal: String) {
    separate()
    bytes.append(contentsOf: literal.utf8)
    needsComma = true
  }

  /// One value, or members of this object, that another writer has written.
  public mutating func raw(_ part: JSONWriter) {
    separate()
    bytes.append(contentsOf: part.bytes)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  /// Appends a string, with the comma that it needs before and the colon after a key, in one go when nothing is to be
  /// escaped.
  private mutating func quote(_ text: String, isKey: Bool) {
    let span = text.utf8.span
    let needsComma = needsComma
    var isPlain = true
    bytes.append(addingCapacity: span.count + 4) { output in
      if needsComma { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "\""))
      isPlain = output.appendPlain(span)
      guard isPlain else { return output.removeAll() }
      output.append(UInt8(ascii: "\""))
      if isKey { output.append(UInt8(ascii: ":")) }
    }
    self.needsComma = !isKey
    if isPlain { return }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    appendEscaped(text)
    bytes.append(UInt8(ascii: "\""))
    if isKey { bytes.append(UInt8(ascii: ":")) }
  }

  private mutating func append(_ text: String) {
    let span = text.utf8.span
    var isPlain = true
    bytes.append(addingCapacity: span.count) { output in isPlain = output.appendPlain(span) }
    if !isPlain { appendEscaped(text) }
  }

  private mutating func appendEscaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let hexadecimal = String(byte, radix: 16)
        bytes.append(contentsOf: "\\u00\(hexadecimal.count == 1 ? "0" : "")\(hexadecimal)".utf8)
      default: bytes.append(byte)
      }
    }
  }
}

extension JSONValue {
  /// The value as compact JSON.
  public var json: String {
    var writer = JSONWriter()
    writer.write(self)
    return writer.text
  }
}
