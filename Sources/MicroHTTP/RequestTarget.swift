/// What a request line asks for: a path and a query, percent-decoded after they were taken apart.
///
///     let target = RequestTarget("/files/a%2Fb?limit=10")
///     target?.segments   // ["files", "a/b"]
///     target?.query      // [("limit", "10")]
public struct RequestTarget: Sendable {
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The path as it was sent, without the query.
  public let path: String
  /// The decoded parts between the slashes. A path that ends in a slash has an empty last segment; `/` has none.
  public let segments: [String]
  public let query: [Parameter]

  /// Nil when the text is no request target of origin-form or absolute-form (RFC 9112, section 3.2), has a broken
  /// percent escape, or does not decode to UTF-8 without NUL.
  public init?(_ text: String) {
    guard let originForm = Self.originForm(of: text[...]) else { return nil }
    let withoutFragment = originForm.prefix { $0 != "#" }
    let path = withoutFragment.prefix { $0 != "?" }
    self.path = String(path)

    var segments: [String] = []
    if path != "/" {
      for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
        guard let decoded = Self.decode(segment.utf8, plusIsSpace: false) else { return nil }
        segments.append(decoded)
      }
    }
    self.segments = segments

    var query: [Parameter] = []
    for pair in withoutFragment.dropFirst(path.count).dropFirst().split(separator: "&") {
      let name = pair.prefix { $0 != "=" }
      guard
        let decodedName = Self.decode(name.utf8, plusIsSpace: true),
        let value = Self.decode(pair.dropFirst(name.count).dropFirst().utf8, plusIsSpace: true)
      else { return nil }
      query.append(Parameter(name: decodedName, value: value))
    }
    self.query = query
  }

  private static func originForm(of text: Substring) -> Substring? {
    if text.hasPrefix("/") { return text }
    let lowercased = text.prefix(8).lowercased()
    guard lowercased.hasPrefix("http://") || lowercased == "https://" else { return nil }
    let afterScheme = text.drop { $0 != ":" }.dropFirst(3)
    let path = afterScheme.drop { $0 != "/" && $0 != "?" }
    if path.isEmpty { return "/" }
    return path.hasPrefix("/") ? path : Substring("/" + path)
  }

  private static func decode(_ text: Substring.UTF8View, plusIsSpace: Bool) -> String? {
    var bytes: [UInt8] = []
    var rest = text.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard
          let high = rest.next().flatMap(hexadecimalValue),
          let low = rest.next().flatMap(hexadecimalValue)
        else { return nil }
        bytes.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      default: bytes.append(byte)
      }
    }
    guard !bytes.contains(0) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexadecimalValue(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
