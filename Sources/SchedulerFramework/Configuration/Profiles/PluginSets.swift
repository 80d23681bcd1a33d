import KubernetesAPI

/// A plugin as a profile lists it (`v1.Plugin`).
public struct PluginReference: Sendable, Hashable {
  public var name: String
  /// What the plugin's scores are multiplied by; 0 when the profile does not say.
  public var weight: Int

  public init(_ name: String, weight: Int = 0) {
    self.name = name
    self.weight = weight
  }

  init(_ value: JSONValue) {
    self.init(value["name"].string ?? "", weight: value["weight"].int ?? 0)
  }
}

/// What a profile says about one extension point (`v1.PluginSet`).
public struct PluginSet: Sendable, Hashable {
  public var enabled: [PluginReference]
  /// Names of plugins that are on by default or by `multiPoint` and are not wanted here; `*` for all of them.
  public var disabled: [String]

  public init(enabled: [PluginReference] = [], disabled: [String] = []) {
    self.enabled = enabled
    self.disabled = disabled
  }

  init(_ value: JSONValue) {
    self.init(
      enabled: value["enabled"].items.map(PluginReference.init),
      disabled: value["disabled"].items.map { $0["name"].string ?? "" })
  }

  /// The defaults of a point with what a profile says about it.
  ///
  /// A default plugin that the profile lists again keeps its place and takes the profile's weight.
  func merged(into defaults: PluginSet) -> PluginSet {
    var result = PluginSet(disabled: disabled + defaults.disabled)
    // The last entry of a name counts as the replacement; the others stay, and are found when the profile is built.
    let replacements = Dictionary(
      enabled.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { _, last in last })
    var replaced: Set<Int> = []
    if !result.disabled.contains("*") {
      for plugin in defaults.enabled where !result.disabled.contains(plugin.name) {
        if let index = replacements[plugin.name] {
          replaced.insert(index)
          result.enabled.append(enabled[index])
        } else {
          result.enabled.append(plugin)
        }
      }
    }
    for (index, plugin) in enabled.enumerated() where !replaced.contains(index) { result.enabled.append(plugin) }
    return result
  }
}

/// What a profile says about all extension points (`v1.Plugins`).
public struct PluginSets: Sendable, Hashable {
  /// Plugins for every extension point that they implement.
  public var multiPoint: PluginSet
  private var points: [ExtensionPoint: PluginSet]

  public init(multiPoint: PluginSet = PluginSet(), points: [ExtensionPoint: PluginSet] = [:]) {
    self.multiPoint = multiPoint
    self.points = points
  }

  /// Reads the `plugins` of a profile and merges them with the default ones.
  init(_ value: JSONValue) {
    multiPoint = PluginSet(value["multiPoint"]).merged(into: DefaultPlugins.multiPoint)
    points = [:]
    for point in ExtensionPoint.allCases {
      points[point] = PluginSet(value[point.configurationField]).merged(into: PluginSet())
    }
  }

  public subscript(point: ExtensionPoint) -> PluginSet {
    get { points[point] ?? PluginSet() }
    set { points[point] = newValue }
  }

  /// The names of all plugins that are enabled somewhere, sorted.
  var enabledNames: [String] {
    var names = Set(multiPoint.enabled.map(\.name))
    for set in points.values { names.formUnion(set.enabled.map(\.name)) }
    return names.sorted()
  }
}
