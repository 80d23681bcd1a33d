/// The outcome of a plugin's call, with kube-scheduler's codes.
public struct Status: Sendable, Hashable {
  public enum Code: String, Sendable, Hashable {
    case success = "Success"
    /// The plugin failed; the attempt ends and the Pod is tried again later.
    case error = "Error"
    /// The Pod does not fit, but it might if other Pods went away: preemption may help.
    case unschedulable = "Unschedulable"
    /// The Pod does not fit, and no preemption can change that.
    case unschedulableAndUnresolvable = "UnschedulableAndUnresolvable"
    /// At Permit: the Pod waits for an approval.
    case wait = "Wait"
    /// The plugin has nothing to say about this Pod and is left out further on.
    case skip = "Skip"
    /// The Pod waits for something outside the scheduler.
    case pending = "Pending"

    public var isRejection: Bool {
      self == .unschedulable || self == .unschedulableAndUnresolvable || self == .pending
    }
  }

  public var code: Code
  /// Why, in kube-scheduler's words; for an error its text.
  public var reasons: [String]

  public init(_ code: Code, _ reasons: String...) {
    self.code = code
    self.reasons = reasons
  }

  public init(_ code: Code, reasons: [String]) {
    self.code = code
    self.reasons = reasons
  }

  public static let success = Status(.success)
  public static let skip = Status(.skip)

  public var isSuccess: Bool { code == .success }

  /// The reasons in one text, as messages quote them.
  public var message: String { reasons.joined(separator: ", ") }
}
