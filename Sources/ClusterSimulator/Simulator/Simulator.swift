import KubernetesAPI
import SchedulerFramework

/// A run as it goes: a cluster, what acts in it, and a clock.
///
/// At every moment users act first, then controllers and kubelets until they have nothing left to do, then the schedulers,
/// one attempt at a time, each followed by its consequences. Last of all Pods that are on their way out come to their end,
/// one at a time. When nothing is left to do, the clock moves on to the next user step or timer.
struct Simulator {
  /// How far a run is taken.
  enum Target {
    case end
    /// Until the state after the step is final.
    case step(Int)
    /// Up to and including the attempt, which asks as much as `depth` says.
    case attempt(Int, depth: Attempt.Depth)
  }

  let input: SimulationInput
  private(set) var cluster: SimulatedCluster
  private(set) var snapshots = SnapshotKeeper()
  private(set) var checkpoints = ViewCheckpoints()
  /// The last attempt of a run that was taken up to an attempt.
  private(set) var attempt: Attempt?
  /// Why the run ended; empty while it goes on.
  private(set) var end = ""
  private var controllers: ControllerManager
  private var nodeOrder = NodeOrderKeeper()
  private var schedulers: [SchedulerProcess] = []
  /// The schedulerNames that some scheduler serves.
  let servedProfiles: Set<String>
  private let target: Target
  private let checkCancelled: () throws -> Void
  /// Pieces of work since the clock last moved or a user last acted.
  private var workAtThisMoment = 0

  /// - Throws: A ``ConfigurationError`` when a scheduler's profiles cannot be put together.
  init(
    _ input: SimulationInput, target: Target = .end, checkCancelled: @escaping () throws -> Void = {}
  ) throws(ConfigurationError) {
    self.input = input
    self.target = target
    self.checkCancelled = checkCancelled
    cluster = SimulatedCluster(server: APIServer(admission: input.admission))
    cluster.reserve(objects: input.objects.count)
    controllers = ControllerManager()
    if case .step(let step) = target { cluster.keptSteps = step...step }
    // Replays are for looking at something else.
    let keepsScores = if case .end = target { true } else { false }
    for definition in input.schedulers {
      schedulers.append(try SchedulerProcess(definition, of: input, keepsScores: keepsScores))
    }
    servedProfiles = Set(schedulers.flatMap { $0.scheduler.profiles.map(\.schedulerName) })
    // What every cluster has was there before anybody watched.
    for kind in cluster.server.store.storedKinds {
      for object in cluster.server.store.objects(kind) { show(.object(old: nil, new: object)) }
    }
  }

  /// A run that goes on where the scenario's objects have been created, with schedulers of its own.
  ///
  /// - Throws: A ``ConfigurationError`` when a scheduler's profiles cannot be put together.
  init(
    from start: SimulationStart, with schedulers: [SchedulerDefinition], checkCancelled: @escaping () throws -> Void
  ) throws(ConfigurationError) {
    input = start.input(with: schedulers)
    target = .end
    self.checkCancelled = checkCancelled
    cluster = start.cluster
    controllers = start.controllers
    snapshots = start.snapshots
    nodeOrder = start.nodeOrder
    workAtThisMoment = start.workAtThisMoment
    end = start.end
    for (definition, watched) in zip(schedulers, start.watched) {
      self.schedulers.append(
        try SchedulerProcess(definition, of: input, seeing: watched.view, queue: watched.queue))
    }
    servedProfiles = Set(self.schedulers.flatMap { $0.scheduler.profiles.map(\.schedulerName) })
  }

  /// Where other runs of the scenario can begin.
  var start: SimulationStart {
    SimulationStart(
      input: input, cluster: cluster, controllers: controllers, snapshots: snapshots, nodeOrder: nodeOrder,
      workAtThisMoment: workAtThisMoment, end: end,
      watched: schedulers.map { .init(view: FrozenClusterState($0.scheduler.cluster), queue: $0.queue) })
  }

  /// Runs to the end, or to the target.
  ///
  /// - Throws: ``RefusedObjects`` when objects of the scenario are refused, and what `checkCancelled` throws.
  mutating func run() throws {
    try create()
    try goOn()
  }

  /// Creates the scenario's objects. No scheduler has tried anything after that.
  ///
  /// - Throws: ``RefusedObjects`` when objects of the scenario are refused, and what `checkCancelled` throws.
  mutating func create() throws {
    finishPieceOfWork()
    try createObjects()
  }

  /// Runs from the moment when the objects have been created.
  ///
  /// - Throws: What `checkCancelled` throws.
  mutating func goOn() throws {
    try settle()
    var steps = input.userSteps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
      .map(\.element)[...]
    let deadline = input.until ?? (steps.last?.at ?? .start).advanced(by: input.limits.timeAfterLastStep)
    while end.isEmpty {
      let timer = ([controllers.nextTimer] + schedulers.map(\.nextTimer)).compactMap { $0 }.min()
      guard let next = [timer, steps.first?.at].compactMap({ $0 }).min() else {
        end = "quiet"
        break
      }
      if next > deadline {
        cluster.now = deadline
        end = endOfTime
        break
      }
      advance(to: next)
      if let step = steps.first, step.at <= cluster.now {
        steps.removeFirst()
        perform(step)
      } else {
        controllers.wake(at: cluster.now)
      }
      workAtThisMoment = 0
      try settle()
    }
    keepState()
  }

  private var endOfTime: String {
    if let until = input.until { return "spec.until: \(until) s" }
    return "limit: \(input.limits.timeAfterLastStep.components.seconds) s of virtual time after the last step"
  }

