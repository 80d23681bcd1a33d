/// How many feasible Nodes a scheduler looks for before it stops, and where it starts.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/scheduler-perf-tuning/>
enum NodeSampling {
  /// Clusters below this are always looked at whole, and at least so many feasible Nodes are looked for.
  static let minimumFeasibleNodes = 100
  static let minimumPercentage = 5

  /// - Parameter percentage: 0 for the adaptive default.
  static func feasibleNodesToFind(among nodes: Int, percentage: Int) -> Int {
    guard nodes >= minimumFeasibleNodes else { return nodes }
    let share = percentage == 0 ? max(50 - nodes / 125, minimumPercentage) : percentage
    guard share < 100 else { return nodes }
    return max(nodes * share / 100, minimumFeasibleNodes)
  }
}
