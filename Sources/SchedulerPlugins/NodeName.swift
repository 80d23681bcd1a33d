public import KubernetesAPI
public import SchedulerFramework

/// Rejects every Node but the one that `spec.nodeName` names.
public struct NodeName: Plugin {
  public static let name = "NodeName"
  public static let extensionPoints: Set<ExtensionPoint> = [.filter]

  static let reason = "node(s) didn't match the requested node name"

  public init() {}

  public var events: [ClusterEvent] { [ClusterEvent(.node, .add)] }

  public func dependence(for pod: Pod) -> Dependence { .node }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(wanted: pod.pod.spec.nodeName, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let wanted: String?
    private let cluster: ClusterState

    init(wanted: String?, cluster: ClusterState) {
      self.wanted = wanted
      self.cluster = cluster
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let wanted else { return }
      let row = cluster.row(of: wanted)
      column.reject(rows.filter { $0 != row }, Status(.unschedulableAndUnresolvable, NodeName.reason))
    }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      wanted.map { [.nodeNameMismatch(expected: $0)] } ?? []
    }
  }
}