  private mutating func advance(to time: VirtualTime) {
    guard time > cluster.now else { return }
    cluster.now = time
    for index in schedulers.indices { schedulers[index].wake(in: &cluster) }
  }

  // MARK: Work

  /// Changes of objects that are made again as quickly as anybody could wish: states before that are not kept. Most runs have
  /// fewer, and keeping every state would take a fifth of their time.
  private static let quicklyRepeated: Int64 = 1_000

  /// Whether no state was kept on the way, nor would need to be.
  var isQuicklyRepeated: Bool {
    cluster.keptSteps == nil && cluster.journal.attempts.count <= Self.quicklyRepeated
  }

  /// Lets everything react until nothing is left to do at this moment.
  private mutating func settle() throws {
    while end.isEmpty {
      try checkCancelled()
      deliver()
      finishPieceOfWork()
      if case .end = target, cluster.keptSteps != nil {
        checkpoints.consider(step: cluster.journal.steps.count, cluster.server.store, schedulers)
      }
      if isTargetReached { end = "target" }
      checkLimits()
      guard end.isEmpty else { return }
      workAtThisMoment += 1
      if controllers.work(in: &cluster) { continue }
      guard tryOnePod() || controllers.finishStopping(in: &cluster) else { return }
    }
  }

  /// Controllers alone react; while the scenario's objects are being created no scheduler acts.
  private mutating func settleControllers() throws {
    repeat {
      try checkCancelled()
      deliver()
      finishPieceOfWork()
      workAtThisMoment += 1
      checkLimits()
    } while end.isEmpty && (controllers.work(in: &cluster) || controllers.finishStopping(in: &cluster))
  }

  /// The schedulers take turns in their order; the first that has something to try does.
  private mutating func tryOnePod() -> Bool {
    let target = target
    var seen: Attempt?
    for index in schedulers.indices {
      let isTried = schedulers[index].tryNext(in: &cluster) { number in
        if case .attempt(number, let depth) = target { depth } else { nil }
      } look: {
        seen = $0
      }
      if let seen { attempt = seen }
      if isTried { return true }
    }
    return false
  }

  private mutating func deliver() {
    cluster.takeObservations()
    // What follows from showing one is observed the next time.
    while let observation = cluster.nextObservation() { show(observation) }
  }

  private mutating func show(_ observation: borrowing Observation) {
    controllers.observe(observation)
    nodeOrder.observe(observation)
    for index in schedulers.indices { schedulers[index].observe(observation, in: &cluster) }
  }

  /// Keeps the states after the steps that the last piece of work recorded, where they are to be kept.
  private mutating func finishPieceOfWork() {
    if case .end = target, cluster.keptSteps == nil, cluster.server.store.resourceVersion >= Self.quicklyRepeated {
      cluster.keptSteps = 0...Int.max
    }
    guard cluster.keptSteps != nil else { return }
    for (step, store) in cluster.takeStoresOfSteps() where step < cluster.journal.steps.count {
      snapshots.keep(snapshot(with: store), after: step)
    }
    if cluster.keepsLastStep { keepState() }
  }

  /// Keeps the state after the last step.
  private mutating func keepState() {
    snapshots.keep(snapshot(with: cluster.server.store), after: cluster.journal.steps.count)
  }

  private mutating func snapshot(with store: ObjectStore) -> ClusterSnapshot {
    ClusterSnapshot(
      at: cluster.now, store: store, queues: schedulers.map(\.queue.pools),
      waiting: schedulers.flatMap(\.scheduler.cluster.waitingPods.pods), profiles: servedProfiles,
      nodeOrder: nodeOrder.current(of: schedulers.first?.scheduler))
  }

  /// The Score plugins of every profile with their weights.
  var weights: [String: [(plugin: String, weight: Int64)]] {
    Dictionary(
      schedulers.flatMap { $0.scheduler.profiles.map { ($0.schedulerName, $0.weights) } },
      uniquingKeysWith: { first, _ in first })
  }

  private var isTargetReached: Bool {
    switch target {
    case .end: false
    case .step(let step): cluster.journal.steps.count > step
    case .attempt(let number, _): cluster.journal.attempts.count >= number
    }
  }

  private mutating func checkLimits() {
    let limits = input.limits
    if cluster.journal.attempts.count >= limits.attempts {
      end = "limit: \(limits.attempts) attempts"
    } else if cluster.objectCount >= limits.objects, cluster.objectCount > input.objects.count {
      end = "limit: \(limits.objects) objects"
    } else if workAtThisMoment > 200_000 + 100 * cluster.objectCount {
      end = "limit: the cluster does not come to rest at \(cluster.now) s"
    }
  }

  // MARK: Users

  private mutating func createObjects() throws {
    var creation = ScenarioCreation(input)
    for (index, object) in input.objects.enumerated() {
      creation.create(object, index: index, in: &cluster)
      workAtThisMoment = 0
      try settleControllers()
      if isTargetReached {
        end = "target"
        return
      }
    }
    creation.finish(in: &cluster)
    if !creation.refusals.isEmpty { throw RefusedObjects(refusals: creation.refusals) }
  }

  private mutating func perform(_ step: UserStep) {
    let user = step.user ?? input.user
    let actions = UserActions(user: user, files: input.files)
    switch step.action {
    case .node(let name, let kubeletRuns, let conditions):
      if let kubeletRuns, cluster.node(named: name) != nil {
        controllers.setKubelet(running: kubeletRuns, on: name, at: cluster.now)
      }
      actions.changeNode(name, kubeletRuns: kubeletRuns, conditions: conditions, in: &cluster)
    default: actions.perform(step.action, in: &cluster)
    }
  }
}
