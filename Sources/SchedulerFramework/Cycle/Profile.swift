public import KubernetesAPI

/// A scheduler profile that is ready to schedule: plugins made from their arguments, in order, at every extension point.
public final class Profile: Sendable {
  /// A plugin at an extension point.
  struct Seat: Sendable {
    /// An index into ``Profile/plugins``.
    let plugin: Int
    /// Only scores have one.
    let weight: Int64
  }

  let plan: ProfilePlan
  let plugins: [any Plugin]
  /// Whether decisions tell what their weights had to choose from.
  let keepsScores: Bool

  /// - Throws: What a plugin says of its arguments.
  init(_ plan: ProfilePlan, keepsScores: Bool = false) throws(ConfigurationError) {
    self.plan = plan
    self.keepsScores = keepsScores
    plugins = try plan.makePlugins()
  }

  public var schedulerName: String { plan.schedulerName }
  /// nil: the scheduler's own setting counts.
  public var percentageOfNodesToScore: Int? { plan.percentageOfNodesToScore }
  var names: [String] { plan.names }
  var binding: Set<Int> { plan.binding }
  /// As the plan has it; nil also when scores are not kept.
  var scoreLanes: [Int]? { keepsScores ? plan.scoreLanes : nil }

  func seats(at point: ExtensionPoint) -> [Seat] { plan.seats(at: point) }

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
    guard let index = plan.indices[plugin], isConcerned(index, by: change.event) else { return .skip }
    return plugins[index].hint(about: change, for: pod, in: cluster)
  }

  /// Whether the plugin has registered for such changes and says that this one does not help the Pod.
  public func rulesOut(_ change: ClusterChange, for pod: Pod, by plugin: String, in cluster: ClusterState) -> Bool {
    guard let index = plan.indices[plugin], isConcerned(index, by: change.event) else { return false }
    return plugins[index].hint(about: change, for: pod, in: cluster) == .skip
  }

  /// The names of the plugins that have registered for such changes, and extenders, which are concerned by all.
  public func plugins(concernedBy event: ClusterEvent) -> [String] {
    names.indices.filter { isConcerned($0, by: event) }.map { names[$0] } + [Self.extenderName]
  }

  private func isConcerned(_ plugin: Int, by event: ClusterEvent) -> Bool {
    plan.events[plugin].contains { $0.covers(event) }
  }
}
