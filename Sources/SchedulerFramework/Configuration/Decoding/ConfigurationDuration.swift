import KubernetesAPI

/// A length of time as configurations write it (`metav1.Duration`): `1m30s`, `500ms`.
public struct ConfigurationDuration: Sendable, Hashable, CustomStringConvertible {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  public static func seconds(_ seconds: Int64) -> ConfigurationDuration {
    ConfigurationDuration(nanoseconds: seconds * 1_000_000_000)
  }

  /// A value that has been decoded already; anything that is no duration is zero.
  init(_ value: JSONValue) {
    self = value.string.flatMap { try? ConfigurationDuration(parsing: $0) } ?? ConfigurationDuration(nanoseconds: 0)
  }

  init(_ value: JSONValue, unlessZero fallback: ConfigurationDuration) {
    let duration = ConfigurationDuration(value)
    self = duration.nanoseconds == 0 ? fallback : duration
  }

  /// As Go prints it: `1h0m0s`, `1.5s`, `20ms`.
  public var description: String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    switch magnitude {
    case 0: return "0s"
    case ..<1_000: return "\(sign)\(magnitude)ns"
    case ..<1_000_000: return sign + Self.decimal(magnitude, of: 1_000) + "µs"
    case ..<1_000_000_000: return sign + Self.decimal(magnitude, of: 1_000_000) + "ms"
    default: break
    }
    let minutes = magnitude / 60_000_000_000
    let seconds = Self.decimal(magnitude % 60_000_000_000, of: 1_000_000_000) + "s"
    if minutes == 0 { return sign + seconds }
    return minutes < 60 ? "\(sign)\(minutes)m\(seconds)" : "\(sign)\(minutes / 60)h\(minutes % 60)m\(seconds)"
  }

  /// `amount / unit` without trailing zeros; `unit` is a power of ten.
  private static func decimal(_ amount: UInt64, of unit: UInt64) -> String {
    let fraction = amount % unit
    guard fraction > 0 else { return String(amount / unit) }
    var digits = Substring(String(unit + fraction).dropFirst())
    while digits.last == "0" { digits.removeLast() }
    return "\(amount / unit).\(digits)"
  }
}

// MARK: - Parsing

extension ConfigurationDuration {
  public struct SyntaxError: Error, Sendable {
    /// In the words of Go's `time` package.
    public var message: String
  }

  private static let units: [String: Int64] = [
    "ns": 1, "us": 1_000, "µs": 1_000, "μs": 1_000, "ms": 1_000_000, "s": 1_000_000_000,
    "m": 60_000_000_000, "h": 3_600_000_000_000,
  ]

  /// Reads a sign, if any, and numbers with units: `-1h30m`, `1.5s`; also a bare `0`.
  public init(parsing text: String) throws(SyntaxError) {
    let invalid = SyntaxError(message: "time: invalid duration \(FieldError.quoted(text))")
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
    self.init(nanoseconds: 0)
    if rest == "0" { return }
    guard !rest.isEmpty else { throw invalid }
    while !rest.isEmpty {
      let whole = Self.takeDigits(&rest)
      var fraction = ""
      if rest.hasPrefix(".") {
        rest.removeFirst()
        fraction = Self.takeDigits(&rest)
      }
      guard !whole.isEmpty || !fraction.isEmpty else { throw invalid }
      let unitName = String(rest.prefix { $0 != "." && !Self.isDigit($0) })
      guard !unitName.isEmpty else {
        throw SyntaxError(message: "time: missing unit in duration \(FieldError.quoted(text))")
      }
      guard let unit = Self.units[unitName] else {
        throw SyntaxError(
          message: "time: unknown unit \(FieldError.quoted(unitName)) in duration \(FieldError.quoted(text))")
      }
      rest.removeFirst(unitName.count)
      guard let amount = whole.isEmpty ? 0 : Int64(whole) else { throw invalid }
      let (product, overflow) = amount.multipliedReportingOverflow(by: unit)
      let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(product)
      let (total, totalOverflow) = sum.addingReportingOverflow(Self.nanoseconds(fraction: fraction, of: unit))
      guard !overflow, !sumOverflow, !totalOverflow else { throw invalid }
      nanoseconds = total
    }
    if isNegative { nanoseconds = -nanoseconds }
  }

  /// The digits after a decimal point times the unit, cut off. Eighteen of them are more than a nanosecond can tell.
  private static func nanoseconds(fraction: String, of unit: Int64) -> Int64 {
    var scale = unit
    var total: Int64 = 0
    for digit in fraction.prefix(18) {
      total += Int64(digit.wholeNumberValue ?? 0) * scale / 10
      scale /= 10
    }
    return total
  }

  private static func takeDigits(_ text: inout Substring) -> String {
    let digits = text.prefix(while: isDigit)
    text.removeFirst(digits.count)
    return String(digits)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
