import SchedulerFramework

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
