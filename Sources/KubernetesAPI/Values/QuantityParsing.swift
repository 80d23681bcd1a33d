extension Quantity {
  /// Why a text is no quantity, in the API server's words.
  public enum SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    case format
    case number
    case suffix

    public var description: String {
      switch self {
      case .format: Quantity.syntaxMessage
      case .number: "unable to parse numeric part of quantity"
      case .suffix: "unable to parse quantity's suffix"
      }
    }
  }

  /// The API server's words for a text that is no quantity.
  public static let syntaxMessage =
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"

  /// nil for a text that is no quantity. Blanks around it are passed over.
  public init?(_ text: String) {
    do throws(SyntaxError) {
      self = try Quantity(parsing: text)
    } catch {
      return nil
    }
  }

  /// Reads a quantity as the API server does: leniently. A missing number counts as zero (`k`, `.`, `-`), and a text
  /// of few digits is kept as it was written where its digits could not be fewer (`1.500`, `+1`).
  public init(parsing text: String) throws(SyntaxError) {
    if let usual = Self.usual(text) {
      self = usual
      return
    }
    let trimmed = text.utf8.first.map(Self.isBlank) == true || text.utf8.last.map(Self.isBlank) == true
    let text =
      trimmed ? String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) : text
    let parts = try QuantityText(text)
    let suffix = try Suffix(parts.suffix)

    if let exact = Self.exact(parts, suffix) {
      let amount = Quantity(nanoUnits: exact.nanoUnits, format: suffix.format)
      let isKept = exact.isCanonicalToGo && amount.canonicalForm != text
      self.init(nanoUnits: exact.nanoUnits, format: suffix.format, literal: isKept ? text : nil)
      return
    }
    if !parts.hasDigits { throw .number }
    let magnitude = BigDecimal(parts, suffix).roundedUpNanoUnits
    let capped = suffix.isBinary ? min(magnitude, Int128(Int64.max) * Self.nano) : magnitude
    let isFraction = suffix.isBinary && capped < Self.nano && capped > 0
    self.init(nanoUnits: parts.isNegative ? -capped : capped, format: isFraction ? .decimalSI : suffix.format)
  }

  /// The amount of a text as nearly all are written, a whole number and perhaps a suffix; nil for all others, which may
  /// be quantities none the less.
  static func usual(_ text: String) -> Quantity? {
    var value: Int64 = 0
    var digits = 0
    var suffix: UInt8 = 0
    var isBinary = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        // A leading zero is kept as it was written.
        if suffix != 0 || digits == 15 || (digits == 1 && value == 0) { return nil }
        value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        digits += 1
      case UInt8(ascii: "i"):
        if suffix == 0 || isBinary { return nil }
        isBinary = true
      default:
        if digits == 0 || suffix != 0 { return nil }
        suffix = byte
      }
    }
    guard digits > 0 else { return nil }
    // More digits than these are not exact to Go.
    let binary: (shift: Int64, digits: Int)? =
      switch suffix {
      case UInt8(ascii: "K"): (10, 11)
      case UInt8(ascii: "M"): (20, 8)
      case UInt8(ascii: "G"): (30, 5)
      case UInt8(ascii: "T"): (40, 2)
      default: nil
      }
    if isBinary {
      guard let binary, digits <= binary.digits else { return nil }
      return Quantity(nanoUnits: Int128(value << binary.shift) * nano, format: .binarySI)
    }
    switch suffix {
    case 0: return Quantity(value)
    case UInt8(ascii: "m"): return Quantity(milliUnits: value)
    default: return nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 || byte >= 0x80 }

  /// An amount of few enough digits for 64 bits, which is all but the strangest; nil for the others.
  private static func exact(
    _ parts: QuantityText, _ suffix: Suffix
  ) -> (nanoUnits: Int128, isCanonicalToGo: Bool)? {
    guard parts.whole.count + parts.fraction.count <= 18 else { return nil }
    var value: Int64 = 0
    for digit in parts.whole { value = value * 10 + Int64(digit - UInt8(ascii: "0")) }
    for digit in parts.fraction { value = value * 10 + Int64(digit - UInt8(ascii: "0")) }
    let sign: Int128 = parts.isNegative ? -1 : 1

    if suffix.isBinary {
      // Go's estimate of the digits that the factor takes.
      guard parts.fraction.isEmpty, 14 - max(parts.whole.count, 1) - suffix.exponent * 3 / 10 >= 0 else { return nil }
      let (units, overflow) = value.multipliedReportingOverflow(by: Int64(1) << Int64(suffix.exponent))
      return overflow ? nil : (sign * Int128(units) * nano, value & 7 != 0)
    }
    let scale = suffix.exponent - parts.fraction.count
    guard scale >= -9 else { return nil }
    guard value != 0 else { return (0, false) }
    var amount = Int128(value)
    for _ in 0..<min(scale + 9, 40) {
      let (next, overflow) = amount.multipliedReportingOverflow(by: 10)
      if overflow { return (parts.isNegative ? .min : .max, false) }
      amount = next
    }
    let first = parts.whole.first ?? UInt8(ascii: "0")
    let isCanonical = scale % 3 == 0 && value % 1000 != 0 && first != UInt8(ascii: "0")
    return (sign * amount, isCanonical)
  }
}

