import SchedulerFramework

/// A Node that the Pod would fit on, and the Pods that would have to go.
struct PreemptionCandidate {
  let row: Int
  /// The most important first; never empty.
  let victims: [PodInfo]
  /// Victims whose eviction violates a disruption budget.
  let violations: Int

  /// The candidate that harms least; the first in node order of several that are equal in everything.
  static func best(of candidates: [PreemptionCandidate], in cluster: ClusterState) -> PreemptionCandidate? {
    var left = candidates.sorted { $0.row < $1.row }
    let criteria: [(PreemptionCandidate) -> Int64] = [
      { Int64($0.violations) },
      { $0.highestPriority },
      // Priorities are counted from the lowest there is, so that many Pods weigh more than few.
      { $0.victims.reduce(0) { $0 + Int64($1.pod.spec.priority) + Int64(Int32.max) + 1 } },
      { Int64($0.victims.count) },
    ]
    for criterion in criteria where left.count > 1 {
      let harm = left.map(criterion)
      let least = harm.min()
      left = zip(left, harm).filter { $1 == least }.map(\.0)
    }
    guard left.count > 1 else { return left.first }
    let starts = left.map { $0.earliestStart(in: cluster) }
    let latest = starts.compactMap { $0 }.max()
    return zip(left, starts).first { $1 == latest }?.0
  }

  private var highestPriority: Int64 { victims.map { Int64($0.pod.spec.priority) }.max() ?? 0 }

  /// When the first of the victims with the highest priority started.
  private func earliestStart(in cluster: ClusterState) -> PodStart? {
    let highest = highestPriority
    return victims.filter { Int64($0.pod.spec.priority) == highest }.map { cluster.start(of: $0) }.min()
  }
}
