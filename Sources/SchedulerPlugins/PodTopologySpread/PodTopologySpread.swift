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
      ClusterEvent(.pod, [.add, .updatePodLabel, .updatePodToleration, .delete]),
      ClusterEvent(.node, [.add, .delete, .updateNodeLabel, .updateNodeTaint]),
    ]
  }

  public func dependence(for pod: Pod) -> Dependence { .pods }

  /// Default constraints follow what Services and controllers select.
  public var kindsRead: Set<String> { ["Service", "ReplicationController", "ReplicaSet", "StatefulSet"] }

  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    SpreadHint(pod: pod, constraints: constraints(of: pod, hard: true, in: cluster)).hint(about: change)
  }

  /// The constraints of a Pod, or those of the profile for a Pod without any.
  private func constraints(of pod: Pod, hard: Bool, in cluster: ClusterState) -> [SpreadConstraint] {
    let own = pod.spec.topologySpreadConstraints
    guard own.isEmpty else { return own.filter { $0.isHard == hard }.map { SpreadConstraint($0, pod: pod) } }
    return defaults.constraints(for: pod, hard: hard, in: cluster)
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster, plugin: self)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let plugin: PodTopologySpread
    /// nil before PreFilter, and when it said Skip.
    @exclusivity(unchecked) private var filterState: SpreadFilterState?
    /// Made when first asked for; what a trial changes makes it stale.
    @exclusivity(unchecked) private var filterRemedies: SpreadRemedies?
    /// How many more Pods a trial has put on Nodes than taken off.
    @exclusivity(unchecked) private var podsOnTrial: Int64 = 0
    /// nil before PreScore, and when it said Skip.
    @exclusivity(unchecked) private var scoreState: SpreadScoreState?
    private lazy var softConstraints = constraints(hard: false)

    init(pod: Pod, cluster: ClusterState, plugin: PodTopologySpread) {
      self.pod = pod
      self.cluster = cluster
      self.plugin = plugin
    }

    private func constraints(hard: Bool) -> [SpreadConstraint] {
      plugin.constraints(of: pod, hard: hard, in: cluster)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      let constraints = constraints(hard: true)
      guard !constraints.isEmpty else { return PreFilterResult(.skip) }
      filterState = SpreadFilterState(constraints, pod: pod, cluster: cluster)
      return PreFilterResult(.success)
    }

    func podAdded(_ pod: PodInfo, on row: Int) { countOnTrial(pod, on: row, by: 1) }

    func podRemoved(_ pod: PodInfo, from row: Int) { countOnTrial(pod, on: row, by: -1) }

    private func countOnTrial(_ pod: PodInfo, on row: Int, by change: Int64) {
      filterState?.countOnTrial(pod.pod, on: row, by: change)
      podsOnTrial += change
      filterRemedies = nil
    }

    func podsChanged(_ changes: ArraySlice<ChangeLog.Entry>) -> ConcernedNodes {
      filterRemedies = nil
      scoreState?.count(changes)
      return filterState?.count(changes) ?? .none
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let limits = filterState?.limits(), let filterState else {
        column.reject(rows, Status(.error, CycleState.missing("PreFilterPodTopologySpread")))
        return
      }
      var uneven: FilterColumn.Rejection?
      var unlabelled: FilterColumn.Rejection?
      for row in rows {
        switch filterState.verdict(on: row, limits) {
        case .fits: break
        case .missingLabel:
          column.reject(
            row, &unlabelled, Status(.unschedulableAndUnresolvable, PodTopologySpread.missingLabelReason))
        case .tooUneven: column.reject(row, &uneven, Status(.unschedulable, PodTopologySpread.reason))
        }
      }
    }

    // MARK: Score

    func preScore(_ rows: [Int]) -> Status {
      guard !softConstraints.isEmpty else { return .skip }
      if scoreState == nil {
        // kube-scheduler's own defaults spread over hosts also where Nodes have no zone.
        let needsAllKeys = !pod.spec.topologySpreadConstraints.isEmpty || !plugin.defaults.isSystem
        scoreState = SpreadScoreState(softConstraints, pod: pod, cluster: cluster, needsAllKeys: needsAllKeys)
      }
      scoreState?.prepare(rows)
      return .success
    }

    func score(into column: inout ScoreColumn) {
      guard let scoreState else {
        column.error = CycleState.missing("PreScorePodTopologySpread", prefix: "error reading")
        return
      }
      scoreState.score(into: &column)
    }

    func normalize(_ column: inout ScoreColumn) { scoreState?.normalize(&column) }

    // MARK: Details

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      point == .filter ? filterState?.details(on: row) ?? [] : scoreState?.details(on: row) ?? []
    }

    func remedies(row: Int) -> [Remedy] {
      guard let filterState else { return [] }
      var remedies =
        filterRemedies
        ?? SpreadRemedies(
          constraints(hard: true), state: filterState, pod: pod, cluster: cluster, isOnTrial: podsOnTrial != 0)
      defer { filterRemedies = remedies }
      return remedies.remedies(row: row)
    }
  }
}
