public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes with NoSchedule and NoExecute taints that the Pod does not tolerate, and prefers those with fewer
/// untolerated PreferNoSchedule taints.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/>
public struct TaintToleration: Plugin {
  public static let name = "TaintToleration"
  public static let extensionPoints: Set<ExtensionPoint> = [.filter, .preScore, .score]

  static let reason = "node(s) had untolerated taint(s)"

  public init() {}

  public var events: [ClusterEvent] {
    [ClusterEvent(.node, [.add, .updateNodeTaint]), ClusterEvent(.pod, .updatePodToleration)]
  }

  /// A Node helps whose taints are tolerated now and were not before, and the Pod's own tolerations do.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let changed = change.new?.pod { return changed.metadata.uid == pod.metadata.uid ? .queue : .skip }
    guard let node = change.new?.node else { return .queue }
    func isTolerated(_ node: Node) -> Bool { Self.untolerated(node.taints, by: pod.spec.tolerations) == nil }
    return isTolerated(node) && !(change.old?.node.map(isTolerated) ?? false) ? .queue : .skip
  }

  private static func untolerated(_ taints: [Taint], by tolerations: [Toleration]) -> Taint? {
    taints.first { taint in
      (taint.effect == .noSchedule || taint.effect == .noExecute)
        && !tolerations.contains { $0.tolerates(taint) }
    }
  }

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    /// Those that concern PreferNoSchedule; nil before PreScore.
    @exclusivity(unchecked) private var preferring: [Toleration]?

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
    }

    private var tolerations: [Toleration] { pod.spec.tolerations }

    private func untolerated(on row: Int) -> Taint? {
      TaintToleration.untolerated(cluster.nodes[row].taints, by: tolerations)
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      // Many Nodes have the same taints; each list is looked at once.
      var isTolerated = [true]
      for taints in cluster.taintSets.sets.dropFirst() {
        isTolerated.append(TaintToleration.untolerated(taints, by: tolerations) == nil)
      }
      if !isTolerated.contains(false) { return }
      var untolerated: FilterColumn.Rejection?
      for row in rows where !isTolerated[Int(cluster.taints[row])] {
        column.reject(row, &untolerated, Status(.unschedulableAndUnresolvable, TaintToleration.reason))
      }
    }

    func preScore(_ rows: [Int]) -> Status {
      preferring = tolerations.filter { $0.effect == nil || $0.effect == .preferNoSchedule }
      return .success
    }

    private func unpreferred(_ taints: [Taint], _ preferring: [Toleration]) -> [Taint] {
      taints.filter { taint in
        taint.effect == .preferNoSchedule && !preferring.contains { $0.tolerates(taint) }
      }
    }

    func score(into column: inout ScoreColumn) {
      guard let preferring else {
        column.error = CycleState.missing("PreScoreTaintToleration", prefix: "failed to read")
        return
      }
      let counts = cluster.taintSets.sets.map { Int64(unpreferred($0, preferring).count) }
      if counts.allSatisfy({ $0 == 0 }) { return }
      for (index, row) in column.rows.enumerated() { column[index] = counts[Int(cluster.taints[row])] }
    }

    var normalization: Normalization { .byMaximum(lessIsBetter: true) }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      if point == .filter { return untolerated(on: row).map { [.untoleratedTaint($0)] } ?? [] }
      return unpreferred(cluster.nodes[row].taints, preferring ?? []).map { .untoleratedPreferred($0) }
    }

    func remedies(row: Int) -> [Remedy] {
      let node = cluster.nodes[row]
      let untolerated = node.taints.indices.filter {
        TaintToleration.untolerated([node.taints[$0]], by: tolerations) != nil
      }
      return [
        TolerationChange.tolerating(untolerated.map { node.taints[$0] }, by: pod),
        TolerationChange.removingTaints(at: untolerated, of: node),
      ]
    }
  }
}
