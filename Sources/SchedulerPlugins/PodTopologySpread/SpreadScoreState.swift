import Foundation
import KubernetesAPI
import SchedulerFramework

/// How the Pods that `ScheduleAnyway` constraints select are spread over the domains of the feasible Nodes.
struct SpreadScoreState {
  private struct Spread {
    let constraint: SpreadConstraint
    let topology: Topology
    /// Grows with the number of domains, so that a few large domains do not drown many small ones.
    var weight: Double = 0
    /// Selected Pods by domain; for the hostname every Node is asked itself.
    var counts: ContiguousArray<Int64>

    var isPerNode: Bool { constraint.topologyKey == "kubernetes.io/hostname" }
  }

  private var spreads: [Spread]
  /// Feasible rows that lack a key.
  private var ignored: Set<Int> = []
  private let cluster: ClusterState
  private let namespace: String

  /// - Parameter needsAllKeys: Whether Nodes that lack a key are left out of everything.
  init(
    _ constraints: [SpreadConstraint], pod: Pod, cluster: ClusterState, feasible: [Int], needsAllKeys: Bool
  ) {
    self.cluster = cluster
    namespace = pod.metadata.namespace
    spreads = constraints.map { constraint in
      let topology = cluster.topology(constraint.topologyKey)
      return Spread(
        constraint: constraint, topology: topology,
        counts: ContiguousArray(repeating: 0, count: topology.values.count))
    }
    if needsAllKeys { ignored = Set(feasible.filter { !hasAllKeys($0) }) }
    let scored = feasible.filter { !ignored.contains($0) }
    let affinity = RequiredNodeAffinity(pod.spec)
    for index in spreads.indices {
      guard !spreads[index].isPerNode else {
        spreads[index].weight = Self.weight(domains: scored.count)
        continue
      }
      // Nodes without the key are together one more domain.
      let wanted = Set(scored.map { spreads[index].topology.domains[$0] })
      spreads[index].weight = Self.weight(domains: wanted.count)
      for row in cluster.nodes.indices where !needsAllKeys || hasAllKeys(row) {
        let constraint = spreads[index].constraint
        guard let domain = spreads[index].topology.domain(of: row), wanted.contains(Int32(domain)),
          constraint.includes(cluster.nodes[row], for: pod, affinity: affinity)
        else { continue }
        spreads[index].counts[domain] += constraint.count(cluster.podsOnRow[row], in: namespace)
      }
    }
  }

  private func hasAllKeys(_ row: Int) -> Bool {
    spreads.allSatisfy { $0.topology.domains[row] != Topology.none }
  }

  private static func weight(domains: Int) -> Double { log(Double(domains + 2)) }

  private func count(_ spread: Spread, on row: Int) -> Int64? {
    guard let domain = spread.topology.domain(of: row) else { return nil }
    return spread.isPerNode ? spread.constraint.count(cluster.podsOnRow[row], in: namespace) : spread.counts[domain]
  }

  /// Weighted Pods in the Node's domains; fewer is better.
  func score(of row: Int) -> Int64 {
    guard !ignored.contains(row) else { return 0 }
    var score = 0.0
    for spread in spreads {
      guard let count = count(spread, on: row) else { continue }
      score += Double(count) * spread.weight + Double(spread.constraint.maxSkew - 1)
    }
    return Int64(score.rounded(.toNearestOrAwayFromZero))
  }

  /// The emptiest domains get 100; Nodes that lack a key get 0.
  func normalize(_ column: inout ScoreColumn) {
    let indices = column.rows.indices.filter { !ignored.contains(column.rows[$0]) }
    let smallest = indices.map { column[$0] }.min() ?? 0
    let largest = indices.map { column[$0] }.max() ?? 0
    for (index, row) in column.rows.enumerated() {
      if ignored.contains(row) {
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
      count(spread, on: row).map {
        .topologySpread(key: spread.constraint.topologyKey, value: spread.topology.value(on: row) ?? "", pods: $0)
      }
    }
  }
}
