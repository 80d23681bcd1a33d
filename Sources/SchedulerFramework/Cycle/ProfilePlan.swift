import KubernetesAPI

/// What follows from a profile's configuration alone: which plugins it has, and where they take part. Schedulers of one
/// configuration share it; plugins each of them has for itself, as a plugin may remember what it has seen.
final class ProfilePlan: Sendable {
  let schedulerName: String
  /// nil: the scheduler's own setting counts.
  let percentageOfNodesToScore: Int?
  let names: [String]
  /// By the extension point's place.
  private let seats: [[Profile.Seat]]
  /// Whether decisions can be kept for Pods of one shape at all: a profile without filters or scores chooses otherwise.
  let keepsShapes: Bool
  /// The place of each plugin among the Score plugins, 0 for those that do not score; nil when there are too many of them.
  let scoreLanes: [Int]?
  /// The plugins that do something with the Node that was found.
  let binding: Set<Int>
  let indices: [String: Int]
  /// What each plugin has registered for.
  let events: [[ClusterEvent]]
  /// The kinds of objects that plugins read.
  let kindsRead: Set<String>
  private let resolved: ResolvedProfile
  private let registry: PluginRegistry

  /// - Throws: What a plugin says of its arguments.
  init(_ resolved: ResolvedProfile, plugins registry: PluginRegistry) throws(ConfigurationError) {
    self.resolved = resolved
    self.registry = registry
    schedulerName = resolved.schedulerName
    percentageOfNodesToScore = resolved.percentageOfNodesToScore
    var plugins: [any Plugin] = []
    var names: [String] = []
    var seats = [[Profile.Seat]](repeating: [], count: ExtensionPoint.allCases.count)
    for point in ExtensionPoint.allCases {
      for enabled in resolved.plugins[point] ?? [] {
        var index = names.firstIndex(of: enabled.name)
        if index == nil, let plugin = try registry.makePlugin(named: enabled.name, of: resolved) {
          index = plugins.count
          plugins.append(plugin)
          names.append(enabled.name)
        }
        if let index { seats[point.place].append(Profile.Seat(plugin: index, weight: Int64(enabled.weight))) }
      }
    }
    self.names = names
    self.seats = seats
    let scoring = seats[ExtensionPoint.score.place].map(\.plugin)
    scoreLanes =
      scoring.count <= PackedScores.capacity ? plugins.indices.map { scoring.firstIndex(of: $0) ?? 0 } : nil
    keepsShapes = !seats[ExtensionPoint.filter.place].isEmpty && !scoring.isEmpty
    binding = Set([ExtensionPoint.reserve, .permit, .preBind].flatMap { seats[$0.place].map(\.plugin) })
    indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    events = plugins.map(\.events)
    kindsRead = Set(plugins.flatMap(\.kindsRead))
  }

  func seats(at point: ExtensionPoint) -> [Profile.Seat] { seats[point.place] }

  /// Plugins in the order of ``names``.
  ///
  /// - Throws: Nothing that was not thrown when the plan was made.
  func makePlugins() throws(ConfigurationError) -> [any Plugin] {
    var plugins: [any Plugin] = []
    plugins.reserveCapacity(names.count)
    for name in names {
      if let plugin = try registry.makePlugin(named: name, of: resolved) { plugins.append(plugin) }
    }
    return plugins
  }
}
