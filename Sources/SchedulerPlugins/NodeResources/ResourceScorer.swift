import KubernetesAPI
import SchedulerFramework

/// What Nodes offer and what would be requested of them with the Pod on them, for the resources that a score looks at.
struct ResourceScorer {
  /// How containers without a request count.
  enum Counting {
    /// As 100 milli-CPU and 200 MiB. Pod-level requests of the Pod to place don't count, as kube-scheduler v1.34 has it.
    case assumed
    /// As nothing; Pod-level requests count.
    case actual
  }

  /// One resource of one Node; amounts in milli-CPU or whole units.
  struct Usage {
    var resource: String
    var weight: Int64
    /// More than 0: resources that a Node does not offer are left out.
    var allocatable: Int64
    /// With the Pod on the Node; may be more than what is allocatable.
    var requested: Int64
  }

  private struct Resource {
    var name: String
    var number: Int
    var weight: Int64
    var podRequest: Int64
  }

  private let resources: [Resource]
  private let cluster: ClusterState
  private let counting: Counting

  init(resources: [(name: String, weight: Int64)], pod: PodInfo, cluster: ClusterState, counting: Counting) {
    let requests =
      switch counting {
      case .assumed:
        PodRequests.total(of: pod.pod.spec, missing: PodRequests.assumed, ignoringPodLevel: true)
      case .actual: PodRequests.total(of: pod.pod.spec)
      }
    self.cluster = cluster
    self.counting = counting
    self.resources = resources.compactMap { name, weight in
      let quantity = requests[name]
      let request = max(0, name == "cpu" ? quantity?.milliValue ?? 0 : quantity?.value ?? 0)
      // A scalar resource that the Pod does not ask for says nothing about where the Pod should go.
      if request == 0 && ResourceVocabulary.isScalar(name) { return nil }
      guard let number = cluster.vocabulary.number(of: name) else { return nil }
      return Resource(name: name, number: number, weight: weight, podRequest: request)
    }
  }

  /// Whether the Pod requests none of the resources.
  var isBestEffort: Bool { resources.allSatisfy { $0.podRequest == 0 } }

  func usage(on row: Int) -> [Usage] {
    resources.compactMap { resource in
      let allocatable = cluster.allocatable[resource.number][row]
      guard allocatable != 0 else { return nil }
      return Usage(
        resource: resource.name, weight: resource.weight, allocatable: allocatable,
        requested: used(resource.number, row) + resource.podRequest)
    }
  }

  private func used(_ resource: Int, _ row: Int) -> Int64 { used(resource)[row] }

  private func used(_ resource: Int) -> ContiguousArray<Int64> {
    switch (counting, resource) {
    case (.assumed, ResourceVocabulary.cpu): cluster.nonZeroMilliCPU
    case (.assumed, ResourceVocabulary.memory): cluster.nonZeroMemory
    default: cluster.requested[resource]
    }
  }

  // MARK: - Strategies

  /// The share of a resource that would be left (LeastAllocated), or else that would be requested (MostAllocated), in per cent.
  static func share(requested: Int64, of allocatable: Int64, prefersFree: Bool) -> Int64 {
    let counted = prefersFree ? max(0, allocatable - requested) : min(requested, allocatable)
    return quotient(counted * ScoreColumn.maximum, allocatable)
  }

  /// The weighted mean of what each resource that a Node offers scores, for every row of the column.
  ///
  /// - Parameter prefersFree: LeastAllocated; otherwise MostAllocated.
  func weightedMeans(into column: inout ScoreColumn, prefersFree: Bool) {
    let rows = column.rows
    var sums = ContiguousArray<Int64>(repeating: 0, count: rows.count)
    var weights = sums
    for resource in resources {
      let (allocatable, used) = (cluster.allocatable[resource.number], used(resource.number))
      let (weight, request) = (resource.weight, resource.podRequest)
      for index in rows.indices {
        let row = rows[index]
        let (requested, offered) = (used[row] + request, allocatable[row])
        guard offered != 0 else { continue }
        sums[index] += Self.share(requested: requested, of: offered, prefersFree: prefersFree) * weight
        weights[index] += weight
      }
    }
    for index in rows.indices where weights[index] != 0 {
      sums[index] = Self.quotient(sums[index], weights[index])
    }
    column.normalized = sums
  }

  /// The whole part of a quotient up to 100. Dividing floating-point numbers takes a fraction of the time, and is exact here:
  /// below 2⁴⁴ a quotient that is no whole number lies farther from the next one than it can be rounded.
  private static func quotient(_ dividend: Int64, _ divisor: Int64) -> Int64 {
    divisor < 1 << 44 ? Int64(Double(dividend) / Double(divisor)) : dividend / divisor
  }

  /// The fraction in use of each resource, row by row of the column: `fractions[resource][index]`, −1 for a resource that the
  /// Node does not offer.
  func fractions(of rows: [Int]) -> [ContiguousArray<Double>] {
    resources.map { resource in
      let (allocatable, used) = (cluster.allocatable[resource.number], used(resource.number))
      var fractions = ContiguousArray<Double>(repeating: -1, count: rows.count)
      let request = resource.podRequest
      for index in rows.indices {
        let row = rows[index]
        if allocatable[row] != 0 { fractions[index] = min(Double(used[row] + request) / Double(allocatable[row]), 1) }
      }
      return fractions
    }
  }
}

/// Scores by a piecewise linear function of the utilisation (`RequestedToCapacityRatio`).
struct RequestedToCapacityRatio {
  /// Points in order of utilisation: per cent, and a score from 0 to 100.
  private let points: [(utilization: Int64, score: Int64)]

  /// - Parameter shape: Scores from 0 to 10.
  init(shape: [UtilizationShapePoint]) {
    points = shape.map { (Int64($0.utilization), Int64($0.score) * ScoreColumn.maximum / 10) }
  }

  private func value(at utilization: Int64) -> Int64 {
    guard let upper = points.firstIndex(where: { utilization <= $0.utilization }) else {
      return points.last?.score ?? 0
    }
    guard upper > 0 else { return points[0].score }
    let (from, to) = (points[upper - 1], points[upper])
    return from.score
      + (to.score - from.score) * (utilization - from.utilization) / (to.utilization - from.utilization)
  }

  /// The mean is rounded, and a resource that scores 0 does not count in it.
  func score(_ usage: [ResourceScorer.Usage]) -> Int64 {
    var (sum, weights): (Int64, Int64) = (0, 0)
    for resource in usage {
      let utilization =
        resource.requested > resource.allocatable ? 100 : resource.requested * 100 / resource.allocatable
      let score = value(at: utilization)
      guard score > 0 else { continue }
      sum += score * resource.weight
      weights += resource.weight
    }
    return weights == 0 ? 0 : Int64((Double(sum) / Double(weights)).rounded(.toNearestOrAwayFromZero))
  }
}
