/// Writes fractions with a fixed number of decimals, as `%f` does, without floating point.
public enum DecimalText {
  /// Rounded half up. The divisor must not be 0.
  public static func fixed(_ number: Int128, dividedBy divisor: Int128, digits: Int) -> String {
    let isNegative = (number < 0) != (divisor < 0)
    let divisor = divisor.magnitude
    var (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: divisor)
    var decimals: [UInt8] = []
    for _ in 0..<digits {
      // The rest is below the divisor, but ten times as much may not fit.
      let (digit, remainder) = divisor.dividingFullWidth(rest.multipliedFullWidth(by: 10))
      decimals.append(UInt8(truncatingIfNeeded: digit))
      rest = remainder
    }
    if rest >= divisor - rest {
      var index = digits - 1
      while index >= 0, decimals[index] == 9 {
        decimals[index] = 0
        index -= 1
      }
      if index >= 0 { decimals[index] += 1 } else { whole += 1 }
    }
    let fraction = decimals.map(String.init).joined()
    return (isNegative ? "-" : "") + String(whole) + (digits > 0 ? "." + fraction : "")
  }
}
