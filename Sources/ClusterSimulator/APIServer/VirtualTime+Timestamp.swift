public import SchedulerFramework

/// How virtual time reads in objects.
///
/// A run starts at a fixed moment, 2026-01-01T00:00:00Z, so that the same scenario gives the same bytes on every machine
/// and day.
extension VirtualTime {
  /// RFC 3339 with whole seconds, as `metav1.Time` is written: `2026-01-01T00:01:30Z`.
  ///
  /// Times that such a text cannot tell are the last one it can.
  public var timestamp: String {
    Self.text(Self.epoch + max(-Self.epoch, min(Self.lastSecond, sinceStart.components.seconds)))
  }

  /// The moment of an RFC 3339 time in UTC; nil for a text that is none.
  public init?(timestamp: String) {
    guard let seconds = Self.seconds(timestamp) else { return nil }
    self.init(sinceStart: .seconds(seconds))
  }

  /// The start of a run in seconds since 1970.
  private static let epoch: Int64 = 1_767_225_600

  /// 9999-12-31T23:59:59Z in seconds since the start of a run.
  private static let lastSecond: Int64 = 253_402_300_799 - epoch

  private static func seconds(_ timestamp: String) -> Int64? {
    let parts = timestamp.split { !$0.isNumber }.compactMap { Int64($0) }
    guard timestamp.hasSuffix("Z"), parts.count >= 6, (1...12).contains(parts[1]), (1...31).contains(parts[2]),
      (0...9999).contains(parts[0]), parts[3] < 24, parts[4] < 60, parts[5] <= 60
    else { return nil }
    let days = days(year: parts[0], month: parts[1], day: parts[2])
    return days * 86_400 + parts[3] * 3_600 + parts[4] * 60 + parts[5] - epoch
  }

  private static func text(_ secondsSince1970: Int64) -> String {
    let (days, second) = floorDivide(secondsSince1970, 86_400)
    let (year, month, day) = date(daysSince1970: days)
    var digits: [UInt8] = []
    digits.reserveCapacity(20)
    func add(_ number: Int64, then mark: Unicode.Scalar, width: Int = 2) {
      var divisor: Int64 = width == 4 ? 1_000 : 10
      while divisor > 0 {
        digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
        divisor /= 10
      }
      digits.append(UInt8(ascii: mark))
    }
    add(year, then: "-", width: 4)
    add(month, then: "-")
    add(day, then: "T")
    add(second / 3_600, then: ":")
    add(second / 60 % 60, then: ":")
    add(second % 60, then: "Z")
    return String(decoding: digits, as: UTF8.self)
  }

  // The proleptic Gregorian calendar in eras of 400 years that start on the 1st of March.
  private static func date(daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = floorDivide(daysSince1970 + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let (era, yearOfEra) = floorDivide(month <= 2 ? year - 1 : year, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func floorDivide(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
