import KubernetesAPI
import SchedulerFramework

/// The way back to any moment of a run: a kept snapshot where there is one, and otherwise the run itself, once more, up to
/// there. Runs of one input are equal, so what it finds is what happened.
struct Replay: Sendable {
  let input: SimulationInput
  let snapshots: SnapshotKeeper
  /// For every attempt the first step that it led to, counted from 1.
  let stepsOfAttempts: [Int]

  init(input: SimulationInput, snapshots: SnapshotKeeper, steps: [SimulationStep]) {
    self.input = input
    self.snapshots = snapshots
    var first: [Int] = []
    for step in steps where step.attempt == first.count + 1 { first.append(step.step) }
    stepsOfAttempts = first
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

  /// The attempt made again by a new scheduler that is shown the cluster as it was; nil when a scheduler remembers more than
  /// the cluster shows, or when something else comes of it.
  private func attemptFromSnapshot(_ outcome: AttemptOutcome, depth: Attempt.Depth) throws -> Attempt? {
    guard stepsOfAttempts.indices.contains(outcome.attempt - 1), let profile = outcome.profile,
      let snapshot = snapshots.snapshot(after: stepsOfAttempts[outcome.attempt - 1] - 1), snapshot.nodeOrder == nil,
      snapshot.waiting.isEmpty,
      let pod = snapshot.store.object("Pod", outcome.pod),
      let definition = input.schedulers.first(where: { $0.serves(profile) }), definition.looksAtAllNodes
    else { return nil }
    let scheduler = try Scheduler(configuration: definition.configuration, plugins: input.plugins)
    scheduler.cluster.now = outcome.at
    snapshot.show(to: scheduler.cluster)
    let attempt = scheduler.schedule(Pod(pod.value), depth: depth)
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

extension ClusterSnapshot {
  /// Shows all objects to a scheduler's view of the cluster that has seen nothing yet.
  fileprivate func show(to cluster: ClusterState) {
    for kind in store.storedKinds where kind != "Node" && kind != "Pod" {
      for object in store.objects(kind) { cluster.setObject(object) }
    }
    for node in store.objects("Node") { cluster.setNode(Node(node.value)) }
    for object in store.objects("Pod") {
      let pod = Pod(object.value)
      cluster.setPod(pod)
      cluster.setUnscheduled(pod)
    }
  }
}
