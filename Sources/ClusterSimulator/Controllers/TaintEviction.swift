import KubernetesAPI
import SchedulerFramework

/// Deletes Pods from Nodes whose NoExecute taints they do not tolerate, at once or when their `tolerationSeconds` are over.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions>
struct TaintEviction: Controller {
  private static let source = "taint-eviction-controller"

  private var queue = WorkQueue<NamespacedName>()
  private var evictions = Timers<NamespacedName>()
  /// When the pending eviction of a Pod was decided.
  private var decidedAt: [NamespacedName: VirtualTime] = [:]
  private var due = WorkQueue<NamespacedName>()
  private var pods = PodsByNode()
  /// Whether a Node ever had a taint that evicts. In most runs none has.
  private var hasSeenTaints = false

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _):
      pods.update(old: old, new: new)
      if let new, new.hasNode {
        if let old, old.hasNode, old.toleratesTheSame(as: new) { return }
        queue.add(new.namespacedName)
      } else if new == nil, let old {
        cancel(old.namespacedName)
      }
    case .node(let old, let new?, _):
      guard Self.noExecute(old) != Self.noExecute(new) else { return }
      hasSeenTaints = true
      for pod in pods.pods(on: new.name) { queue.add(pod) }
    default: break
    }
  }

  var nextTimer: VirtualTime? { evictions.next }
  mutating func wake(at now: VirtualTime) { for pod in evictions.takeDue(at: now) { due.add(pod) } }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    if let name = due.next() {
      evict(name, in: &cluster)
      return true
    }
    guard let name = queue.next() else { return false }
    if hasSeenTaints, let pod = cluster.pods[name] { decide(pod, in: &cluster) }
    return true
  }

  private static func noExecute(_ node: Node?) -> [Taint] { node?.taints.filter { $0.effect == .noExecute } ?? [] }

  private mutating func decide(_ pod: Pod, in cluster: inout SimulatedCluster) {
    let name = pod.namespacedName
    guard let nodeName = pod.nodeName, !pod.isTerminating, let node = cluster.node(named: nodeName) else {
      return cancel(name)
    }
    let taints = Self.noExecute(node)
    if taints.isEmpty {
      if evictions.contains(name), let object = cluster.object("Pod", name) {
        cancel(name)
        cluster.report(
          .normal, "TaintManagerEviction", about: object, by: Self.source, "Cancelling deletion of Pod \(name)")
      }
      return
    }
    var seconds: [Int64] = []
    for taint in taints {
      let tolerations = pod.spec.tolerations.filter { $0.tolerates(taint) }
      if tolerations.isEmpty {
        cancel(name)
        return evict(name, in: &cluster)
      }
      seconds.append(contentsOf: tolerations.compactMap(\.tolerationSeconds))
    }
    guard let shortest = seconds.min() else { return cancel(name) }
    // A decision stands from when it was first made, unless the wait has become longer.
    let start = decidedAt[name] ?? cluster.now
    let wait = Duration.seconds(max(0, shortest))
    decidedAt[name] = start
    evictions.set(name, at: max(cluster.now, start.advanced(by: wait)))
  }

  private mutating func cancel(_ name: NamespacedName) {
    evictions.cancel(name)
    decidedAt[name] = nil
  }

  private mutating func evict(_ name: NamespacedName, in cluster: inout SimulatedCluster) {
    decidedAt[name] = nil
    guard let object = cluster.object("Pod", name), let pod = cluster.pods[name], !pod.isTerminating else { return }
    let message = "Marking for deletion Pod \(name)"
    cluster.report(.normal, "TaintManagerEviction", about: object, by: Self.source, message)
    guard (try? cluster.delete("Pod", name, by: "system:kube-controller-manager")) != nil else { return }
    cluster.record(.controller, by: Self.source, message, pod: name, node: pod.nodeName)
  }
}

extension Pod {
  fileprivate func toleratesTheSame(as other: Pod) -> Bool {
    isKnownToHaveSpec(of: other) || spec.tolerations == other.spec.tolerations
  }
}
