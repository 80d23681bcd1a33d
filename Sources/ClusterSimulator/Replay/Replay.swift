import KubernetesAPI
import SchedulerFramework

/// The way back to any moment of a run: a kept snapshot where there is one, and otherwise the run itself, once more, up to
/// there. Runs of one input are equal, so what it finds is what happened.
struct Replay: Sendable {
  let input: SimulationInput
  let snapshots: SnapshotKeeper

  func snapshot(afterStep step: Int, checkCancelled: @escaping () throws -> Void) throws -> ClusterSnapshot? {
    if let kept = snapshots.snapshot(after: step) { return kept }
    var simulator = try Simulator(input, target: .step(step), checkCancelled: checkCancelled)
    try simulator.run()
    return simulator.snapshots.snapshot(after: step)
  }

  func attempt(_ number: Int, depth: Attempt.Depth, checkCancelled: @escaping () throws -> Void) throws -> Attempt? {
    var simulator = try Simulator(input, target: .attempt(number, depth: depth), checkCancelled: checkCancelled)
    try simulator.run()
    return simulator.attempt
  }
}
