import KubernetesAPI

/// A plugin that a profile runs at an extension point.
public struct EnabledPlugin: Sendable, Hashable {
  public var name: String
  /// What the plugin's scores are multiplied by; 0 for plugins that score nothing. Never 0 at Score.
  public var weight: Int

  public init(name: String, weight: Int) {
    self.name = name
    self.weight = weight
  }
}

/// A profile with the plugins that it runs at each extension point.
public struct ResolvedProfile: Sendable, Hashable {
  public var schedulerName: String
  /// nil when the configuration's own value holds.
  public var percentageOfNodesToScore: Int?
  /// In the order of execution; every extension point is there. QueueSort has one plugin, Bind at least one.
  public var plugins: [ExtensionPoint: [EnabledPlugin]]
  /// The arguments by plugin name.
  public var arguments: [String: PluginArguments]
  /// Where the arguments stand in the configuration, for those that are written down.
  var argumentLocations: [String: FieldPath]
}
