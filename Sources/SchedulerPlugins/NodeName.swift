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
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
    }

    private var wanted: String? { pod.nodeName }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard let wanted else { return }
      let row = cluster.row(of: wanted)
      column.reject(rows.filter { $0 != row }, Status(.unschedulableAndUnresolvable, NodeName.reason))
    }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      wanted.map { [.nodeNameMismatch(expected: $0)] } ?? []
    }

    func remedies(row: Int) -> [Remedy] {
      guard let wanted else { return [] }
      let (subject, path) = (Remedy.Subject.pod(pod.namespacedName), FieldPath("spec", "nodeName"))
      let node = cluster.nodes[row].name
      return [
        Remedy(.init(.dropNodeName(wanted), of: subject, .remove(path))),
        Remedy(.init(.setNodeName(node), of: subject, .add(path, .string(node)))),
      ]
    }
  }
}
