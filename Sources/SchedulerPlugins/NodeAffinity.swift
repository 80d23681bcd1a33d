public import KubernetesAPI
public import SchedulerFramework

/// Holds a Pod to the Nodes that its nodeSelector and required node affinity choose, and prefers those that its preferred
/// terms weigh most. A profile can add affinity of its own to every Pod (`addedAffinity`).
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/>
public struct NodeAffinity: Plugin {
  public static let name = "NodeAffinity"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter, .preScore, .score]

  static let reason = "node(s) didn't match Pod's node affinity/selector"
  static let enforcedReason = "node(s) didn't match scheduler-enforced node affinity"
  static let conflictReason = "pod affinity terms conflict"

  private let added: NodeSelector?
  private let addedPreferences: [PreferredSchedulingTerm]

  /// - Parameters:
  ///   - required: Added to every Pod's required affinity.
  ///   - preferred: Added to every Pod's preferences.
  public init(required: NodeSelector? = nil, preferred: [PreferredSchedulingTerm] = []) {
    added = required
    addedPreferences = preferred
  }

  public var events: [ClusterEvent] { [ClusterEvent(.node, [.add, .updateNodeLabel])] }

  /// A Node helps that matches now and did not before.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    guard let node = change.new?.node else { return .queue }
    let choice = RequiredNodeAffinity(pod.spec)
    guard added?.matches(labels: node.metadata.labels, name: node.name) ?? true, choice.matches(node) else {
      return .skip
    }
    // What the profile adds is not asked about the Node as it was: kube-scheduler does not either.
    return change.old?.node.map(choice.matches) ?? false ? .skip : .queue
  }

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster, added: added, addedPreferences: addedPreferences)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let nodeSelector: [String: String]
    private let required: NodeSelector?
    private let preferred: [PreferredSchedulingTerm]
    private let cluster: ClusterState
    private let added: NodeSelector?
    private let choice: RequiredNodeAffinity

    init(pod: Pod, cluster: ClusterState, added: NodeSelector?, addedPreferences: [PreferredSchedulingTerm]) {
      self.pod = pod
      choice = RequiredNodeAffinity(pod.spec)
      nodeSelector = pod.spec.nodeSelector
      required = pod.spec.affinity.requiredNodes
      preferred = pod.spec.affinity.preferredNodes + addedPreferences
      self.cluster = cluster
      self.added = added
    }

    func preFilter() -> PreFilterResult {
      if required == nil && added == nil && nodeSelector.isEmpty { return PreFilterResult(.skip) }
      guard let required, !required.terms.isEmpty else { return PreFilterResult(.success) }
      var names: Set<String> = []
      for term in required.terms {
        // Terms are alternatives: one that does not name Nodes leaves all of them open.
        guard let named = Self.namedNodes(term) else { return PreFilterResult(.success) }
        names.formUnion(named)
      }
      guard !names.isEmpty else {
        return PreFilterResult(Status(.unschedulableAndUnresolvable, NodeAffinity.conflictReason))
      }
      return PreFilterResult(.success, nodes: names)
    }

    /// The Nodes that a term names by `metadata.name In […]`; nil when it names none.
    private static func namedNodes(_ term: NodeSelectorTerm) -> Set<String>? {
      let lists = term.matchFields.filter { $0.key == "metadata.name" && $0.operation == .in }.map { Set($0.values) }
      guard let first = lists.first else { return nil }
      return lists.dropFirst().reduce(first) { $0.intersection($1) }
    }

    private func isChosen(_ node: Node) -> Bool { choice.matches(node) }

    private func isEnforced(_ node: Node) -> Bool {
      added?.matches(labels: node.metadata.labels, name: node.name) ?? true
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      var unenforced: FilterColumn.Rejection?
      var unchosen: FilterColumn.Rejection?
      let nodes = cluster.nodes
      for row in rows {
        if !isEnforced(nodes[row]) {
          column.reject(row, &unenforced, Status(.unschedulableAndUnresolvable, NodeAffinity.enforcedReason))
        } else if !isChosen(nodes[row]) {
          column.reject(row, &unchosen, Status(.unschedulableAndUnresolvable, NodeAffinity.reason))
        }
      }
    }

    func preScore(_ rows: [Int]) -> Status { preferred.isEmpty ? .skip : .success }

    private func isPreferred(_ term: PreferredSchedulingTerm, _ node: Node) -> Bool {
      term.preference.matches(labels: node.metadata.labels, name: node.name)
    }

    func score(into column: inout ScoreColumn) {
      for (index, row) in column.rows.enumerated() {
        let node = cluster.nodes[row]
        column[index] = preferred.reduce(0) { isPreferred($1, node) ? $0 + $1.weight : $0 }
      }
    }

    var normalization: Normalization { .byMaximum(lessIsBetter: false) }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      let node = cluster.nodes[row]
      if point == .score {
        return preferred.enumerated().filter { isPreferred($1, node) }
          .map { .preferredTerm(weight: $1.weight, term: Int64($0)) }
      }
      var details = nodeSelector.sorted { $0.key < $1.key }
        .filter { node.metadata.labels[$0.key] != $0.value }
        .map { key, value in
          CellDetail.nodeSelectorMismatch(
            key: key, operation: "In", values: [value], actual: node.metadata.labels[key])
        }
      for term in (isEnforced(node) ? required : added)?.terms ?? [] {
        details += term.matchExpressions.filter { !$0.matches(node.metadata.labels[$0.key]) }
          .map { Self.mismatch($0, actual: node.metadata.labels[$0.key]) }
        details += term.matchFields.filter { !$0.matches(node.name) }.map { Self.mismatch($0, actual: node.name) }
      }
      return details
    }

    func remedies(row: Int) -> [Remedy] {
      NodeAffinityRemedies(pod: pod, added: added).remedies(for: cluster.nodes[row])
    }

    private static func mismatch(_ requirement: NodeSelectorTerm.Requirement, actual: String?) -> CellDetail {
      .nodeSelectorMismatch(
        key: requirement.key, operation: requirement.operation?.rawValue ?? "", values: requirement.values,
        actual: actual)
    }
  }
}
