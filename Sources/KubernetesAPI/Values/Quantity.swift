/// An exact amount of a resource (`resource.Quantity`): `500m`, `1.5Gi`, `129e6`.
///
/// Amounts are whole numbers of nano-units; anything finer is rounded up, away from zero, as Kubernetes does.
/// What exceeds 128 bits of those (1.7e29 units) is held as the largest amount.
/// <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
public struct Quantity: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The notation that the amount was written in and is given back in.
  public enum Format: Sendable, Hashable { case decimalSI, binarySI, decimalExponent }

  /// The amount in billionths.
  public let nanoUnits: Int128
  public let format: Format

  /// The text it was read from, where the API server gives that back instead of the canonical form.
  private let literal: String?

  static let nano: Int128 = 1_000_000_000

  public init(nanoUnits: Int128, format: Format = .decimalSI) {
    self.init(nanoUnits: nanoUnits, format: format, literal: nil)
  }

  init(nanoUnits: Int128, format: Format, literal: String?) {
    self.nanoUnits = nanoUnits
    self.format = format
    self.literal = literal
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

  /// Whole units, rounded up, away from zero: bytes, Pods, devices. Beyond 64 bits the largest number is given.
  public var value: Int64 { Self.roundedUp(nanoUnits, by: Self.nano) }

  /// Thousandths, rounded up, away from zero: milli-CPU. Beyond 64 bits the largest number is given.
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
    let limit: Int128 = left.isNegative ? .min : .max
    return Quantity(nanoUnits: overflow ? limit : sum, format: left.isZero ? right.format : left.format)
  }

  public static func - (left: Quantity, right: Quantity) -> Quantity {
    let (difference, overflow) = left.nanoUnits.subtractingReportingOverflow(right.nanoUnits)
    let limit: Int128 = left.isNegative ? .min : .max
    return Quantity(nanoUnits: overflow ? limit : difference, format: left.isZero ? right.format : left.format)
  }

  /// The amount in whole thousandths, rounded up, away from zero: what the API server makes of amounts in lists of
  /// resources before it stores them.
  public var roundedUpToMilli: Quantity {
    let (quotient, remainder) = nanoUnits.quotientAndRemainder(dividingBy: 1_000_000)
    if remainder == 0 { return self }
    return Quantity(nanoUnits: (quotient + remainder.signum()) * 1_000_000, format: format)
  }

  private static func roundedUp(_ amount: Int128, by unit: Int128) -> Int64 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: unit)
    return Int64(clamping: quotient + remainder.signum())
  }
}

// MARK: - Writing

extension Quantity {
  /// The text as the API server gives it back: the canonical form, with the largest suffix that leaves no fraction,
  /// or what was written where it takes that for canonical, as in `1.500` and `+1`.
  public var description: String { literal ?? canonicalForm }

  var canonicalForm: String {
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
    while amount % 1000 == 0, step < 9 || format == .decimalExponent {
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
