import KubernetesAPI

/// One scheduler of a process, chosen by a Pod's `spec.schedulerName` (`v1.KubeSchedulerProfile`).
public struct ProfileConfiguration: Sendable, Hashable {
  public var schedulerName: String
  /// Goes before the configuration's own value; nil when the profile does not say.
  public var percentageOfNodesToScore: Int?
  /// What is enabled and disabled where, merged with the defaults. ``resolved(knowing:)`` says what comes of it.
  public var plugins: PluginSets
  /// The arguments by plugin name; for every enabled plugin that takes arguments, the defaults if need be.
  public var arguments: [String: PluginArguments]
  /// Where the arguments stand in the configuration.
  var argumentLocations: [String: FieldPath]

  init(_ profile: DecodedProfile) {
    schedulerName = profile.schedulerName
    percentageOfNodesToScore = profile.value["percentageOfNodesToScore"].int
    plugins = PluginSets(profile.value["plugins"])
    arguments = [:]
    argumentLocations = [:]
    for plugin in profile.pluginConfiguration {
      arguments[plugin.name] = plugin.arguments
      argumentLocations[plugin.name] = plugin.location
    }
    for name in plugins.enabledNames where arguments[name] == nil {
      arguments[name] = PluginArguments.defaults(for: name)
    }
  }
}
