public import KubernetesAPI
public import SchedulerFramework

/// Binds a Pod to its Node by creating a Binding object; whoever runs the scheduler carries it out.
public struct DefaultBinder: Plugin {
  public static let name = "DefaultBinder"
  public static let extensionPoints: Set<ExtensionPoint> = [.bind]

  public init() {}

  public func dependence(for pod: Pod) -> Dependence { .nothing }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle { Cycle() }

  private final class Cycle: PluginCycle {}
}
