import KubernetesAPI
import SchedulerFramework

/// Keeps the order in which schedulers look at the Nodes, once it no longer follows from the order in which the Nodes were
/// created: after one was deleted or has moved to another zone.
struct NodeOrderKeeper: Sendable {
  private static let zoneLabel = "topology.kubernetes.io/zone"

  private var isNeeded = false
  private var isStale = true
  private var order: [String]?

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .node(let old, let new, _): observe(old, new)
    case .pod, .object: break
    }
  }

  private mutating func observe(_ old: Node?, _ new: Node?) {
    isStale = true
    guard !isNeeded, let old else { return }
    isNeeded = new.map { Self.areInDifferentZones(old.metadata.labels, $0.metadata.labels) } ?? true
  }

  private static func areInDifferentZones(_ old: [String: String], _ new: [String: String]) -> Bool {
    old != new && old[zoneLabel] != new[zoneLabel]
  }

  /// nil while the order need not be kept.
  mutating func current(of scheduler: Scheduler?) -> [String]? {
    guard isNeeded, isStale, let scheduler else { return order }
    order = scheduler.cluster.nodeOrder
    isStale = false
    return order
  }
}
