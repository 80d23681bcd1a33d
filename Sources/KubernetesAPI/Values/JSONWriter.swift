import Bytes

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

  public mutating func member(_ name: StaticString, _ write: (inout JSONWriter) throws -> Void) rethrows {
    key(name)
    try write(&self)
  }

  public mutating func member(_ name: StaticString, _ text: String) {
    let span = text.utf8.span
    let needsComma = needsComma
    var isPlain = true
    bytes.append(addingCapacity: name.utf8CodeUnitCount + span.count + 6) { output in
      isPlain = output.appendMember(name, span, afterComma: needsComma)
    }
    if !isPlain { endEscaped(text) }
    self.needsComma = true
  }

  public mutating func member(_ name: StaticString, _ object: NamespacedName) {
    key(name)
    write(object)
  }

  public mutating func member(_ name: StaticString, _ objects: [NamespacedName]) {
    key(name)
    array { json in
      for object in objects { json.write(object) }
    }
  }

  public mutating func member(_ name: StaticString, _ number: Int64) {
    let needsComma = needsComma
    bytes.append(addingCapacity: name.utf8CodeUnitCount + 4 + OutputSpan<UInt8>.longestNumber) { output in
      output.appendKey(name, afterComma: needsComma)
      output.append(number)
    }
    self.needsComma = true
  }

  public mutating func member(_ name: StaticString, _ number: Int) { member(name, Int64(number)) }

  public mutating func member(_ name: StaticString, _ flag: Bool) {
    key(name)
    write(flag)
  }

  public mutating func member(_ name: StaticString, _ value: JSONValue) {
    key(name)
    write(value)
  }

  public mutating func member(_ name: StaticString, _ texts: some Sequence<String>) {
    key(name)
    array { json in
      for text in texts { json.write(text) }
    }
  }

  /// Texts by name, the names in order.
  public mutating func member(_ name: StaticString, _ texts: [String: String]) {
    key(name)
    object { json in
      // Most often there is one, and nothing to sort.
      if texts.count < 2 {
        for (name, text) in texts { json.member(named: name, text) }
      } else {
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) { json.member(named: name, text) }
      }
    }
  }

  /// Nothing is written for nil.
  public mutating func member(_ name: StaticString, ifPresent text: String?) {
    if let text { member(name, text) }
  }

  /// - Parameter name: One of Berth's own, with nothing in it that JSON has to escape.
  public mutating func key(_ name: StaticString) {
    let needsComma = needsComma
    bytes.append(addingCapacity: name.utf8CodeUnitCount + 4) { $0.appendKey(name, afterComma: needsComma) }
    self.needsComma = false
  }

  // MARK: Members whose names come from elsewhere

  public mutating func member(named name: String, _ write: (inout JSONWriter) throws -> Void) rethrows {
    key(named: name)
    try write(&self)
  }

  public mutating func member(named name: String, _ text: String) {
    key(named: name)
    write(text)
  }

  public mutating func member(named name: String, _ number: Int64) {
    key(named: name)
    write(number)
  }

  public mutating func member(named name: String, _ value: JSONValue) {
    key(named: name)
    write(value)
  }

  public mutating func key(named name: String) {
    write(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  // MARK: Values

  public mutating func write(_ text: String) {
    let span = text.utf8.span
    let needsComma = needsComma
    var isPlain = true
    bytes.append(addingCapacity: span.count + 3) { output in
      if needsComma { output.append(UInt8(ascii: ",")) }
      output.append(UInt8(ascii: "\""))
      isPlain = output.appendPlain(span)
      if isPlain { output.append(UInt8(ascii: "\"")) }
    }
    if !isPlain { endEscaped(text) }
    self.needsComma = true
  }

  /// `namespace/name`.
  public mutating func write(_ object: NamespacedName) {
    separate()
    let (namespace, name) = (object.namespace.utf8.span, object.name.utf8.span)
    var isPlain = true
    bytes.append(addingCapacity: namespace.count + name.count + 3) { output in
      output.append(UInt8(ascii: "\""))
      isPlain = output.appendPlain(namespace)
      output.append(UInt8(ascii: "/"))
      isPlain = output.appendPlain(name) && isPlain
      output.append(UInt8(ascii: "\""))
      if !isPlain { output.removeAll() }
    }
    if !isPlain { write("\(object.namespace)/\(object.name)") }
    needsComma = true
  }

  public mutating func write(_ number: Int64) {
    separate()
    bytes.append(addingCapacity: OutputSpan<UInt8>.longestNumber) { $0.append(number) }
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
    case .object(let members): object { json in for (name, member) in members { json.member(named: name, member) } }
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

  /// Appends the rest of a string after its first quote.
  private mutating func endEscaped(_ text: String) {
    appendEscaped(text)
    bytes.append(UInt8(ascii: "\""))
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

extension OutputSpan<UInt8> {
  /// How many characters a number has at most, its sign included.
  fileprivate static var longestNumber: Int { 20 }

  fileprivate mutating func append(_ number: Int64) {
    var rest = number.magnitude
    if number < 0 { append(UInt8(ascii: "-")) }
    if rest < 10 { return append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)) }
    // The digits come from behind.
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    } while rest > 0
    for index in first..<digits.count { append(digits[index]) }
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
