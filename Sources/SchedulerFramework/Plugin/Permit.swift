/// What a Permit plugin says about a Pod that has got a Node.
public struct PermitResult: Sendable, Hashable {
  /// The longest that a plugin can make a Pod wait.
  public static let longestWait: Duration = .seconds(15 * 60)

  public var status: Status
  /// How long the Pod waits at most; only with the status `wait`, and no longer than ``longestWait``.
  public var timeout: Duration

  public init(_ status: Status) {
    self.status = status
    timeout = .zero
  }

  /// The Pod may be bound.
  public static let success = PermitResult(.success)

  /// The Pod waits until the plugin allows or rejects it (``WaitingPods``), or until the time is over, which rejects it.
  public static func wait(atMost timeout: Duration) -> PermitResult {
    var result = PermitResult(Status(.wait))
    result.timeout = min(timeout, longestWait)
    return result
  }
}

/// A plugin's wish that a Pod waits at Permit.
public struct PermitWait: Sendable, Hashable {
  public var plugin: String
  /// How long it waits at most.
  public var timeout: Duration

  public init(plugin: String, timeout: Duration) {
    self.plugin = plugin
    self.timeout = timeout
  }

  /// `Coscheduling (at most 1m0s)`
  public var text: String { "\(plugin) (at most \(ConfigurationDuration(timeout)))" }
}

extension ConfigurationDuration {
  /// Lengths past what Go can tell are the longest that it can.
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, sumOverflow) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    self.init(nanoseconds: overflow || sumOverflow ? .max : sum)
  }
}
