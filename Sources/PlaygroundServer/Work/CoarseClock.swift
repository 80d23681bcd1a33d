import Foundation

/// A clock that is exact to some milliseconds only, and costs next to nothing to look at.
enum CoarseClock {
  /// Nanoseconds since a moment in the past. They never go back.
  static var now: UInt64 {
    var time = timespec()
    #if os(Linux)
      clock_gettime(CLOCK_MONOTONIC_COARSE, &time)
    #else
      clock_gettime(CLOCK_MONOTONIC_RAW_APPROX, &time)
    #endif
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// The time in which a duration that begins now has passed, at least.
  static func time(after duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = max(0, Double(seconds) * 1e9 + Double(attoseconds) / 1e9)
    return nanoseconds < 1e18 ? now + UInt64(nanoseconds.rounded(.up)) : .max
  }
}
