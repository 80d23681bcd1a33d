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

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster, arguments: arguments)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let arguments: InterPodAffinityArguments
    private let namespaces: NamespaceLabels
    /// nil before PreFilter.
    private var filterState: AffinityFilterState?
    /// nil before PreScore.
    private var scores: TopologyCounts?

    init(pod: Pod, cluster: ClusterState, arguments: InterPodAffinityArguments) {
      self.pod = pod
      self.cluster = cluster
      self.arguments = arguments
      namespaces = NamespaceLabels(cluster)
    }

    // MARK: Filter

    func preFilter() -> PreFilterResult {
      let state = AffinityFilterState(pod: pod, cluster: cluster, namespaces: namespaces)
      guard !state.isIdle else { return PreFilterResult(.skip) }
      filterState = state
      return PreFilterResult(.success)
    }

    func podAdded(_ pod: PodInfo, on row: Int) { filterState?.count(pod, on: row, by: 1) }

    func podRemoved(_ pod: PodInfo, from row: Int) { filterState?.count(pod, on: row, by: -1) }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let filterState else {
        column.reject(
          rows, Status(.error, CycleState.missing("PreFilterInterPodAffinity", prefix: "error reading")))
        return
      }
      let apart = column.intern(Status(.unschedulableAndUnresolvable, InterPodAffinity.affinityReason))
      let tooClose = column.intern(Status(.unschedulable, InterPodAffinity.antiAffinityReason))
      let unwelcome = column.intern(Status(.unschedulable, InterPodAffinity.existingAntiAffinityReason))
      for row in rows {
        if !filterState.satisfiesAffinity(row) {
          column.reject(row, apart)
        } else if !filterState.satisfiesAntiAffinity(row) {
          column.reject(row, tooClose)
        } else if !filterState.satisfiesExistingAntiAffinity(row) {
          column.reject(row, unwelcome)
        }
      }
    }

    // MARK: Score

    func preScore(_ rows: [Int]) -> Status {
      let affinity = pod.spec.affinity
      let hasPreferences = !affinity.preferredPods.isEmpty || !affinity.preferredAntiPods.isEmpty
      if arguments.ignorePreferredTermsOfExistingPods && !hasPreferences { return .skip }
      var scores = TopologyCounts(cluster)
      for row in cluster.nodes.indices {
        for existing in cluster.podsOnRow[row] where hasPreferences || existing.hasPodAffinity {
          score(existing.pod, on: row, into: &scores)
        }
      }
      guard scores.hasEntries else { return .skip }
      self.scores = scores
      return .success
    }

    /// What an existing Pod's presence is worth in its domains, by its own terms and by those of the Pod to place.
    private func score(_ existing: Pod, on row: Int, into scores: inout TopologyCounts) {
      for wish in pod.spec.affinity.preferredPods where matches(wish.term, of: pod, existing) {
        scores.add(wish.weight, key: wish.term.topologyKey, row: row)
      }
      for wish in pod.spec.affinity.preferredAntiPods where matches(wish.term, of: pod, existing) {
        scores.add(-wish.weight, key: wish.term.topologyKey, row: row)
      }
      let hardWeight = Int64(arguments.hardPodAffinityWeight)
      if hardWeight > 0 {
        for term in existing.spec.affinity.requiredPods where matches(term, of: existing, pod) {
          scores.add(hardWeight, key: term.topologyKey, row: row)
        }
      }
      for wish in existing.spec.affinity.preferredPods where matches(wish.term, of: existing, pod) {
        scores.add(wish.weight, key: wish.term.topologyKey, row: row)
      }
      for wish in existing.spec.affinity.preferredAntiPods where matches(wish.term, of: existing, pod) {
        scores.add(-wish.weight, key: wish.term.topologyKey, row: row)
      }
    }

    private func matches(_ term: PodAffinityTerm, of owner: Pod, _ other: Pod) -> Bool {
      term.matches(other, ownNamespace: owner.metadata.namespace, namespaces: namespaces)
    }

    func score(into column: inout ScoreColumn) {
      guard let scores else {
        column.error = CycleState.missing("PreScoreInterPodAffinity", prefix: "failed to read")
        return
      }
      for (index, row) in column.rows.enumerated() { column[index] = scores.sum(on: row) }
    }

    /// The best Node gets 100 and the worst 0; all get 0 when none is better.
    func normalize(_ column: inout ScoreColumn) {
      let smallest = column.normalized.min() ?? 0
      let range = (column.normalized.max() ?? 0) - smallest
      for index in column.rows.indices {
        let share = range > 0 ? Double(column[index] - smallest) / Double(range) : 0
        column[index] = Int64(Double(ScoreColumn.maximum) * share)
      }
    }

    // MARK: Details

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      if point == .filter { return filterState?.details(on: row) ?? [] }
      return scores?.entries(on: row).map { .podAffinityScore(key: $0, value: $1, score: $2) } ?? []
    }
  }
}
