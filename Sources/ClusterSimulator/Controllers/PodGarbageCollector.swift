import KubernetesAPI
import SchedulerFramework

/// Removes the Pods of Nodes that are gone, after the 40 s in which a Node may come back.
struct PodGarbageCollector: Controller {
  private static let source = "pod-garbage-collector"
  private static let quarantine = Duration.seconds(40)

  private var pods = PodsByNode()
  private var deletedNodes = Timers<String>()
  private var due = WorkQueue<String>()

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _): pods.update(old: old, new: new)
    case .node(nil, let new?, _): deletedNodes.cancel(new.name)
    case .node(let old?, nil, _): removedNow.insert(old.name)
    default: break
    }
  }

  /// Nodes that were removed since the clock was last known.
  private var removedNow: Set<String> = []

  var nextTimer: VirtualTime? { deletedNodes.next }
  mutating func wake(at now: VirtualTime) { for node in deletedNodes.takeDue(at: now) { due.add(node) } }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    for node in removedNow { deletedNodes.set(node, at: cluster.now.advanced(by: Self.quarantine)) }
    removedNow = []
    guard let node = due.next() else { return false }
    if cluster.node(named: node) != nil { return true }
    for name in pods.pods(on: node) {
      guard (try? cluster.delete("Pod", name, gracePeriodSeconds: 0, by: "system:kube-controller-manager")) != nil
      else {
        continue
      }
      cluster.record(
        .controller, by: Self.source, "removed \(name): its node \(node) no longer exists", pod: name, node: node)
    }
    return true
  }
}
