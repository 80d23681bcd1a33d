/// Questions to the values of header fields, asked about their bytes so that nothing is made of them first.
enum FieldValue {
  /// Whether an `Accept-Encoding` field takes a content coding (RFC 9110, section 12.5.3).
  ///
  /// - Parameter coding: in lower case.
  static func accepts(_ coding: StaticString, _ field: some Sequence<UInt8>) -> Bool {
    var isAnyAccepted = false
    for item in Array(field).split(separator: UInt8(ascii: ",")) {
      let parts = item.split(separator: UInt8(ascii: ";"))
      guard let name = parts.first.map(trimmed) else { continue }
      let isAccepted = !parts.dropFirst().contains { isZeroQuality(trimmed($0)) }
      if equals(name, coding) { return isAccepted }
      if equals(name, "*") { isAnyAccepted = isAccepted }
    }
    return isAnyAccepted
  }

  /// Whether an `If-None-Match` field has a tag; a weak one is as good (RFC 9110, section 13.1.2).
  ///
  /// - Parameter tag: with its quotes.
  static func names(_ tag: [UInt8], _ field: some Sequence<UInt8>) -> Bool {
    // A comma may stand inside a tag's quotes, but none that this server makes has one.
    Array(field).split(separator: UInt8(ascii: ",")).contains { item in
      let text = trimmed(item)
      if equals(text, "*") { return true }
      let isWeak = text.starts(with: [UInt8(ascii: "W"), UInt8(ascii: "/")])
      return (isWeak ? text.dropFirst(2) : text).elementsEqual(tag)
    }
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = bytes.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func equals(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      bytes.elementsEqual(text) { byte, other in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 == other : byte == other
      }
    }
  }

  /// `q=0`, `q=0.000`.
  private static func isZeroQuality(_ parameter: ArraySlice<UInt8>) -> Bool {
    let lower = parameter.map { $0 == UInt8(ascii: "Q") ? UInt8(ascii: "q") : $0 }
    return lower.starts(with: [UInt8(ascii: "q"), UInt8(ascii: "="), UInt8(ascii: "0")])
      && lower.dropFirst(3).allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: ".") }
  }
}
