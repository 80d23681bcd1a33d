import SchedulerFramework

/// One resource's part in the scores of many Nodes, in loops that compilers make vectors of: no branches, no calls, and every
/// bound known before.
struct ResourceShares {
  /// What the Pod requests.
  private let request: Double
  private let weight: Double
  private let isExact: Bool
  private let prefersFree: Bool

  /// - Parameters:
  ///   - request: Of the Pod, milli-CPU or whole units.
  ///   - prefersFree: LeastAllocated; otherwise MostAllocated.
  init(request: Int64, weight: Int64 = 1, prefersFree: Bool = true) {
    self.request = WholeNumber.double(request)
    self.weight = WholeNumber.double(weight)
    isExact = (0..<WholeNumber.limit).contains(request) && (0..<WholeNumber.limit >> 20).contains(weight)
    self.prefersFree = prefersFree
  }

  /// Adds each Node's share in per cent, weighted.
  ///
  /// - Parameter rows: In the order of `sums`; nil for all.
  /// - Returns: False, with useless sums, when an amount is too large to be exact or a Node does not offer the resource.
  func add(
    _ allocatable: ContiguousArray<Int64>, _ used: ContiguousArray<Int64>, of rows: [Int]?,
    to sums: inout ContiguousArray<Double>
  ) -> Bool {
    guard isExact else { return false }
    guard let rows else { return add(allocatable, used, to: &sums) }
    var seen: Int64 = 0
    var isMissing = false
    for (index, row) in rows.enumerated() {
      let (offered, used) = (allocatable[row], used[row])
      seen |= offered | used
      isMissing = isMissing || offered == 0
      sums[index] += share(offered, used)
    }
    return seen & ~(WholeNumber.limit - 1) == 0 && !isMissing
  }

  private func add(
    _ allocatable: ContiguousArray<Int64>, _ used: ContiguousArray<Int64>, to sums: inout ContiguousArray<Double>
  ) -> Bool {
    let count = sums.count
    guard allocatable.count == count, used.count == count else { return false }
    let (allocatable, used) = (allocatable.span, used.span)
    var sums = sums.mutableSpan
    var seen: Int64 = 0
    // The sign says whether any was 0.
    var missing: Int64 = 0
    for row in 0..<count {
      seen |= allocatable[row] | used[row]
      missing |= allocatable[row] &- 1
      sums[row] += share(allocatable[row], used[row])
    }
    return seen & ~(WholeNumber.limit - 1) == 0 && missing >= 0
  }

  /// The same where a resource is not offered everywhere: each Node that offers it also gets its weight.
  ///
  /// - Returns: False, with useless sums, when an amount is too large to be exact.
  func addOffered(
    _ allocatable: ContiguousArray<Int64>, _ used: ContiguousArray<Int64>, of rows: [Int],
    to sums: inout ContiguousArray<Double>, _ weights: inout ContiguousArray<Double>
  ) -> Bool {
    guard isExact else { return false }
    let (rows, allocatable, used) = (rows.span, allocatable.span, used.span)
    var sums = sums.mutableSpan
    var weights = weights.mutableSpan
    var seen: Int64 = 0
    for index in rows.indices {
      let row = rows[index]
      seen |= allocatable[row] | used[row]
      let isOffered = allocatable[row] != 0
      let share = share(allocatable[row], used[row])
      sums[index] += isOffered ? share : 0
      weights[index] += isOffered ? weight : 0
    }
    return seen & ~(WholeNumber.limit - 1) == 0
  }

  @inline(__always)
  private func share(_ allocatable: Int64, _ used: Int64) -> Double {
    let offered = WholeNumber.double(allocatable)
    let requested = WholeNumber.double(used) + request
    let counted = prefersFree ? max(0, offered - requested) : min(requested, offered)
    return WholeNumber.floor(counted * 100 / offered) * weight
  }

  /// The whole part of each mean.
  ///
  /// - Parameters:
  ///   - sums: Whole numbers up to 100 times the weights.
  ///   - weights: More than 0, and less than 2²⁰.
  static func divide(_ sums: ContiguousArray<Double>, by weights: Int64, into means: inout ContiguousArray<Int64>) {
    let count = means.count
    guard sums.count == count else { return }
    let sums = sums.span
    var means = means.mutableSpan
    let inverse = 1 / Double(weights)
    // Half a unit away from every whole quotient, a product is as good as a quotient.
    for index in 0..<count { means[index] = WholeNumber.integer(WholeNumber.floor((sums[index] + 0.5) * inverse)) }
  }

  /// As above, with weights of each Node's own, which may be 0: then so is the mean.
  static func divide(
    _ sums: ContiguousArray<Double>, by weights: ContiguousArray<Double>, into means: inout ContiguousArray<Int64>
  ) {
    for index in means.indices {
      let mean = WholeNumber.floor((sums[index] + 0.5) / max(weights[index], 1))
      means[index] = WholeNumber.integer(mean)
    }
  }

  /// The fraction in use of every Node, 1 at most; −1 where the resource is not offered.
  ///
  /// - Returns: False when an amount is too large to be exact.
  func fill(
    _ fractions: inout ContiguousArray<Double>, _ allocatable: ContiguousArray<Int64>, _ used: ContiguousArray<Int64>
  ) -> Bool {
    let count = fractions.count
    guard isExact, allocatable.count == count, used.count == count else { return false }
    let (allocatable, used) = (allocatable.span, used.span)
    var fractions = fractions.mutableSpan
    var seen: Int64 = 0
    for row in 0..<count {
      seen |= allocatable[row] | used[row]
      let offered = WholeNumber.double(allocatable[row])
      let fraction = min((WholeNumber.double(used[row]) + request) / offered, 1)
      fractions[row] = offered == 0 ? -1 : fraction
    }
    return seen & ~(WholeNumber.limit - 1) == 0
  }

  /// Scores how near two fractions of each Node are: half their distance is their standard deviation. A single one is in
  /// balance with itself.
  static func balance(
    _ one: ContiguousArray<Double>, _ other: ContiguousArray<Double>, into scores: inout ContiguousArray<Int64>
  ) {
    let count = scores.count
    guard one.count == count, other.count == count else { return }
    let (one, other) = (one.span, other.span)
    var scores = scores.mutableSpan
    for index in 0..<count {
      let deviation = min(one[index], other[index]) < 0 ? 0 : abs(one[index] - other[index]) / 2
      scores[index] = WholeNumber.integer(WholeNumber.floor((1 - deviation) * 100))
    }
  }
}
