import SchedulerFramework

/// A cluster in which a scenario's objects have been created, and no scheduler has tried anything yet: the moment at which
/// runs of one scenario with different schedulers part. What comes before is done once for all of them.
///
///     let start = try SimulationStart(input)
///     let first = try start.run([scheduler])
///     let second = try start.run([otherScheduler])
///
/// Threads may run from one start at the same time.
public struct SimulationStart: Sendable {
  /// What a scheduler has seen and queued so far.
  struct Watched: Sendable {
    var view: FrozenClusterState
    var queue: SchedulingQueue
  }

  /// The input, with the schedulers that watched the objects being created.
  let input: SimulationInput
  let cluster: SimulatedCluster
  let controllers: ControllerManager
  let snapshots: SnapshotKeeper
  let nodeOrder: NodeOrderKeeper
  let workAtThisMoment: Int
  let end: String
  let watched: [Watched]
}

extension SimulationStart {
  /// Creates the objects.
  ///
  /// - Parameter checkCancelled: called again and again; what it throws ends the work.
  /// - Throws: ``RefusedObjects`` when objects of the scenario are refused, a ``ConfigurationError`` when a scheduler cannot
  ///   be put together, and what `checkCancelled` throws.
  public init(_ input: SimulationInput, checkCancelled: @escaping () throws -> Void = {}) throws {
    var simulator = try Simulator(input, checkCancelled: checkCancelled)
    try simulator.create()
    self = simulator.start
  }

  /// Runs to the end with these schedulers. It is the same run as that of ``Simulation/init(_:checkCancelled:)``, which is
  /// also what is made when the schedulers would have queued otherwise than those that watched.
  ///
  /// - Throws: As ``Simulation/init(_:checkCancelled:)``.
  public func run(
    _ schedulers: [SchedulerDefinition], checkCancelled: @escaping () throws -> Void = {}
  ) throws -> Simulation {
    let input = input(with: schedulers)
    guard let queueing = try Queueing.all(of: input), try queueing == Queueing.all(of: self.input) else {
      return try Simulation(input, checkCancelled: checkCancelled)
    }
    var simulator = try Simulator(from: self, with: schedulers, checkCancelled: checkCancelled)
    try simulator.goOn()
    return Simulation(simulator, input: input, extenders: ExtenderTape())
  }

  func input(with schedulers: [SchedulerDefinition]) -> SimulationInput {
    var input = input
    input.schedulers = schedulers
    return input
  }
}

/// All that decides how a scheduler's queue looks before anything is tried.
private struct Queueing: Equatable {
  private struct Profile: Equatable {
    var schedulerName: String
    var plugins: [String]
    var arguments: [PluginArguments?]
  }

  private var name: String
  private var backoff: [Int]
  private var profiles: [Profile]

  /// nil when more than that counts: extenders see Pods and Nodes whole.
  init?(_ definition: SchedulerDefinition, _ plugins: PluginRegistry) throws(ConfigurationError) {
    let configuration = definition.configuration
    guard configuration.extenders.isEmpty else { return nil }
    name = definition.name
    backoff = [configuration.podInitialBackoffSeconds, configuration.podMaxBackoffSeconds]
    profiles = try configuration.resolvedProfiles(knowing: plugins.extensionPoints).map { profile in
      let names = [ExtensionPoint.queueSort, .preEnqueue].flatMap { profile.plugins[$0] ?? [] }.map(\.name)
      return Profile(
        schedulerName: profile.schedulerName, plugins: names, arguments: names.map { profile.arguments[$0] })
    }
  }

  /// One a scheduler; nil when one of them has none.
  static func all(of input: SimulationInput) throws(ConfigurationError) -> [Queueing]? {
    var all: [Queueing] = []
    for definition in input.schedulers {
      guard let next = try Queueing(definition, input.plugins) else { return nil }
      all.append(next)
    }
    return all
  }
}
