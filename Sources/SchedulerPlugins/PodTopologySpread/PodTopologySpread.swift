public import KubernetesAPI
public import SchedulerFramework

/// Spreads Pods over domains of Nodes: rejects Nodes that would make the spread too uneven, and prefers those that make it
/// more even.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/>
public struct PodTopologySpread: Plugin {
  public static let name = "PodTopologySpread"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter, .preScore, .score]

  static let reason = "node(s) didn't match pod topology spread constraints"
  static let missingLabelReason = "node(s) didn't match pod topology spread constraints (missing required label)"

  private let defaults: DefaultSpreadConstraints

  public init(arguments: PodTopologySpreadArguments) { defaults = DefaultSpreadConstraints(arguments) }

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.pod, [.add, .updatePodLabel, .delete]),
      ClusterEvent(.node, [.add, .delete, .updateNodeLabel, .updateNodeTaint]),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { .pods }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod, cluster: cluster, defaults: defaults)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let defaults: DefaultSpreadConstraints
    /// nil before PreFilter.
    private var filterState: SpreadFilterState?
    /// nil before PreScore.
    private var scoreState: SpreadScoreState?

    init(pod: PodInfo, cluster: ClusterState, defaults: DefaultSpreadConstraints) {
      self.pod = pod.pod
      self.cluster = cluster
      self.defaults = defaults
    }

    private func constraints(hard: Bool) -> [SpreadConstraint] {
      let own = pod.spec.topologySpreadConstraints
      guard own.isEmpty else {
        return own.filter { $0.isHard == hard }.map { SpreadConstraint($0, pod: pod) }
      }
      return defaults.constraints(for: pod, hard: hard, in: cluster)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      let constraints = constraints(hard: true)
      guard !constraints.isEmpty else { return PreFilterResult(.skip) }
      filterState = SpreadFilterState(constraints, pod: pod, cluster: cluster)
      return PreFilterResult(.success)
    }

    func podAdded(_ pod: PodInfo, on row: Int) { filterState?.count(pod.pod, on: row, by: 1) }

    func podRemoved(_ pod: PodInfo, from row: Int) { filterState?.count(pod.pod, on: row, by: -1) }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let filterState else {
        column.reject(rows, Status(.error, CycleState.missing("PreFilterPodTopologySpread")))
        return
      }
      let uneven = column.intern(Status(.unschedulable, PodTopologySpread.reason))
      let unlabelled = column.intern(Status(.unschedulableAndUnresolvable, PodTopologySpread.missingLabelReason))
      let limits = filterState.limits()
      for row in rows {
        switch filterState.verdict(on: row, limits) {
        case .fits: break
        case .missingLabel: column.reject(row, unlabelled)
        case .tooUneven: column.reject(row, uneven)
        }
      }
    }

    // MARK: Score

    func preScore(_ rows: [Int]) -> Status {
      let constraints = constraints(hard: false)
      guard !constraints.isEmpty else { return .skip }
      // kube-scheduler's own defaults spread over hosts also where Nodes have no zone.
      let needsAllKeys = !pod.spec.topologySpreadConstraints.isEmpty || !defaults.isSystem
      scoreState = SpreadScoreState(
        constraints, pod: pod, cluster: cluster, feasible: rows, needsAllKeys: needsAllKeys)
      return .success
    }

    func score(into column: inout ScoreColumn) {
      guard let scoreState else {
        column.error = CycleState.missing("PreScorePodTopologySpread", prefix: "error reading")
        return
      }
      for (index, row) in column.rows.enumerated() { column[index] = scoreState.score(of: row) }
    }

    func normalize(_ column: inout ScoreColumn) { scoreState?.normalize(&column) }

    // MARK: Details

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      point == .filter ? filterState?.details(on: row) ?? [] : scoreState?.details(on: row) ?? []
    }
  }
}
