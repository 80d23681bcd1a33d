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
        requested: used(resource.number, row) &+ resource.podRequest)
    }
  }

  private func used(_ resource: Int, _ row: Int) -> Int64 {
    switch (counting, resource) {
    case (.assumed, ResourceVocabulary.cpu): cluster.nonZeroMilliCPU[row]
    case (.assumed, ResourceVocabulary.memory): cluster.nonZeroMemory[row]
    default: cluster.requested[resource][row]
    }
  }

  private func used(_ resource: Int) -> ContiguousArray<Int64> {
    switch (counting, resource) {
    case (.assumed, ResourceVocabulary.cpu): cluster.nonZeroMilliCPU
    case (.assumed, ResourceVocabulary.memory): cluster.nonZeroMemory
    default: cluster.requested[resource]
    }
  }

  // MARK: - Strategies

  /// So few rows are not worth an array.
  static let fewRows = 2

  /// The share of a resource that would be left (LeastAllocated), or else that would be requested (MostAllocated), in per cent.
  static func share(requested: Int64, of allocatable: Int64, prefersFree: Bool) -> Int64 {
    let counted = prefersFree ? max(0, allocatable - requested) : min(requested, allocatable)
    // Amounts beyond 2⁵⁶ wrap around in kube-scheduler too.
    return counted &* ScoreColumn.maximum / allocatable
  }

  /// The weighted mean of what each resource that a Node offers scores, for every row of the column.
  ///
  /// - Parameter prefersFree: LeastAllocated; otherwise MostAllocated.
  func weightedMeans(into column: inout ScoreColumn, prefersFree: Bool) {
    let rows = column.rows
    guard rows.count > Self.fewRows else { return fillMeans(of: &column, prefersFree: prefersFree) }
    let areAll = cluster.areAllRows(rows)
    var sums = ContiguousArray<Double>(repeating: 0, count: rows.count)
    var weights = sums
    for resource in resources {
      let (allocatable, used) = (cluster.allocatable[resource.number], used(resource.number))
      let shares = Shares(resource, prefersFree: prefersFree)
      guard
        areAll
          ? shares.add(allocatable.span, used.span, &sums, &weights)
          : shares.add(allocatable.span, used.span, of: rows.span, &sums, &weights)
      else { return fillMeans(of: &column, prefersFree: prefersFree) }
    }
    for index in rows.indices {
      column.normalized[index] = WholeNumber.integer(
        WholeNumber.floor(sums[index] / (weights[index] == 0 ? 1 : weights[index])))
    }
  }

  /// Row by row, for amounts of any size.
  private func fillMeans(of column: inout ScoreColumn, prefersFree: Bool) {
    for (index, row) in column.rows.enumerated() {
      var (sum, weights): (Int64, Int64) = (0, 0)
      for place in resources.indices {
        let (number, weight) = (resources[place].number, resources[place].weight)
        let offered = cluster.allocatable[number][row]
        guard offered != 0 else { continue }
        let requested = used(number, row) &+ resources[place].podRequest
        sum &+= weight &* Self.share(requested: requested, of: offered, prefersFree: prefersFree)
        weights &+= weight
      }
      column[index] = weights == 0 ? 0 : sum / weights
    }
  }

  /// One resource's part in the weighted means of many Nodes.
  private struct Shares {
    private let weight: Double
    private let request: Double
    private let isExact: Bool
    private let prefersFree: Bool

    init(_ resource: Resource, prefersFree: Bool) {
      weight = WholeNumber.double(resource.weight)
      request = WholeNumber.double(resource.podRequest)
      isExact = resource.podRequest < WholeNumber.limit && resource.weight < WholeNumber.limit >> 10
      self.prefersFree = prefersFree
    }

    /// Adds the part of every row; false when amounts are too large to be exact.
    func add(
      _ allocatable: Span<Int64>, _ used: Span<Int64>, _ sums: inout ContiguousArray<Double>,
      _ weights: inout ContiguousArray<Double>
    ) -> Bool {
      let count = sums.count
      guard isExact, weights.count == count, allocatable.count == count, used.count == count else { return false }
      var sums = sums.mutableSpan
      var weights = weights.mutableSpan
      var seen: Int64 = 0
      for row in 0..<count {
        seen |= allocatable[row] | used[row]
        let (share, weight) = part(allocatable[row], used[row])
        sums[row] += share
        weights[row] += weight
      }
      return seen & ~(WholeNumber.limit - 1) == 0
    }

    /// Adds the part of some rows; false when amounts are too large to be exact.
    func add(
      _ allocatable: Span<Int64>, _ used: Span<Int64>, of rows: Span<Int>, _ sums: inout ContiguousArray<Double>,
      _ weights: inout ContiguousArray<Double>
    ) -> Bool {
      guard isExact else { return false }
      var sums = sums.mutableSpan
      var weights = weights.mutableSpan
      var seen: Int64 = 0
      for index in rows.indices {
        let row = rows[index]
        seen |= allocatable[row] | used[row]
        let (share, weight) = part(allocatable[row], used[row])
        sums[index] += share
        weights[index] += weight
      }
      return seen & ~(WholeNumber.limit - 1) == 0
    }

    /// What a Node gets, weighted, and the weight; 0 of both for one that does not offer the resource.
    @inline(__always)
    private func part(_ allocatable: Int64, _ used: Int64) -> (share: Double, weight: Double) {
      let offered = WholeNumber.double(allocatable)
      let requested = WholeNumber.double(used) + request
      let counted = prefersFree ? max(0, offered - requested) : min(requested, offered)
      let share = WholeNumber.floor(counted * 100 / (offered == 0 ? 1 : offered)) * weight
      return offered == 0 ? (0, 0) : (share, weight)
    }
  }

  /// The fraction in use of each resource that the Node offers.
  func fractions(on row: Int) -> [Double] {
    var fractions: [Double] = []
    fractions.reserveCapacity(resources.count)
    for place in resources.indices {
      let number = resources[place].number
      let offered = cluster.allocatable[number][row]
      if offered != 0 { fractions.append(Self.fraction(offered, used(number, row) &+ resources[place].podRequest)) }
    }
    return fractions
  }

  /// How many resources the score depends on.
  var resourceCount: Int { resources.count }

  /// The fraction in use of each resource, row by row of the column: `fractions[resource][index]`, −1 for a resource that the
  /// Node does not offer.
  func fractions(of rows: [Int]) -> [ContiguousArray<Double>] {
    let areAll = cluster.areAllRows(rows)
    return resources.map { resource in
      let (allocatable, used) = (cluster.allocatable[resource.number], used(resource.number))
      var fractions = ContiguousArray<Double>(repeating: -1, count: rows.count)
      if areAll {
        Self.fill(&fractions, allocatable.span, used.span, resource.podRequest)
      } else {
        for index in rows.indices {
          fractions[index] = Self.fraction(allocatable[rows[index]], used[rows[index]] &+ resource.podRequest)
        }
      }
      return fractions
    }
  }

  private static func fill(
    _ fractions: inout ContiguousArray<Double>, _ allocatable: Span<Int64>, _ used: Span<Int64>, _ request: Int64
  ) {
    var fractions = fractions.mutableSpan
    guard allocatable.count == fractions.count, used.count == fractions.count else { return }
    for row in 0..<fractions.count { fractions[row] = fraction(allocatable[row], used[row] &+ request) }
  }

  @inline(__always)
  private static func fraction(_ allocatable: Int64, _ requested: Int64) -> Double {
    allocatable == 0 ? -1 : min(Double(requested) / Double(allocatable), 1)
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
