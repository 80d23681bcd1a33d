public import KubernetesAPI
public import SchedulerFramework

/// Orders the queue: higher priority first, then the Pod that has waited longer. The order itself is the queue's.
public struct PrioritySort: Plugin {
  public static let name = "PrioritySort"
  public static let extensionPoints: Set<ExtensionPoint> = [.queueSort]

  public init() {}

  public func dependence(for pod: Pod) -> Dependence { .nothing }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle { Cycle() }

  private final class Cycle: PluginCycle {}
}
