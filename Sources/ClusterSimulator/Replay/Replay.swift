import KubernetesAPI
import SchedulerFramework

/// The way back to any moment of a run: a kept snapshot where there is one, and otherwise the run itself, once more, up to
/// there. Runs of one input are equal, so what it finds is what happened.
struct Replay: Sendable {
  private var original: SimulationInput
  private let extenders: ExtenderTape
  let snapshots: SnapshotKeeper
  let checkpoints: ViewCheckpoints
  /// For every attempt the first step that it led to, counted from 1.
  let stepsOfAttempts: [Int]

  init(
    input: SimulationInput, extenders: ExtenderTape, snapshots: SnapshotKeeper, checkpoints: ViewCheckpoints,
    steps: [SimulationStep]
  ) {
    original = input
    self.extenders = extenders
    self.checkpoints = checkpoints
    self.snapshots = snapshots
    var first: [Int] = []
    for step in steps where step.attempt == first.count + 1 { first.append(step.step) }
    stepsOfAttempts = first
  }

  /// The way back to the moments of a run that is the same with another input.
  func with(_ input: SimulationInput) -> Replay {
    var copy = self
    copy.original = input
    return copy
  }

  /// The run's input, where extenders say what they said in the run.
  private var input: SimulationInput {
    var input = original
    input.extenderClient = extenders.player()
    return input
  }

  func snapshot(afterStep step: Int, checkCancelled: @escaping () throws -> Void) throws -> ClusterSnapshot? {
    if let kept = snapshots.snapshot(after: step) { return kept }
    var simulator = try Simulator(input, target: .step(step), checkCancelled: checkCancelled)
    try simulator.run()
    return simulator.snapshots.snapshot(after: step)
  }

  /// - Parameter outcome: what came of the attempt in the run.
  func attempt(
    _ outcome: AttemptOutcome, depth: Attempt.Depth, checkCancelled: @escaping () throws -> Void
  ) throws -> Attempt? {
    if let quick = try attemptFromSnapshot(outcome, depth: depth) { return quick }
    var simulator = try Simulator(
      input, target: .attempt(outcome.attempt, depth: depth), checkCancelled: checkCancelled)
    try simulator.run()
    return simulator.attempt
  }

  /// The attempt made again by a new scheduler that sees the cluster as it was; nil when a scheduler remembers more than
  /// that, or when something else comes of it.
  private func attemptFromSnapshot(_ outcome: AttemptOutcome, depth: Attempt.Depth) throws -> Attempt? {
    guard stepsOfAttempts.indices.contains(outcome.attempt - 1), let profile = outcome.profile else { return nil }
    let step = stepsOfAttempts[outcome.attempt - 1] - 1
    guard let snapshot = snapshots.snapshot(after: step), snapshot.nodeOrder == nil, snapshot.waiting.isEmpty,
      let pod = snapshot.store.object("Pod", outcome.pod),
      let index = input.schedulers.firstIndex(where: { $0.serves(profile) }), input.schedulers[index].looksAtAllNodes,
      input.schedulers[index].configuration.extenders.isEmpty
    else { return nil }
    var view = ClusterState()
    var before = ObjectStore()
    if let checkpoint = checkpoints.last(atOrBefore: step) {
      view = checkpoint.views[index].thawed()
      before = checkpoint.store
    }
    view.show(snapshot.store.changes(since: before), to: input.schedulers[index])
    view.now = outcome.at
    let scheduler = try Scheduler(
      configuration: input.schedulers[index].configuration, plugins: input.plugins, cluster: view)
    let attempt = scheduler.schedule(pod.pod, depth: depth)
    return attempt.placedOn == outcome.placedOn && attempt.message == outcome.message ? attempt : nil
  }
}

extension SchedulerDefinition {
  fileprivate func serves(_ schedulerName: String) -> Bool {
    configuration.profiles.contains { $0.schedulerName == schedulerName }
  }

  /// Without it the search for feasible Nodes goes on where the one before it stopped.
  fileprivate var looksAtAllNodes: Bool {
    let percentages = [configuration.percentageOfNodesToScore] + configuration.profiles.map(\.percentageOfNodesToScore)
    return percentages.allSatisfy { ($0 ?? 100) == 100 }
  }
}

extension ClusterState {
  /// Shows what has changed, as a scheduler's watches would.
  fileprivate func show(
    _ changes: (removed: [KubernetesObject], stored: [KubernetesObject]), to scheduler: SchedulerDefinition
  ) {
    for object in changes.removed {
      switch object.kind {
      case "Node": removeNode(named: object.name)
      case "Pod": forget(object.namespacedName)
      default: removeObject(kind: object.kind, namespace: object.namespace, name: object.name)
      }
    }
    for object in changes.stored {
      switch object.kind {
      case "Node": setNode(object.node)
      case "Pod":
        let pod = object.pod
        removeNomination(of: pod.namespacedName)
        setPod(pod)
        setUnscheduled(pod)
        if pod.nodeName == nil, !pod.isTerminated, scheduler.serves(pod.spec.schedulerName),
          let node = pod.status.nominatedNodeName
        {
          nominate(pod, to: node)
        }
      default: setObject(object)
      }
    }
  }

  private func forget(_ pod: NamespacedName) {
    removePod(pod)
    removeUnscheduled(pod)
    removeNomination(of: pod)
  }
}
