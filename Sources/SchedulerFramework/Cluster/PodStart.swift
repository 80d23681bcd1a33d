/// When a Pod started, for comparison with others: by time, and Pods without a time after all others in the order they came.
public struct PodStart: Sendable, Hashable, Comparable {
  /// Seconds and nanoseconds since 1970; nil for none.
  private let seconds: Int64?
  private let nanoseconds: Int64
  private let arrival: Int

  /// - Parameters:
  ///   - time: RFC 3339; a text that is none counts as no time.
  ///   - arrival: The place in the order in which Pods came.
  init(time: String?, arrival: Int) {
    let parsed = time.flatMap(Self.parse)
    seconds = parsed?.seconds
    nanoseconds = parsed?.nanoseconds ?? 0
    // Equal times are equal starts, whoever came first.
    self.arrival = parsed == nil ? arrival : 0
  }

  public static func < (left: PodStart, right: PodStart) -> Bool {
    (left.seconds ?? .max, left.nanoseconds, left.arrival) < (right.seconds ?? .max, right.nanoseconds, right.arrival)
  }

  private static func parse(_ time: String) -> (seconds: Int64, nanoseconds: Int64)? {
    let digits = time.split { !$0.isNumber }
    let numbers = digits.compactMap { Int64($0) }
    guard numbers.count == digits.count, numbers.count >= 6 else { return nil }
    let days = days(year: numbers[0], month: numbers[1], day: numbers[2])
    var seconds = days * 86_400 + numbers[3] * 3_600 + numbers[4] * 60 + numbers[5]

    var zone = 6
    var nanoseconds: Int64 = 0
    if time.contains(".") {
      guard numbers.count > 6 else { return nil }
      nanoseconds = Int64((digits[6] + "000000000").prefix(9)) ?? 0
      zone = 7
    }
    if numbers.count == zone + 2 {
      let offset = numbers[zone] * 3_600 + numbers[zone + 1] * 60
      seconds += time.contains("+") ? -offset : offset
    }
    return (seconds, nanoseconds)
  }

  /// Days since 1970 in the proleptic Gregorian calendar; years are counted from March.
  private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }
}