/// A quantity's text, taken apart.
private struct QuantityText {
  var isNegative = false
  /// Digits before the point, without leading zeros.
  var whole: ArraySlice<UInt8> = []
  var fraction: ArraySlice<UInt8> = []
  var suffix: ArraySlice<UInt8> = []
  /// Whether any digit was written, be it a zero.
  var hasDigits = false

  init(_ text: String) throws(Quantity.SyntaxError) {
    if text.isEmpty { throw .format }
    var rest = Array(text.utf8)[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    let digits = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(digits.count)
    whole = digits.drop { $0 == UInt8(ascii: "0") }
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: Self.isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    hasDigits = !digits.isEmpty || !fraction.isEmpty
    suffix = rest

    rest = rest.drop { "eEinumkKMGTP".utf8.contains($0) }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
    if !rest.allSatisfy(Self.isDigit) { throw .format }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

private struct Suffix {
  /// Of two if binary, else of ten.
  var exponent: Int
  var format: Quantity.Format
  var isBinary: Bool { format == .binarySI }

  init(_ bytes: ArraySlice<UInt8>) throws(Quantity.SyntaxError) {
    let text = String(decoding: bytes, as: UTF8.self)
    (exponent, format) =
      switch text {
      case "": (0, .decimalSI)
      case "m": (-3, .decimalSI)
      case "Ki": (10, .binarySI)
      case "Mi": (20, .binarySI)
      case "Gi": (30, .binarySI)
      case "Ti": (40, .binarySI)
      case "Pi": (50, .binarySI)
      case "Ei": (60, .binarySI)
      case "n": (-9, .decimalSI)
      case "u": (-6, .decimalSI)
      case "k": (3, .decimalSI)
      case "M": (6, .decimalSI)
      case "G": (9, .decimalSI)
      case "T": (12, .decimalSI)
      case "P": (15, .decimalSI)
      case "E": (18, .decimalSI)
      default:
        if let first = text.first, first == "e" || first == "E", let written = Int64(text.dropFirst()) {
          // Beyond these, every amount but zero is the largest or the smallest.
          (Int(min(max(written, -1_000_000), 1_000_000)), .decimalExponent)
        } else {
          throw .suffix
        }
      }
  }
}

/// An amount of any number of digits, for those that 64 bits cannot hold.
private struct BigDecimal {
  /// The digits as one number, in limbs of 32 bits, the lowest first.
  private var limbs: [UInt32] = []
  /// The power of ten that the number is to be multiplied by to give nano-units.
  private var exponent: Int
  private var hasRemainder = false

  init(_ parts: QuantityText, _ suffix: Suffix) {
    exponent = 9 - parts.fraction.count + (suffix.isBinary ? 0 : suffix.exponent)
    // Digits beyond these matter only for rounding.
    let digits = parts.whole + parts.fraction
    let kept = digits.prefix(120)
    exponent += digits.count - kept.count
    hasRemainder = digits.dropFirst(kept.count).contains { $0 != UInt8(ascii: "0") }
    for digit in kept { multiply(by: 10, adding: UInt32(digit - UInt8(ascii: "0"))) }
    if suffix.isBinary {
      for _ in 0..<(suffix.exponent / 10) { multiply(by: 1024, adding: 0) }
    }
  }

  /// The amount in nano-units, rounded up; the largest that can be held if it is larger.
  var roundedUpNanoUnits: Int128 {
    var number = self
    while number.exponent < 0, !number.limbs.isEmpty {
      number.divideByTen()
      number.exponent += 1
    }
    while number.exponent > 0, !number.limbs.isEmpty, number.limbs.count <= 4 {
      number.multiply(by: 10, adding: 0)
      number.exponent -= 1
    }
    guard number.limbs.count <= 4 else { return .max }
    let value = number.limbs.reversed().reduce(UInt128(0)) { $0 << 32 | UInt128($1) }
    return Int128(clamping: value + (number.hasRemainder && value < UInt128.max ? 1 : 0))
  }

  private mutating func multiply(by factor: UInt32, adding summand: UInt32) {
    var carry = UInt64(summand)
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  private mutating func divideByTen() {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      let dividend = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(dividend / 10)
      remainder = dividend % 10
    }
    if limbs.last == 0 { limbs.removeLast() }
    hasRemainder = hasRemainder || remainder > 0
  }
}
