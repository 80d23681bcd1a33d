import KubernetesAPI
import SchedulerFramework

/// A Node that the Pod would fit on, and the Pods that would have to go.
final class PreemptionCandidate: Sendable {
  let row: Int
  /// The most important first; never empty.
  let victims: [NamespacedName]
  /// Victims whose eviction violates a disruption budget.
  let violations: Int
  private let highestPriority: Int64
  /// Priorities are counted from the lowest there is, so that many Pods weigh more than few.
  private let prioritySum: Int64
  /// When the first of the victims with the highest priority started.
  private let earliestStart: PodStart?

  init(row: Int, victims: [PodInfo], violations: Int, in cluster: ClusterState) {
    self.row = row
    self.victims = victims.map(\.pod.namespacedName)
    self.violations = violations
    let priorities = victims.map { Int64($0.pod.spec.priority) }
    let highest = priorities.max() ?? 0
    highestPriority = highest
    prioritySum = priorities.reduce(0) { $0 + $1 + Int64(Int32.max) + 1 }
    earliestStart = victims.filter { Int64($0.pod.spec.priority) == highest }.map { cluster.start(of: $0) }.min()
  }

  /// Whether evictions here harm less than there, by kube-scheduler's criteria in their order.
  private func isBetter(than other: PreemptionCandidate) -> Bool {
    if violations != other.violations { return violations < other.violations }
    if highestPriority != other.highestPriority { return highestPriority < other.highestPriority }
    if prioritySum != other.prioritySum { return prioritySum < other.prioritySum }
    if victims.count != other.victims.count { return victims.count < other.victims.count }
    guard let earliestStart, let otherStart = other.earliestStart else { return false }
    return earliestStart > otherStart
  }

  /// The candidate that harms least; the first in node order of several that are equal in everything.
  static func best(of candidates: [PreemptionCandidate]) -> PreemptionCandidate? {
    guard var best = candidates.first else { return nil }
    for candidate in candidates.dropFirst() where candidate.comesBefore(best) { best = candidate }
    return best
  }

  /// As ``best(of:)`` chooses.
  func comesBefore(_ other: PreemptionCandidate) -> Bool {
    isBetter(than: other) || row < other.row && !other.isBetter(than: self)
  }
}
