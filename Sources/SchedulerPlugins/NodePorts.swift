public import KubernetesAPI
public import SchedulerFramework

/// Rejects Nodes where a host port that the Pod asks for is taken.
public struct NodePorts: Plugin {
  public static let name = "NodePorts"
  public static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]

  static let reason = "node(s) didn't have free ports for the requested pod ports"

  public init() {}

  public var events: [ClusterEvent] { [ClusterEvent(.pod, .delete), ClusterEvent(.node, .add)] }

  /// A Pod's end helps when it held a port that this one asks for.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    guard let gone = change.old?.pod, change.new == nil else { return .queue }
    guard gone.holdsPlace else { return .skip }
    let held = HostPorts(HostPorts.requested(by: gone.spec))
    return HostPorts.requested(by: pod.spec).contains { held.conflict(with: $0) != nil } ? .queue : .skip
  }

  public func dependence(for pod: Pod) -> Dependence { .nodeAndItsPods }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    private let pod: PodInfo
    private let cluster: ClusterState
    private var hasRunPreFilter = false

    init(pod: PodInfo, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
    }

    private var ports: [HostPorts.Port] { pod.hostPorts }

    func preFilter() -> PreFilterResult {
      hasRunPreFilter = true
      return PreFilterResult(ports.isEmpty ? .skip : .success)
    }

    private func isTaken(_ port: HostPorts.Port, on row: Int) -> Bool {
      cluster.hostPorts[row].conflict(with: port) != nil
    }

    func filter(_ rows: [Int], into column: inout FilterColumn) {
      guard hasRunPreFilter else {
        column.reject(rows, Status(.error, CycleState.missing("PreFilterNodePorts")))
        return
      }
      column.reject(
        rows.filter { row in ports.contains { isTaken($0, on: row) } }, Status(.unschedulable, NodePorts.reason))
    }

    func details(at point: ExtensionPoint, row: Int) -> [CellDetail] {
      ports.filter { isTaken($0, on: row) }.map {
        .portConflict(port: $0.number, networkProtocol: $0.networkProtocol, hostIP: $0.hostIP)
      }
    }

    func remedies(row: Int) -> [Remedy] {
      PortRemedies.remedies(for: pod.pod, taken: cluster.hostPorts[row], holders: cluster.podsOnRow[row])
    }
  }
}
