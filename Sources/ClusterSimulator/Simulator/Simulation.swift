public import KubernetesAPI
public import SchedulerFramework

/// A run that has been made: what came of it, and the way back to any of its moments.
///
///     let simulation = try Simulation(SimulationInput(objects: objects, schedulers: [scheduler], plugins: .inTree))
///     for step in simulation.result.steps { print(step.at, step.text) }
///     let table = try simulation.attempt(1, depth: .full)?.table
public struct Simulation: Sendable {
  public let input: SimulationInput
  public let result: SimulationResult
  /// The Score plugins of every profile with their weights, in their order.
  public let weights: [String: [(plugin: String, weight: Int64)]]
  /// Whether the run is made again within a few milliseconds, and is the same then: it is short, and no extender was asked.
  public let isQuicklyRepeated: Bool
  let scores: ScoreLog
  private let replay: Replay

  /// Runs to the end.
  ///
  /// - Parameter checkCancelled: called again and again; what it throws ends the run.
  /// - Throws: ``RefusedObjects`` when objects of the scenario are refused, a ``ConfigurationError`` when a scheduler cannot
  ///   be put together, and what `checkCancelled` throws.
  public init(_ input: SimulationInput, checkCancelled: @escaping () throws -> Void = {}) throws {
    let tape = ExtenderTape()
    var recorded = input
    recorded.extenderClient = input.extenderClient.map(tape.recorder)
    var simulator = try Simulator(recorded, checkCancelled: checkCancelled)
    try simulator.run()
    self.init(simulator, input: input, extenders: tape)
  }

  /// A run that has come to its end.
  init(_ simulator: Simulator, input: SimulationInput, extenders: ExtenderTape) {
    self.input = input
    result = SimulationResult(simulator)
    scores = simulator.cluster.journal.scores
    weights = simulator.weights
    isQuicklyRepeated = simulator.isQuicklyRepeated && extenders.isEmpty
    replay = Replay(
      input: input, extenders: extenders, snapshots: simulator.snapshots, checkpoints: simulator.checkpoints,
      steps: result.steps)
  }

  /// The run that another one is under weights that change no attempt's choice.
  init(_ other: Simulation, schedulers: [SchedulerDefinition], weights changed: ProfileWeights) {
    var input = other.input
    input.schedulers = schedulers
    self.input = input
    result = other.result
    isQuicklyRepeated = other.isQuicklyRepeated
    scores = other.scores
    weights = Dictionary(
      uniqueKeysWithValues: other.weights.map { name, plugins in
        (name, plugins.map { ($0.plugin, changed[name]?[$0.plugin] ?? $0.weight) })
      })
    replay = other.replay.with(input)
  }

  /// The cluster after a step, 0 for the moment before the first; nil when there is no such step.
  public func view(afterStep step: Int, checkCancelled: @escaping () throws -> Void = {}) throws -> ClusterView? {
    guard let snapshot = try snapshot(step, checkCancelled) else { return nil }
    return ClusterView(snapshot, step: step == 0 ? nil : result.steps[step - 1])
  }

  /// All objects after a step, kind by kind in the order in which they were created; nil when there is no such step.
  ///
  /// - Parameter kind: nil for every kind.
  public func objects(
    afterStep step: Int, kind: String? = nil, checkCancelled: @escaping () throws -> Void = {}
  ) throws -> [KubernetesObject]? {
    guard let store = try snapshot(step, checkCancelled)?.store else { return nil }
    return (kind.map { [$0] } ?? store.storedKinds).flatMap { store.objects($0) }
  }

  private func snapshot(_ step: Int, _ checkCancelled: @escaping () throws -> Void) throws -> ClusterSnapshot? {
    guard step >= 0, step <= result.steps.count else { return nil }
    return try replay.snapshot(afterStep: step, checkCancelled: checkCancelled)
  }

  /// An attempt with its table, computed again from the state before it; nil when there is no such attempt.
  ///
  /// - Parameter number: counts from 1.
  public func attempt(
    _ number: Int, depth: Attempt.Depth, checkCancelled: @escaping () throws -> Void = {}
  ) throws -> Attempt? {
    guard result.attempts.indices.contains(number - 1) else { return nil }
    return try replay.attempt(result.attempts[number - 1], depth: depth, checkCancelled: checkCancelled)
  }
}

extension SimulationResult {
  /// How often schedulers tried a Pod: the last one of its name.
  private struct Tries {
    var podUID = ""
    var count = 0
    var profile: String?

    mutating func add(_ attempt: AttemptOutcome) {
      if podUID != attempt.podUID { self = Tries(podUID: attempt.podUID) }
      count += 1
      profile = attempt.profile
    }
  }

  init(_ simulator: borrowing Simulator) {
    let journal = simulator.cluster.journal
    steps = journal.steps
    events = journal.events
    attempts = journal.attempts
    end = simulator.end
    endedAt = simulator.cluster.now
    let profiles = simulator.servedProfiles
    let store = simulator.cluster.server.store
    var tries = [NamespacedName: Tries](minimumCapacity: store.count("Pod"))
    for attempt in journal.attempts { tries[attempt.pod, default: Tries()].add(attempt) }
    let pods = store.objects("Pod")
    placements = pods.map { object in
      let pod = object.pod
      let tried = tries[pod.namespacedName].flatMap { $0.podUID == pod.metadata.uid ? $0 : nil }
      let isServed = pod.nodeName == nil && profiles.contains(pod.spec.schedulerName)
      return Placement(
        pod: pod.namespacedName, node: pod.nodeName,
        profile: tried?.profile ?? (isServed ? pod.spec.schedulerName : nil), attempts: tried?.count ?? 0,
        message: PendingReason.of(object, pod, profiles: profiles)?.message)
    }
    metrics = Metrics(of: pods, on: store.objects("Node"), preempted: steps.count { $0.kind == .preempted })
  }
}
