public import KubernetesAPI
public import SchedulerFramework

/// Puts Pods into the same domains of Nodes as other Pods, or keeps them apart, as the Pod and the running Pods ask.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#inter-pod-affinity-and-anti-affinity>
public struct InterPodAffinity: Plugin {
  public static let name = "InterPodAffinity"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter, .preScore, .score]

  static let affinityReason = "node(s) didn't match pod affinity rules"
  static let antiAffinityReason = "node(s) didn't match pod anti-affinity rules"
  static let existingAntiAffinityReason = "node(s) didn't satisfy existing pods anti-affinity rules"

  private let arguments: InterPodAffinityArguments

  public init(arguments: InterPodAffinityArguments) { self.arguments = arguments }

  public var events: [ClusterEvent] {
    [ClusterEvent(.pod, [.add, .updatePodLabel, .delete]), ClusterEvent(.node, [.add, .updateNodeLabel])]
  }

  public func dependence(for pod: Pod) -> Dependence { .pods }

  /// Terms choose namespaces by their labels.
  public var kindsRead: Set<String> { ["Namespace"] }

  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    AffinityHint(pod: pod).hint(about: change)
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster, arguments: arguments)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let arguments: InterPodAffinityArguments
    private let hasPreferences: Bool
    private let namespaces: NamespaceLabels
    /// nil before PreFilter.
    @exclusivity(unchecked) private var filterState: AffinityFilterState?
    /// Made when first asked for; what a trial changes makes it stale.
    @exclusivity(unchecked) private var filterRemedies: AffinityRemedies?
    /// How many more Pods a trial has put on Nodes than taken off.
    @exclusivity(unchecked) private var podsOnTrial: Int64 = 0
    /// nil before PreScore.
    @exclusivity(unchecked) private var scoreState: AffinityScoreState?
    @exclusivity(unchecked) private var isSkipped = false

    init(pod: Pod, cluster: ClusterState, arguments: InterPodAffinityArguments) {
      self.pod = pod
      self.cluster = cluster
      self.arguments = arguments
      hasPreferences = !pod.spec.affinity.preferredPods.isEmpty || !pod.spec.affinity.preferredAntiPods.isEmpty
      namespaces = NamespaceLabels(cluster)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      let state = AffinityFilterState(pod: pod, cluster: cluster, namespaces: namespaces)
      filterState = state
      isSkipped = state.isIdle
      return PreFilterResult(isSkipped ? .skip : .success)
    }

    func podAdded(_ pod: PodInfo, on row: Int) { countOnTrial(pod, on: row, by: 1) }

    func podRemoved(_ pod: PodInfo, from row: Int) { countOnTrial(pod, on: row, by: -1) }

    private func countOnTrial(_ pod: PodInfo, on row: Int, by change: Int64) {
      _ = filterState?.count(pod, on: row, by: change)
      podsOnTrial += change
      filterRemedies = nil
    }

    func podsChanged(_ changes: ArraySlice<ChangeLog.Entry>) -> ConcernedNodes {
      filterRemedies = nil
      scoreState?.count(changes)
      guard let filter = filterState?.count(changes) else { return .none }
      return filter.isIdle == isSkipped ? filter.concerned : .preFilter
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let filterState, !isSkipped else {
        column.reject(
          rows, Status(.error, CycleState.missing("PreFilterInterPodAffinity", prefix: "error reading")))
        return
      }
      var apart: FilterColumn.Rejection?
      var tooClose: FilterColumn.Rejection?
      var unwelcome: FilterColumn.Rejection?
      for row in rows {
        if !filterState.satisfiesAffinity(row) {
          column.reject(
            row, &apart, Status(.unschedulableAndUnresolvable, InterPodAffinity.affinityReason))
        } else if !filterState.satisfiesAntiAffinity(row) {
          column.reject(row, &tooClose, Status(.unschedulable, InterPodAffinity.antiAffinityReason))
        } else if !filterState.satisfiesExistingAntiAffinity(row) {
          column.reject(row, &unwelcome, Status(.unschedulable, InterPodAffinity.existingAntiAffinityReason))
        }
      }
    }

    // MARK: Score

    func preScore(_ rows: [Int]) -> Status {
      if arguments.ignorePreferredTermsOfExistingPods && !hasPreferences { return .skip }
      if scoreState == nil {
        scoreState = AffinityScoreState(
          pod: pod, cluster: cluster, namespaces: namespaces, hardWeight: Int64(arguments.hardPodAffinityWeight))
      }
      return scoreState?.hasScores == true ? .success : .skip
    }

    func score(into column: inout ScoreColumn) {
      if scoreState?.hasScores != true {
        column.error = CycleState.missing("PreScoreInterPodAffinity", prefix: "failed to read")
      }
      scoreState?.scores.fillSums(of: &column)
    }

    /// The best Node gets 100 and the worst 0; all get 0 when none is better.
    func normalize(_ column: inout ScoreColumn) {
      var scores = column.normalized
      column.normalized = []
      let smallest = scores.min() ?? 0
      let range = (scores.max() ?? 0) - smallest
      for index in scores.indices {
        let share = range > 0 ? Double(scores[index] - smallest) / Double(range) : 0
        scores[index] = Int64(Double(ScoreColumn.maximum) * share)
      }
      column.normalized = scores
    }

    // MARK: Details

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      if point == .filter { return isSkipped ? [] : filterState?.details(on: row) ?? [] }
      return scoreState?.scores.entries(on: row).map { .podAffinityScore(key: $0, value: $1, score: $2) } ?? []
    }

    func remedies(row: Int) -> [Remedy] {
      guard let filterState, !isSkipped else { return [] }
      var remedies =
        filterRemedies
        ?? AffinityRemedies(
          pod: pod, state: filterState, cluster: cluster, namespaces: namespaces, isOnTrial: podsOnTrial != 0)
      defer { filterRemedies = remedies }
      return remedies.remedies(row: row)
    }
  }
}
