/// An exact amount of a resource (`resource.Quantity`): `500m`, `1.5Gi`, `129e6`.
///
/// Amounts are whole numbers of nano-units; anything finer is rounded up, away from zero, as Kubernetes does.
/// <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
public struct Quantity: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The notation that the amount was written in and is given back in.
  public enum Format: Sendable, Hashable { case decimalSI, binarySI, decimalExponent }

  /// The amount in billionths.
  public let nanoUnits: Int128
  public let format: Format

  private static let nano: Int128 = 1_000_000_000

  public init(nanoUnits: Int128, format: Format = .decimalSI) {
    self.nanoUnits = nanoUnits
    self.format = format
  }

  public init(_ units: Int64, format: Format = .decimalSI) {
    self.init(nanoUnits: Int128(units) * Self.nano, format: format)
  }

  public init(milliUnits: Int64) {
    self.init(nanoUnits: Int128(milliUnits) * 1_000_000)
  }

  /// A string or number of a document; nil for what is no quantity.
  public init?(_ value: JSONValue) {
    switch value {
    case .integer(let number): self.init(number)
    case .number(let literal), .string(let literal): self.init(literal)
    default: return nil
    }
  }

  /// Whole units, rounded up: bytes, Pods, devices. Beyond 64 bits the largest number is given.
  public var value: Int64 { Self.roundedUp(nanoUnits, by: Self.nano) }

  /// Thousandths, rounded up: milli-CPU. Beyond 64 bits the largest number is given.
  public var milliValue: Int64 { Self.roundedUp(nanoUnits, by: 1_000_000) }

  public var isZero: Bool { nanoUnits == 0 }
  public var isNegative: Bool { nanoUnits < 0 }
  /// Whether the amount is a whole number of units.
  public var isInteger: Bool { nanoUnits % Self.nano == 0 }

  public static func < (left: Quantity, right: Quantity) -> Bool { left.nanoUnits < right.nanoUnits }

  /// Quantities are equal when the amounts are, whatever the notation.
  public static func == (left: Quantity, right: Quantity) -> Bool { left.nanoUnits == right.nanoUnits }
  public func hash(into hasher: inout Hasher) { hasher.combine(nanoUnits) }

  /// The notation of the left one is kept; an empty sum takes that of what is added.
  public static func + (left: Quantity, right: Quantity) -> Quantity {
    let (sum, overflow) = left.nanoUnits.addingReportingOverflow(right.nanoUnits)
    return Quantity(nanoUnits: overflow ? .max : sum, format: left.isZero ? right.format : left.format)
  }

  private static func roundedUp(_ amount: Int128, by unit: Int128) -> Int64 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: remainder > 0 ? quotient + 1 : quotient)
  }
}

// MARK: - Reading

extension Quantity {
  /// The API server's words for a text that is no quantity.
  public static let syntaxMessage =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

  private static let decimalSuffixes: [String: Int] = [
    "n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18,
  ]
  private static let binarySuffixes: [String: Int] = ["Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60]

  /// nil for a text that is no quantity, and for an amount too large to hold. Blanks around it are passed over.
  public init?(_ text: String) {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }

    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    let mantissa = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
    let suffix = String(rest.dropFirst(mantissa.count))
    let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard mantissa.contains(where: { $0 != "." }), parts.count <= 2 else { return nil }

    var digits = parts.joined()[...].drop(while: { $0 == "0" })
    let scale = parts.count == 2 ? parts[1].count : 0
    if digits.isEmpty { digits = "0" }
    guard digits.count <= 60 else { return nil }

    if let bits = Self.binarySuffixes[suffix] {
      guard let amount = Self.amount(digits, tenTo: 9 - scale, times: Int128(1) << bits) else { return nil }
      self.init(nanoUnits: isNegative ? -amount : amount, format: .binarySI)
      return
    }
    let exponent: Int
    let format: Format
    if let known = Self.decimalSuffixes[suffix] {
      (exponent, format) = (known, .decimalSI)
    } else if let mark = suffix.first, mark == "e" || mark == "E", let written = Int(suffix.dropFirst()),
      abs(written) < 100
    {
      (exponent, format) = (written, .decimalExponent)
    } else {
      return nil
    }
    guard let amount = Self.amount(digits, tenTo: 9 - scale + exponent, times: 1) else { return nil }
    self.init(nanoUnits: isNegative ? -amount : amount, format: format)
  }

  /// digits · 10^exponent · factor, rounded up; nil when it does not fit.
  private static func amount(_ digits: Substring, tenTo exponent: Int, times factor: Int128) -> Int128? {
    var kept = digits
    var isInexact = false
    var remaining = exponent
    // Digits that would fall far below a nano-unit only matter for rounding.
    while remaining < -30, !kept.isEmpty {
      isInexact = isInexact || kept.last != "0"
      kept.removeLast()
      remaining += 1
    }
    guard var amount = kept.isEmpty ? 0 : Int128(kept) else { return nil }
    if kept.isEmpty { return isInexact ? 1 : 0 }
    let (scaled, overflow) = amount.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    amount = scaled
    while remaining > 0 {
      let (next, overflow) = amount.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      amount = next
      remaining -= 1
    }
    var divisor: Int128 = 1
    while remaining < 0 {
      divisor *= 10
      remaining += 1
    }
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: divisor)
    return remainder != 0 || isInexact ? quotient + 1 : quotient
  }
}

// MARK: - Writing

extension Quantity {
  /// The canonical form: the largest suffix that leaves no fraction.
  public var description: String {
    if isZero { return "0" }
    let isSmall = nanoUnits > -1024 * Self.nano && nanoUnits < 1024 * Self.nano
    if format == .binarySI, isInteger, !isSmall {
      var amount = nanoUnits / Self.nano
      var step = 0
      while amount % 1024 == 0, step < 6 {
        amount /= 1024
        step += 1
      }
      return "\(amount)" + ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"][step]
    }
    var amount = nanoUnits
    var step = 0
    while amount % 1000 == 0, step < 9 {
      amount /= 1000
      step += 1
    }
    let exponent = (step - 3) * 3
    if format == .decimalExponent {
      return exponent == 0 ? "\(amount)" : "\(amount)e\(exponent)"
    }
    return "\(amount)" + ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"][min(step, 9)]
  }
}
