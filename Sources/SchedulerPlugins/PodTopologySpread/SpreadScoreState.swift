import Foundation
import KubernetesAPI
import SchedulerFramework

/// How the Pods that `ScheduleAnyway` constraints select are spread over the domains of the feasible Nodes.
struct SpreadScoreState {
  private struct Spread {
    var pods: SelectedPods
    let isPerNode: Bool
    /// What a Node gets for its domain, by domain; made for each Pod.
    var scores: ContiguousArray<Double> = []

    /// A domain's part in the score: its Pods, weighted with the number of domains, so that a few large domains do not drown
    /// many small ones.
    mutating func prepare(domains number: Int) {
      let weight = log(Double(number + 2))
      let base = Double(pods.constraint.maxSkew - 1)
      scores = ContiguousArray(pods.counts.map { Double($0) * weight + base })
    }
  }

  private var spreads: [Spread]
  /// Rows that lack a key and are therefore left out.
  private let isIgnored: ContiguousArray<Bool>
  private let hasIgnored: Bool

  /// - Parameter needsAllKeys: Whether Nodes that lack a key are left out of everything.
  init(_ constraints: [SpreadConstraint], pod: Pod, cluster: ClusterState, needsAllKeys: Bool) {
    let affinity = RequiredNodeAffinity(pod.spec)
    let topologies = constraints.map { cluster.topology($0.topologyKey) }
    let isIgnored = ContiguousArray(
      cluster.nodes.indices.map { row in
        needsAllKeys && topologies.contains { $0.domains[row] == Topology.none }
      })
    self.isIgnored = isIgnored
    hasIgnored = isIgnored.contains(true)
    spreads = constraints.map { constraint in
      // For the hostname every Node is asked itself, whatever the constraint's policies say.
      let isPerNode = constraint.topologyKey == "kubernetes.io/hostname"
      let pods = SelectedPods(
        constraint, namespace: pod.metadata.namespace, cluster: cluster, isPerNode: isPerNode
      ) { row in
        isPerNode || !isIgnored[row] && constraint.includes(cluster.nodes[row], for: pod, affinity: affinity)
      }
      return Spread(pods: pods, isPerNode: isPerNode)
    }
  }

  /// Pods came to rows for good, or left them.
  mutating func count(_ changes: ArraySlice<ChangeLog.Entry>) {
    for index in spreads.indices {
      for change in changes { _ = spreads[index].pods.count(change) }
    }
  }

  /// Looks at which domains there are among the feasible rows.
  mutating func prepare(_ feasible: [Int]) {
    for index in spreads.indices {
      guard !spreads[index].isPerNode else {
        spreads[index].prepare(domains: hasIgnored ? feasible.count { !isIgnored[$0] } : feasible.count)
        continue
      }
      // Nodes without the key are together one more domain.
      let domains = spreads[index].pods.domains
      var isThere = ContiguousArray(repeating: false, count: spreads[index].pods.counts.count + 1)
      for row in feasible where !isIgnored[row] { isThere[Int(domains[row]) + 1] = true }
      spreads[index].prepare(domains: isThere.count { $0 })
    }
  }

  /// Weighted Pods in the Node's domains; fewer is better.
  func score(into column: inout ScoreColumn) {
    for (index, row) in column.rows.enumerated() where !isIgnored[row] {
      var score = 0.0
      for spread in spreads.indices {
        let domain = spreads[spread].pods.domains[row]
        if domain != Topology.none { score += spreads[spread].scores[Int(domain)] }
      }
      column[index] = Int64(score.rounded(.toNearestOrAwayFromZero))
    }
  }

  /// The emptiest domains get 100; Nodes that lack a key get 0.
  func normalize(_ column: inout ScoreColumn) {
    var smallest = Int64.max
    var largest: Int64 = 0
    for (index, row) in column.rows.enumerated() where !isIgnored[row] {
      smallest = min(smallest, column[index])
      largest = max(largest, column[index])
    }
    for (index, row) in column.rows.enumerated() {
      if isIgnored[row] {
        column[index] = 0
      } else if largest == 0 {
        column[index] = ScoreColumn.maximum
      } else {
        column[index] = ScoreColumn.maximum * (largest + smallest - column[index]) / largest
      }
    }
  }

  func details(on row: Int) -> [CellDetail] {
    spreads.compactMap { spread in
      let domain = spread.pods.domains[row]
      guard domain != Topology.none else { return nil }
      return .topologySpread(
        key: spread.pods.constraint.topologyKey, value: spread.pods.topology.value(on: row) ?? "",
        pods: spread.pods.counts[Int(domain)])
    }
  }
}
