import KubernetesAPI
import SchedulerFramework

/// How the Pods that `DoNotSchedule` constraints select are spread over the cluster.
struct SpreadFilterState {
  enum Verdict { case fits, missingLabel, tooUneven }

  private struct Spread {
    let constraint: SpreadConstraint
    let topology: Topology
    /// Whether the Pod counts itself where it goes.
    let selectsItself: Bool
    /// Selected Pods by domain.
    var counts: ContiguousArray<Int64>
    /// Domains with a Node that counts.
    var isEligible: ContiguousArray<Bool>
    var eligibleDomains: Int64 = 0

    /// The count of the emptiest eligible domain; nil when no domain is eligible.
    var minimum: Int64? {
      if eligibleDomains < constraint.minDomains { return 0 }
      var minimum: Int64?
      for (domain, count) in counts.enumerated() where isEligible[domain] { minimum = min(minimum ?? count, count) }
      return minimum
    }
  }

  private var spreads: [Spread]
  private let pod: Pod
  private let cluster: ClusterState
  private let affinity: RequiredNodeAffinity

  init(_ constraints: [SpreadConstraint], pod: Pod, cluster: ClusterState) {
    self.pod = pod
    self.cluster = cluster
    affinity = RequiredNodeAffinity(pod.spec)
    spreads = constraints.map { constraint in
      let topology = cluster.topology(constraint.topologyKey)
      return Spread(
        constraint: constraint, topology: topology, selectsItself: constraint.selects(pod),
        counts: ContiguousArray(repeating: 0, count: topology.values.count),
        isEligible: ContiguousArray(repeating: false, count: topology.values.count))
    }
    for row in cluster.nodes.indices where hasAllKeys(row) {
      for index in spreads.indices {
        let constraint = spreads[index].constraint
        guard let domain = spreads[index].topology.domain(of: row),
          constraint.includes(cluster.nodes[row], for: pod, affinity: affinity)
        else { continue }
        if !spreads[index].isEligible[domain] {
          spreads[index].isEligible[domain] = true
          spreads[index].eligibleDomains += 1
        }
        spreads[index].counts[domain] += constraint.count(cluster.podsOnRow[row], in: pod.metadata.namespace)
      }
    }
  }

  private func hasAllKeys(_ row: Int) -> Bool {
    spreads.allSatisfy { $0.topology.domains[row] != Topology.none }
  }

  /// A Pod came to a row, or left it. Unlike at the beginning, Pods on their way out count, and so do all Pods for an empty
  /// selector, which is how kube-scheduler keeps its numbers during a trial.
  mutating func count(_ changed: Pod, on row: Int, by change: Int64) {
    guard changed.metadata.namespace == pod.metadata.namespace, hasAllKeys(row) else { return }
    for index in spreads.indices where spreads[index].constraint.selects(changed) {
      guard let domain = spreads[index].topology.domain(of: row),
        spreads[index].constraint.includes(cluster.nodes[row], for: pod, affinity: affinity)
      else { continue }
      spreads[index].counts[domain] += change
    }
  }

  /// How many selected Pods a domain may have for each constraint before the Pod comes; nil for no limit.
  func limits() -> [Int64?] {
    spreads.map { spread in
      spread.minimum.map { $0 + spread.constraint.maxSkew - (spread.selectsItself ? 1 : 0) }
    }
  }

  /// The first constraint that is violated decides.
  func verdict(on row: Int, _ limits: [Int64?]) -> Verdict {
    for (spread, limit) in zip(spreads, limits) {
      guard let domain = spread.topology.domain(of: row) else { return .missingLabel }
      if let limit, spread.counts[domain] > limit { return .tooUneven }
    }
    return .fits
  }

  func details(on row: Int) -> [CellDetail] {
    spreads.compactMap { spread in
      let key = spread.constraint.topologyKey
      guard let domain = spread.topology.domain(of: row) else {
        return .nodeSelectorMismatch(key: key, operation: "Exists", values: [], actual: nil)
      }
      guard let minimum = spread.minimum else { return nil }
      let skew = spread.counts[domain] + (spread.selectsItself ? 1 : 0) - minimum
      guard skew > spread.constraint.maxSkew else { return nil }
      return .topologySkew(
        key: key, value: spread.topology.values[domain], pods: spread.counts[domain], minimum: minimum,
        skew: skew, maxSkew: spread.constraint.maxSkew)
    }
  }
}
