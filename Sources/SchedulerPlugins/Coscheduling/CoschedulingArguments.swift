public import SchedulerFramework

/// `CoschedulingArgs`.
public struct CoschedulingArguments: Sendable, Hashable {
  /// How long a Pod waits for the rest of its group, in virtual seconds, when the group does not say.
  public var permitWaitingTimeSeconds = 60
  /// How long a group that was turned away is not tried again, in virtual seconds. scheduler-plugins does not wait unless it
  /// is told to, and then gangs that do not fit are tried without a pause; here they are not.
  public var podGroupBackoffSeconds = 10

  public init() {}

  /// - Throws: What is wrong with them.
  public init(_ arguments: PluginArguments?) throws(ConfigurationError) {
    var reader = ArgumentReader(arguments)
    permitWaitingTimeSeconds = reader.integer(
      "permitWaitingTimeSeconds", default: permitWaitingTimeSeconds, in: 1...86_400)
    podGroupBackoffSeconds = reader.integer("podGroupBackoffSeconds", default: podGroupBackoffSeconds, in: 0...86_400)
    try reader.finish()
  }
}
