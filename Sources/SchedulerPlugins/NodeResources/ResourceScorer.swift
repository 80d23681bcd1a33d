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
    self.cluster = cluster
    self.counting = counting
    // Only the assumed requests differ from what the Pod takes from a Node.
    let requests =
      counting == .assumed && pod.hasPodLevelRequests
      ? PodRequests.total(of: pod.pod.spec, missing: PodRequests.assumed, ignoringPodLevel: true) : nil
    self.resources = resources.compactMap { name, weight in
      guard let number = cluster.vocabulary.number(of: name) else { return nil }
      let request =
        requests.map { max(0, (name == "cpu" ? $0[name]?.milliValue : $0[name]?.value) ?? 0) }
        ?? Self.request(of: number, by: pod, counting)
      // A scalar resource that the Pod does not ask for says nothing about where the Pod should go.
      if request == 0 && ResourceVocabulary.isScalar(name) { return nil }
      return Resource(name: name, number: number, weight: weight, podRequest: request)
    }
  }

  private static func request(of resource: Int, by pod: PodInfo, _ counting: Counting) -> Int64 {
    switch (counting, resource) {
    case (.assumed, ResourceVocabulary.cpu): pod.nonZeroMilliCPU
    case (.assumed, ResourceVocabulary.memory): pod.nonZeroMemory
    default: pod.request(of: resource)
    }
  }

  /// Whether the Pod requests none of the resources.
  var isBestEffort: Bool { resources.allSatisfy { $0.podRequest == 0 } }

  func usage(on row: Int) -> [Usage] {
    resources.compactMap { resource in
      let allocatable = cluster.allocatable(of: resource.number)[row]
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
    default: cluster.requested(of: resource)[row]
    }
  }

  private func used(_ resource: Int) -> ContiguousArray<Int64> {
    switch (counting, resource) {
    case (.assumed, ResourceVocabulary.cpu): cluster.nonZeroMilliCPU
    case (.assumed, ResourceVocabulary.memory): cluster.nonZeroMemory
    default: cluster.requested(of: resource)
    }
  }

  // MARK: - Strategies

  /// So few rows are not worth arrays.
  static let fewRows = 16

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
    let weights = resources.reduce(0) { $0 + $1.weight }
    guard rows.count > Self.fewRows, weights > 0, weights < 1 << 20 else {
      return fillMeans(of: &column, prefersFree: prefersFree)
    }
    var sums = ContiguousArray<Double>(repeating: 0, count: rows.count)
    let chosen = cluster.areAllRows(rows) ? nil : rows
    let isDone = resources.allSatisfy { resource in
      shares(of: resource, prefersFree: prefersFree)
        .add(cluster.allocatable(of: resource.number), used(resource.number), of: chosen, to: &sums)
    }
    guard isDone else { return fillMeansOfOffered(into: &column, prefersFree: prefersFree) }
    ResourceShares.divide(sums, by: weights, into: &column.normalized)
  }

  private func shares(of resource: Resource, prefersFree: Bool) -> ResourceShares {
    ResourceShares(request: resource.podRequest, weight: resource.weight, prefersFree: prefersFree)
  }

  /// Where Nodes do not offer all of the resources.
  private func fillMeansOfOffered(into column: inout ScoreColumn, prefersFree: Bool) {
    let rows = column.rows
    var sums = ContiguousArray<Double>(repeating: 0, count: rows.count)
    var weights = sums
    let isDone = resources.allSatisfy { resource in
      shares(of: resource, prefersFree: prefersFree)
        .addOffered(cluster.allocatable(of: resource.number), used(resource.number), of: rows, to: &sums, &weights)
    }
    guard isDone else { return fillMeans(of: &column, prefersFree: prefersFree) }
    ResourceShares.divide(sums, by: weights, into: &column.normalized)
  }

  /// Row by row, for amounts of any size.
  private func fillMeans(of column: inout ScoreColumn, prefersFree: Bool) {
    guard resources.count == 2 else { return fillAnyMeans(of: &column, prefersFree: prefersFree) }
    let (one, other) = (columns(of: resources[0]), columns(of: resources[1]))
    let rows = column.rows
    for index in rows.indices {
      var (sum, weights): (Int64, Int64) = (0, 0)
      one.add(on: rows[index], prefersFree: prefersFree, to: &sum, &weights)
      other.add(on: rows[index], prefersFree: prefersFree, to: &sum, &weights)
      column[index] = weights == 0 ? 0 : sum / weights
    }
  }

  private func fillAnyMeans(of column: inout ScoreColumn, prefersFree: Bool) {
    let columns = resources.map(columns(of:))
    for (index, row) in column.rows.enumerated() {
      var (sum, weights): (Int64, Int64) = (0, 0)
      for resource in columns { resource.add(on: row, prefersFree: prefersFree, to: &sum, &weights) }
      column[index] = weights == 0 ? 0 : sum / weights
    }
  }

  /// One resource of all Nodes.
  private struct Columns {
    let allocatable: ContiguousArray<Int64>
    let used: ContiguousArray<Int64>
    let request: Int64
    let weight: Int64

    @inline(__always)
    func add(on row: Int, prefersFree: Bool, to sum: inout Int64, _ weights: inout Int64) {
      let offered = allocatable[row]
      guard offered != 0 else { return }
      let share = ResourceScorer.share(requested: used[row] &+ request, of: offered, prefersFree: prefersFree)
      sum &+= weight &* share
      weights &+= weight
    }

    /// nil where the Node does not offer the resource.
    @inline(__always)
    func fraction(on row: Int) -> Double? {
      let offered = allocatable[row]
      return offered == 0 ? nil : ResourceScorer.fraction(offered, used[row] &+ request)
    }
  }

  private func columns(of resource: Resource) -> Columns {
    Columns(
      allocatable: cluster.allocatable(of: resource.number), used: used(resource.number), request: resource.podRequest,
      weight: resource.weight)
  }

  /// For two resources: half the distance of the fractions in use on each row, 0 where only one is offered.
  func deviations(on rows: [Int], _ body: (_ index: Int, _ deviation: Double) -> Void) {
    let (one, other) = (columns(of: resources[0]), columns(of: resources[1]))
    for index in rows.indices {
      guard let first = one.fraction(on: rows[index]), let second = other.fraction(on: rows[index]) else {
        body(index, 0)
        continue
      }
      body(index, abs(first - second) / 2)
    }
  }

  /// The fraction in use of each resource that the Node offers.
  func fractions(on row: Int) -> [Double] { resources.compactMap { columns(of: $0).fraction(on: row) } }

  /// How many resources the score depends on.
  var resourceCount: Int { resources.count }

  /// The fraction in use of each resource, row by row of the column: `fractions[resource][index]`, −1 for a resource that the
  /// Node does not offer.
  func fractions(of rows: [Int]) -> [ContiguousArray<Double>] {
    let chosen = cluster.areAllRows(rows) ? nil : rows
    return resources.map { resource in
      let (allocatable, used) = (cluster.allocatable(of: resource.number), used(resource.number))
      var fractions = ContiguousArray<Double>(repeating: -1, count: rows.count)
      let shares = ResourceShares(request: resource.podRequest)
      if chosen != nil || !shares.fill(&fractions, allocatable, used) {
        for (index, row) in rows.enumerated() where allocatable[row] != 0 {
          fractions[index] = Self.fraction(allocatable[row], used[row] &+ resource.podRequest)
        }
      }
      return fractions
    }
  }

  private static func fraction(_ allocatable: Int64, _ requested: Int64) -> Double {
    min(Double(requested) / Double(allocatable), 1)
  }
}
