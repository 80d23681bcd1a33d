/// Questions to the values of header fields, asked about their bytes so that nothing is made of them first.
enum FieldValue {
  /// The codings that an `Accept-Encoding` field takes (RFC 9110, section 12.5.3).
  static func codings<Field: BidirectionalCollection<UInt8>>(_ field: Field) -> ContentCodings {
    var accepted: ContentCodings = []
    var named: ContentCodings = []
    var isAnyAccepted = false
    var rest = field[...]
    while let item = next(in: &rest, until: UInt8(ascii: ",")) {
      var parameters = item
      guard let first = next(in: &parameters, until: UInt8(ascii: ";")) else { continue }
      let name = trimmed(first)
      var isAccepted = true
      while let parameter = next(in: &parameters, until: UInt8(ascii: ";")) {
        if isZeroQuality(trimmed(parameter)) { isAccepted = false }
      }
      if equals(name, "*") { isAnyAccepted = isAccepted }
      guard let coding = ContentCoding.allCases.first(where: { equals(name, $0.name) }) else { continue }
      let isFirst = named.insert(ContentCodings(coding)).inserted
      if isFirst, isAccepted { accepted.insert(ContentCodings(coding)) }
    }
    // Who takes anything is sent what everybody knows.
    return isAnyAccepted && !named.contains(.gzip) ? accepted.union(.gzip) : accepted
  }

  /// Whether an `If-None-Match` field has a tag; a weak one is as good (RFC 9110, section 13.1.2).
  ///
  /// - Parameter tag: with its quotes.
  static func names<Field: BidirectionalCollection<UInt8>>(_ tag: [UInt8], _ field: Field) -> Bool {
    // A comma may stand inside a tag's quotes, but none that this server makes has one.
    var rest = field[...]
    while let item = next(in: &rest, until: UInt8(ascii: ",")) {
      var text = trimmed(item)
      if equals(text, "*") { return true }
      if text.first == UInt8(ascii: "W"), text.dropFirst().first == UInt8(ascii: "/") { text = text.dropFirst(2) }
      if text.elementsEqual(tag) { return true }
    }
    return false
  }

  /// Takes the bytes before the next separator away, and the separator; nil when there are none left.
  private static func next<Text: Collection<UInt8>>(in rest: inout Text, until separator: UInt8) -> Text?
  where Text.SubSequence == Text {
    guard !rest.isEmpty else { return nil }
    let end = rest.firstIndex(of: separator) ?? rest.endIndex
    defer { rest = rest[end...].dropFirst() }
    return rest[..<end]
  }

  private static func trimmed<Text: BidirectionalCollection<UInt8>>(_ bytes: Text) -> Text
  where Text.SubSequence == Text {
    var text = bytes.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  private static func equals(_ bytes: some Collection<UInt8>, _ text: StaticString) -> Bool {
    text.withUTF8Buffer { text in
      bytes.elementsEqual(text) { byte, other in
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 == other : byte == other
      }
    }
  }

  /// `q=0`, `q=0.000`.
  private static func isZeroQuality(_ parameter: some Collection<UInt8>) -> Bool {
    var rest = parameter.makeIterator()
    guard let name = rest.next(), name | 0x20 == UInt8(ascii: "q"), rest.next() == UInt8(ascii: "="),
      rest.next() == UInt8(ascii: "0")
    else { return false }
    while let byte = rest.next() {
      if byte != UInt8(ascii: "0"), byte != UInt8(ascii: ".") { return false }
    }
    return true
  }
}
