/// What an unquoted or tagged scalar of YAML means to Kubernetes.
///
/// The rules are those of `go.yaml.in/yaml/v2` under `sigs.k8s.io/yaml`, which turns YAML into JSON before anything
/// else looks at it. They differ from YAML 1.1: no sexagesimal numbers, and timestamps stay strings.
enum YAMLScalar {
  /// A scalar that its tag or its value makes impossible.
  struct Mistake: Error {
    var message: String
  }

  private static let notANumber: Set<String> = [".nan", ".NaN", ".NAN"]
  private static let positiveInfinity: Set<String> = [".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"]
  private static let negativeInfinity: Set<String> = ["-.inf", "-.Inf", "-.INF"]

  /// Whether an unquoted scalar could be anything but a string, by the byte that it begins with and how many it has.
  static func mayMeanMore(firstByte: UInt8, count: Int) -> Bool {
    switch firstByte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      count <= 5
    case UInt8(ascii: "~"), 0: count <= 1
    default: false
    }
  }

  /// What the bytes of an unquoted scalar tell without looking closer.
  enum Glance {
    /// It is a string, whatever else it says.
    case text
    case integer(Int64)
    /// ``plain(_:)`` tells.
    case unknown
  }

  static func glance(at bytes: [UInt8], _ range: Range<Int>) -> Glance {
    guard let start = range.first else { return .unknown }
    switch bytes[start] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      switch shape(of: bytes[range]) {
      case .none: return .text
      case .digits where range.count < 19:
        return .integer(bytes[range].reduce(0) { 10 * $0 + Int64($1 - UInt8(ascii: "0")) })
      default: return .unknown
      }
    case let first where mayMeanMore(firstByte: first, count: range.count):
      return isWord(bytes[range]) ? .unknown : .text
    default: return .text
    }
  }

  /// Whether a few letters, in any case, are a word that means more than a string.
  private static func isWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    switch bytes.reduce(UInt64(0), { $0 << 8 | UInt64($1 | 0x20) }) {
    case 0x79, 0x6E, 0x7E: true  // y, n, ~
    case 0x6F6E, 0x6E6F: true  // on, no
    case 0x79_6573, 0x6F_6666: true  // yes, off
    case 0x7472_7565, 0x6E75_6C6C: true  // true, null
    case 0x66_616C_7365: true  // false
    default: false
    }
  }

  /// The value of an unquoted scalar without a tag.
  static func plain(_ text: String) throws(Mistake) -> JSONValue {
    guard let first = text.utf8.first else { return .null }
    guard mayMeanMore(firstByte: first, count: text.utf8.count) else { return .string(text) }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return try number(text) ?? .string(text)
    default: return word(text)
    }
  }

  private static func word(_ text: String) -> JSONValue {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": true
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": false
    case "~", "null", "Null", "NULL": nil
    default: .string(text)
    }
  }

  /// The value of a scalar with an explicit tag, whether quoted or not.
  static func tagged(_ tag: String, _ text: String) throws(Mistake) -> JSONValue {
    let prefix = "tag:yaml.org,2002:"
    guard tag.hasPrefix(prefix) else { return .string(text) }
    let name = String(tag.dropFirst(prefix.count))
    switch name {
    case "bool", "int", "float", "null":
      let value = try plain(text)
      let actual =
        switch value {
        case .null: "null"
        case .bool: "bool"
        case .integer, .number: isInteger(text) ? "int" : "float"
        default: "str"
        }
      if actual == name || (actual == "int" && name == "float") { return value }
      throw Mistake(message: "cannot decode !!\(actual) `\(text.shortened(to: 60))` as a !!\(name)")
    case "binary":
      guard let bytes = Base64.decode(text) else {
        throw Mistake(message: "!!binary value contains invalid base64 data")
      }
      return .string(String(decoding: bytes, as: UTF8.self))
    default: return .string(text)
    }
  }

  /// The text that a key of any scalar type becomes in JSON; nil for null, which cannot be a key.
  static func key(_ value: JSONValue) -> String? {
    switch value {
    case .string(let text), .number(let text): text
    case .integer(let number): String(number)
    case .bool(let flag): flag ? "true" : "false"
    default: nil
    }
  }

  // MARK: Numbers

  private static func isInteger(_ text: String) -> Bool { integer(text.filter { $0 != "_" }) != nil }

  private static func number(_ text: String) throws(Mistake) -> JSONValue? {
    switch shape(of: text.utf8) {
    case .digits: if let number = Int64(text) { return .integer(number) }
    case .none: return nil
    case .other: break
    }
    if notANumber.contains(text) { throw Mistake(message: "json: unsupported value: NaN") }
    if positiveInfinity.contains(text) { throw Mistake(message: "json: unsupported value: +Inf") }
    if negativeInfinity.contains(text) { throw Mistake(message: "json: unsupported value: -Inf") }
    let plain = text.contains("_") ? text.replacing("_", with: "") : text
    if text.utf8.first == UInt8(ascii: ".") { return float(text) }
    return integer(plain) ?? float(plain)
  }

  private enum Shape { case digits, other, none }

  /// What the bytes of a text say at a glance: decimal digits that begin with none but 0, or what no number has, as in
  /// `100m` and `64Gi`.
  private static func shape(of text: some Collection<UInt8>) -> Shape {
    var isDecimal = true
    for byte in text {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "x"),
        UInt8(ascii: "X"), UInt8(ascii: "o"), UInt8(ascii: "O"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "i"),
        UInt8(ascii: "I"):
        isDecimal = false
      default: return .none
      }
    }
    let isOctal = text.first == UInt8(ascii: "0") && text.count > 1
    return isDecimal && !isOctal ? .digits : .other
  }

  /// Go's `strconv.ParseInt(text, 0, 64)`, then `ParseUint`: a leading 0, 0o, 0x or 0b gives the base.
  private static func integer(_ text: String) -> JSONValue? {
    var digits = Substring(text)
    var sign = ""
    if digits.first == "-" || digits.first == "+" { sign = String(digits.removeFirst()) }
    var radix = 10
    if digits.first == "0", digits.count > 1 {
      switch digits.dropFirst().first {
      case "x", "X": radix = 16
      case "b", "B": radix = 2
      case "o", "O": radix = 8
      default: radix = 0
      }
      digits = digits.dropFirst(radix == 0 ? 1 : 2)
      if radix == 0 { radix = 8 }
    }
    guard let first = digits.first, first != "-", first != "+" else { return nil }
    if let number = Int64((sign == "-" ? "-" : "") + digits, radix: radix) { return .integer(number) }
    if sign.isEmpty, let number = UInt64(digits, radix: radix) { return .number(String(number)) }
    return nil
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, as the literal that Go writes for it.
  private static func float(_ text: String) -> JSONValue? {
    var rest = Substring(text)
    if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
    let whole = digits(&rest)
    var fraction = 0
    if rest.first == "." {
      rest.removeFirst()
      fraction = digits(&rest)
    }
    guard whole + fraction > 0 else { return nil }
    if rest.first == "e" || rest.first == "E" {
      rest.removeFirst()
      if rest.first == "-" || rest.first == "+" { rest.removeFirst() }
      guard digits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty, let number = Double(text), number.isFinite else { return nil }
    let literal = GoFloat.json(number)
    return Int64(literal).map(JSONValue.integer) ?? .number(literal)
  }

  private static func digits(_ rest: inout Substring) -> Int {
    let count = rest.utf8.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
    rest.removeFirst(count)
    return count
  }
}

/// Floating point numbers as Go's `encoding/json` writes them.
enum GoFloat {
  /// The shortest digits that give the same number again; an exponent below 1e-6 and from 1e21 on.
  static func json(_ number: Double) -> String {
    if number == 0 { return number.sign == .minus ? "-0" : "0" }
    // Swift's description has the same shortest digits in another layout.
    let parts = "\(number.magnitude)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var whole = String(mantissa[0])
    var fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let sign = number < 0 ? "-" : ""
    if number.magnitude < 1e-6 || number.magnitude >= 1e21 {
      return sign + whole + (fraction.isEmpty ? "" : "." + fraction) + "e" + (exponent < 0 ? "" : "+") + "\(exponent)"
    }
    if exponent > 0 {
      let moved = fraction.prefix(exponent)
      whole += moved + String(repeating: "0", count: exponent - moved.count)
      fraction = String(fraction.dropFirst(exponent))
    } else if exponent < 0 {
      fraction = String(repeating: "0", count: -exponent - 1) + whole + fraction
      whole = "0"
    }
    return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
  }
}
