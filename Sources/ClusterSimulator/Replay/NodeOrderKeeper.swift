import SchedulerFramework

/// Keeps the order in which schedulers look at the Nodes, once it no longer follows from the order in which the Nodes were
/// created: after one was deleted or has moved to another zone.
struct NodeOrderKeeper: Sendable {
  private static let zoneLabel = "topology.kubernetes.io/zone"

  private var isNeeded = false
  private var isStale = true
  private var order: [String]?

  mutating func observe(_ observation: Observation) {
    guard case .node(let old, let new, _) = observation else { return }
    if let old, old.metadata.labels[Self.zoneLabel] != new?.metadata.labels[Self.zoneLabel] || new == nil {
      isNeeded = true
    }
    isStale = true
  }

  /// nil while the order need not be kept.
  mutating func current(of scheduler: Scheduler?) -> [String]? {
    guard isNeeded, isStale, let scheduler else { return order }
    order = scheduler.cluster.nodeOrder
    isStale = false
    return order
  }
}
