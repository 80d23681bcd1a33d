public import KubernetesAPI
public import SchedulerFramework

/// Rejects cordoned Nodes, unless the Pod tolerates the taint that stands for it.
public struct NodeUnschedulable: Plugin {
  public static let name = "NodeUnschedulable"
  public static let extensionPoints: Set<ExtensionPoint> = [.filter]

  static let reason = "node(s) were unschedulable"
  static let taint = Taint(key: "node.kubernetes.io/unschedulable", effect: .noSchedule)

  public init() {}

  public var events: [ClusterEvent] {
    [ClusterEvent(.node, [.add, .updateNodeTaint]), ClusterEvent(.pod, .updatePodToleration)]
  }

  /// A Node helps that is no longer cordoned, and the Pod's own new toleration does.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    if let changed = change.new?.pod {
      let tolerates = changed.spec.tolerations.contains { $0.tolerates(Self.taint) }
      return changed.metadata.uid == pod.metadata.uid && tolerates ? .queue : .skip
    }
    guard let node = change.new?.node else { return .queue }
    let wasOpen = change.old?.node.map { !$0.isUnschedulable } ?? false
    return !node.isUnschedulable && !wasOpen ? .queue : .skip
  }

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let tolerates: Bool
    private let cluster: ClusterState

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      tolerates = pod.spec.tolerations.contains { $0.tolerates(NodeUnschedulable.taint) }
      self.cluster = cluster
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      let isUnschedulable = cluster.isUnschedulable
      guard !tolerates, !cluster.areAllRows(rows) || isUnschedulable.contains(true) else { return }
      var cordoned: FilterColumn.Rejection?
      for row in rows where isUnschedulable[row] {
        column.reject(row, &cordoned, Status(.unschedulableAndUnresolvable, NodeUnschedulable.reason))
      }
    }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] { [.unschedulable] }

    func remedies(row: Int) -> [Remedy] {
      let uncordon = Remedy.Change(
        .uncordon, of: .node(cluster.nodes[row].name), .remove(FieldPath("spec", "unschedulable")))
      return [Remedy(uncordon), TolerationChange.tolerating([NodeUnschedulable.taint], by: pod)]
    }
  }
}
