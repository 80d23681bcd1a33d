public import KubernetesAPI
public import SchedulerFramework

/// Keeps a Pod out of the queue while it has scheduling gates (KEP-3521).
public struct SchedulingGates: Plugin {
  public static let name = "SchedulingGates"
  public static let extensionPoints: Set<ExtensionPoint> = [.preEnqueue]

  public init() {}

  public var events: [ClusterEvent] { [ClusterEvent(.pod, .updatePodSchedulingGatesEliminated)] }

  /// Only the Pod's own gates matter.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    change.new?.pod?.metadata.uid == pod.metadata.uid ? .queue : .skip
  }

  public func dependence(for pod: Pod) -> Dependence { .nothing }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod)
  }

  private final class Cycle: PluginCycle {
    private let pod: Pod

    init(pod: Pod) { self.pod = pod }

    private var gates: [String] { pod.spec.schedulingGates }

    func preEnqueue() -> Status {
      guard !gates.isEmpty else { return .success }
      return Status(
        .unschedulableAndUnresolvable, "waiting for scheduling gates: [\(gates.joined(separator: " "))]")
    }

    func preEnqueueRemedies() -> [Remedy] {
      let path = FieldPath("spec", "schedulingGates")
      return [Remedy(.init(.removeSchedulingGates(gates), of: .pod(pod.namespacedName), .remove(path)))]
    }
  }
}
