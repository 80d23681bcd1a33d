public import KubernetesAPI

/// A moment on the simulation's own clock, which waiting advances and the wall clock never does.
///
///     let backoffEnds = VirtualTime.start.advanced(by: .seconds(10))
///     backoffEnds.seconds   // 10.0
public struct VirtualTime: InstantProtocol, Sendable, Hashable, CustomStringConvertible {
  public var sinceStart: Duration

  public init(sinceStart: Duration) { self.sinceStart = sinceStart }

  /// The moment a simulation begins.
  public static let start = VirtualTime(sinceStart: .zero)

  public func advanced(by duration: Duration) -> VirtualTime { VirtualTime(sinceStart: sinceStart + duration) }
  public func duration(to other: VirtualTime) -> Duration { other.sinceStart - sinceStart }

  public static func < (left: VirtualTime, right: VirtualTime) -> Bool { left.sinceStart < right.sinceStart }

  /// Seconds since the start, to the nanosecond.
  public var seconds: Double {
    let (seconds, attoseconds) = sinceStart.components
    return Double(seconds) + Double(attoseconds / 1_000_000_000) / 1e9
  }

  /// The whole second at or before this moment.
  public var roundedDownToSecond: VirtualTime {
    VirtualTime(sinceStart: .seconds(sinceStart.components.seconds))
  }

  /// Seconds since the start as a decimal number without superfluous zeros, `12` or `3.5`.
  public var description: String {
    let (seconds, attoseconds) = sinceStart.components
    guard attoseconds != 0 else { return String(seconds) }
    let digits = String(attoseconds / 1_000_000_000 + 1_000_000_000).dropFirst()
    let significant = digits.reversed().drop(while: { $0 == "0" }).reversed()
    return significant.isEmpty ? String(seconds) : "\(seconds).\(String(significant))"
  }
}

extension JSONWriter {
  /// The seconds since the start, as a moment's description has them.
  public mutating func member(_ name: StaticString, _ moment: VirtualTime) {
    // Most of what happens in most scenarios happens at the start.
    if moment == .start { return member(name, 0) }
    key(name)
    let (seconds, attoseconds) = moment.sinceStart.components
    if attoseconds == 0 { write(seconds) } else { raw(moment.description) }
  }
}
