/// The plugins that a profile has unless it says otherwise.
public enum DefaultPlugins {
  /// The default `multiPoint` list of Kubernetes v1.34, in order. DynamicResources comes right before DefaultPreemption:
  /// freeing a claim that nobody uses is better than evicting a Pod.
  public static let multiPoint = PluginSet(enabled: [
    PluginReference("SchedulingGates"),
    PluginReference("PrioritySort"),
    PluginReference("NodeUnschedulable"),
    PluginReference("NodeName"),
    PluginReference("TaintToleration", weight: 3),
    PluginReference("NodeAffinity", weight: 2),
    PluginReference("NodePorts"),
    PluginReference("NodeResourcesFit", weight: 1),
    PluginReference("VolumeRestrictions"),
    PluginReference("NodeVolumeLimits"),
    PluginReference("VolumeBinding"),
    PluginReference("VolumeZone"),
    PluginReference("PodTopologySpread", weight: 2),
    PluginReference("InterPodAffinity", weight: 2),
    PluginReference("DynamicResources"),
    PluginReference("DefaultPreemption"),
    PluginReference("NodeResourcesBalancedAllocation", weight: 1),
    PluginReference("ImageLocality", weight: 1),
    PluginReference("DefaultBinder"),
  ])
}
