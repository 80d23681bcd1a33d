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
  /// The profile as written and where it stands, to say where a mistake is.
  private var source: JSONValue
  private var location: FieldPath

  init(_ profile: DecodedProfile) {
    source = profile.value
    location = profile.location
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

extension ProfileConfiguration {
  /// Where the profile enables a plugin, in the list with the name of `field`; where it is missing there, the part of
  /// the profile that says which plugins there are.
  ///
  /// - Parameter field: `score`, `multiPoint` …; nil for the plugins as a whole.
  func location(ofPlugin name: String? = nil, in field: String? = nil) -> FieldPath {
    let plugins = location.field("plugins")
    guard let field else { return plugins }
    let enabled = source["plugins"][field]["enabled"].items
    guard let index = enabled.lastIndex(where: { $0["name"].string == name }) else { return plugins.field(field) }
    return plugins.field(field).field("enabled").index(index)
  }
}
