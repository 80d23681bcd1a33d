public import KubernetesAPI
public import SchedulerFramework

/// A run under other weights, as far as that can be told without scheduling again: attempt by attempt until the first one that
/// chooses another Node. Up to there both runs are the same, step by step, as nothing but that choice depends on weights.
public struct RunRescoring: Sendable, Hashable {
  /// The first attempt that chooses another Node.
  public struct Difference: Sendable, Hashable {
    /// Counts from 1.
    public var attempt: Int
    public var pod: NamespacedName
    /// The Node that the run chose.
    public var node: String
    /// The Node that the new weights choose; nil when that cannot be told without scheduling again.
    public var instead: String?
  }

  /// Attempts of the run.
  public var attempts: Int
  /// The first attempts, which come out the same under the new weights.
  public var unchanged: Int
  /// nil when all attempts come out the same, and with them the whole run.
  public var difference: Difference?
}

/// The weights of Score plugins by profile, and there by plugin.
public typealias ProfileWeights = [String: [String: Int64]]

extension Simulation {
  /// Re-scores the attempts under other weights.
  ///
  /// - Parameter weights: By profile; plugins and profiles that are missing keep theirs.
  public func rescored(_ weights: ProfileWeights) -> RunRescoring {
    var profiles: [String: (old: [Int64], new: [Int64])] = [:]
    for (name, plugins) in self.weights {
      let old = plugins.map(\.weight)
      let new = plugins.map { weights[name]?[$0.plugin] ?? $0.weight }
      if old != new { profiles[name] = (old, new) }
    }
    var rescoring = RunRescoring(attempts: result.attempts.count, unchanged: result.attempts.count)
    for outcome in result.attempts {
      guard let profile = outcome.profile.flatMap({ profiles[$0] }) else { continue }
      let before = scores.choice(in: outcome.attempt, profile.old)
      let after = scores.choice(in: outcome.attempt, profile.new)
      if before == .none || (before == after && before != .unknown) { continue }
      rescoring.unchanged = outcome.attempt - 1
      rescoring.difference = .init(
        attempt: outcome.attempt, pod: outcome.pod, node: before.node ?? outcome.placedOn ?? "", instead: after.node)
      break
    }
    return rescoring
  }

  /// The run with schedulers that differ from this one's in nothing but weights, when no attempt chooses otherwise under
  /// them; nil when one does, and the run has to be made.
  public func reweighted(_ schedulers: [SchedulerDefinition]) -> Simulation? {
    guard let weights = SchedulerDefinition.weights(of: schedulers, unlike: input.schedulers, input.plugins),
      rescored(weights).difference == nil
    else { return nil }
    return Simulation(self, schedulers: schedulers, weights: weights)
  }
}

extension ScoreLog.Choice {
  fileprivate var node: String? {
    if case .node(let name) = self { name } else { nil }
  }
}

extension SchedulerDefinition {
  /// The weights of schedulers that differ from others in nothing but weights; nil when more differs.
  public static func weights(
    of schedulers: [SchedulerDefinition], unlike others: [SchedulerDefinition], _ plugins: PluginRegistry
  ) -> ProfileWeights? {
    guard schedulers.count == others.count else { return nil }
    var weights: ProfileWeights = [:]
    for (one, other) in zip(schedulers, others) {
      guard one.name == other.name, let own = one.configuration.weights(unlike: other.configuration, plugins) else {
        return nil
      }
      weights.merge(own) { first, _ in first }
    }
    return weights
  }
}

extension SchedulerConfiguration {
  /// nil when more differs than weights, or extenders have a say: they score too.
  fileprivate func weights(unlike other: SchedulerConfiguration, _ plugins: PluginRegistry) -> ProfileWeights? {
    guard extenders.isEmpty, withoutProfiles == other.withoutProfiles,
      let own = try? resolvedProfiles(knowing: plugins.extensionPoints),
      let others = try? other.resolvedProfiles(knowing: plugins.extensionPoints), own.count == others.count
    else { return nil }
    var weights: ProfileWeights = [:]
    for (profile, like) in zip(own, others) {
      guard profile.isLike(like) else { return nil }
      let score = profile.plugins[.score, default: []]
      weights[profile.schedulerName] = Dictionary(
        score.map { ($0.name, Int64($0.weight)) }, uniquingKeysWith: { first, _ in first })
    }
    return weights
  }

  private var withoutProfiles: SchedulerConfiguration {
    var copy = self
    copy.profiles = []
    return copy
  }
}

extension ResolvedProfile {
  /// Whether nothing differs but weights, and the order in which scores are added up.
  fileprivate func isLike(_ other: ResolvedProfile) -> Bool {
    guard schedulerName == other.schedulerName, percentageOfNodesToScore == other.percentageOfNodesToScore,
      arguments == other.arguments
    else { return false }
    return ExtensionPoint.allCases.allSatisfy { point in
      let (own, others) = (plugins[point, default: []].map(\.name), other.plugins[point, default: []].map(\.name))
      return point == .score ? Set(own) == Set(others) : own == others
    }
      // What adds up to another winner must only be more or less of the same.
      && plugins[.score, default: []].allSatisfy { $0.weight >= 1 }
      && other.plugins[.score, default: []].allSatisfy { $0.weight >= 1 }
  }
}
