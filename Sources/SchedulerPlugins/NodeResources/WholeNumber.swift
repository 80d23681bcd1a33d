/// Whole numbers in floating point: dividing takes a fraction of the time there, and compilers do several at once.
///
/// Everything here is exact for numbers from 0 to ``limit``: their quotients that are not whole lie farther from the next
/// whole number than they can be rounded.
enum WholeNumber {
  /// 2⁴⁴; a hundred times as much still has all its digits in a `Double`.
  static let limit: Int64 = 1 << 44

  /// 2⁵²: from here on a `Double` has no places after the point, and its last bits are the number.
  private static let unit = 0x1p52
  private static let digits: UInt64 = (1 << 52) - 1

  @inline(__always)
  static func double(_ number: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: number) | unit.bitPattern) - unit
  }

  @inline(__always)
  static func integer(_ number: Double) -> Int64 { Int64(bitPattern: (number + unit).bitPattern & digits) }

  /// The whole part.
  @inline(__always)
  static func floor(_ number: Double) -> Double {
    let rounded = (number + unit) - unit
    return rounded > number ? rounded - 1 : rounded
  }
}
