public import KubernetesAPI

/// A scheduler profile that is ready to schedule: plugins made from their arguments, in order, at every extension point.
public struct Profile: Sendable {
  /// A plugin at an extension point.
  struct Seat: Sendable {
    /// An index into ``Profile/plugins``.
    let plugin: Int
    /// Only scores have one.
    let weight: Int64
  }

  public let schedulerName: String
  /// nil: the scheduler's own setting counts.
  public let percentageOfNodesToScore: Int?
  let plugins: [any Plugin]
  let names: [String]
  private let seats: [ExtensionPoint: [Seat]]
  /// Whether its decisions can be kept for Pods of one shape at all: a profile without filters or scores chooses otherwise.
  let keepsShapes: Bool
  /// Whether decisions tell what their weights had to choose from.
  let keepsScores: Bool
  /// The place of each plugin among the Score plugins, 0 for those that do not score; nil when scores are not kept, or there
  /// are too many of them.
  let scoreLanes: [Int]?
  /// The plugins that do something with the Node that was found.
  let binding: Set<Int>
  private let indices: [String: Int]
  /// What each plugin has registered for.
  private let events: [[ClusterEvent]]

  /// - Throws: What a plugin says of its arguments.
  init(
    _ resolved: ResolvedProfile, plugins registry: PluginRegistry, keepsScores: Bool = false
  ) throws(ConfigurationError) {
    schedulerName = resolved.schedulerName
    percentageOfNodesToScore = resolved.percentageOfNodesToScore
    var plugins: [any Plugin] = []
    var names: [String] = []
    var seats: [ExtensionPoint: [Seat]] = [:]
    for point in ExtensionPoint.allCases {
      for enabled in resolved.plugins[point] ?? [] {
        var index = names.firstIndex(of: enabled.name)
        if index == nil, let plugin = try registry.makePlugin(named: enabled.name, of: resolved) {
          index = plugins.count
          plugins.append(plugin)
          names.append(enabled.name)
        }
        if let index { seats[point, default: []].append(Seat(plugin: index, weight: Int64(enabled.weight))) }
      }
    }
    self.plugins = plugins
    self.names = names
    self.seats = seats
    self.keepsScores = keepsScores
    let scoring = seats[.score, default: []].map(\.plugin)
    scoreLanes =
      keepsScores && scoring.count <= PackedScores.capacity
      ? plugins.indices.map { scoring.firstIndex(of: $0) ?? 0 } : nil
    keepsShapes = seats[.filter]?.isEmpty == false && seats[.score]?.isEmpty == false
    binding = Set([.reserve, .permit, .preBind].flatMap { seats[$0, default: []].map(\.plugin) })
    indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    events = plugins.map(\.events)
  }

  func seats(at point: ExtensionPoint) -> [Seat] { seats[point] ?? [] }

  /// The plugins at an extension point, in the order they are called.
  public func pluginNames(at point: ExtensionPoint) -> [String] { seats(at: point).map { names[$0.plugin] } }

  /// Weights of the Score plugins by name.
  public var weights: [(plugin: String, weight: Int64)] {
    seats(at: .score).map { (names[$0.plugin], $0.weight) }
  }

  // MARK: - Queueing

  /// Stands for all extenders among the plugins that rejected a Pod (`framework.ExtenderName`).
  static let extenderName = "Extender"

  /// Whether a change in the cluster may have made schedulable a Pod that the plugin rejected.
  public func hint(
    _ plugin: String, about change: ClusterChange, for pod: Pod, in cluster: ClusterState
  ) -> QueueingHint {
    // Nobody knows what an extender waits for: every change is worth a try.
    if plugin == Self.extenderName { return .queue }
    guard let index = indices[plugin], isConcerned(index, by: change.event) else { return .skip }
    return plugins[index].hint(about: change, for: pod, in: cluster)
  }

  /// Whether the plugin has registered for such changes and says that this one does not help the Pod.
  public func rulesOut(_ change: ClusterChange, for pod: Pod, by plugin: String, in cluster: ClusterState) -> Bool {
    guard let index = indices[plugin], isConcerned(index, by: change.event) else { return false }
    return plugins[index].hint(about: change, for: pod, in: cluster) == .skip
  }

  /// The names of the plugins that have registered for such changes, and extenders, which are concerned by all.
  public func plugins(concernedBy event: ClusterEvent) -> [String] {
    names.indices.filter { isConcerned($0, by: event) }.map { names[$0] } + [Self.extenderName]
  }

  private func isConcerned(_ plugin: Int, by event: ClusterEvent) -> Bool {
    events[plugin].contains { $0.covers(event) }
  }
}
