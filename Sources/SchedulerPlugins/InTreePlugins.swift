public import SchedulerFramework

extension PluginRegistry {
  /// The plugins that are part of kube-scheduler.
  public static let inTree: PluginRegistry = {
    var registry = PluginRegistry()
    registry.register(SchedulingGates.self) { _ in SchedulingGates() }
    registry.register(PrioritySort.self) { _ in PrioritySort() }
    registry.register(NodeName.self) { _ in NodeName() }
    registry.register(NodeUnschedulable.self) { _ in NodeUnschedulable() }
    registry.register(TaintToleration.self) { _ in TaintToleration() }
    registry.register(NodePorts.self) { _ in NodePorts() }
    registry.register(ImageLocality.self) { _ in ImageLocality() }
    registry.register(DefaultBinder.self) { _ in DefaultBinder() }
    registry.register(NodeAffinity.self) { arguments in
      guard case .nodeAffinity(let given) = arguments else { return NodeAffinity() }
      return NodeAffinity(
        required: given.addedAffinity?.required, preferred: given.addedAffinity?.preferred ?? [])
    }
    registry.register(NodeResourcesFit.self) { arguments in
      guard case .nodeResourcesFit(let given) = arguments else {
        return NodeResourcesFit(arguments: NodeResourcesFitArguments())
      }
      return NodeResourcesFit(arguments: given)
    }
    registry.register(NodeResourcesBalancedAllocation.self) { arguments in
      guard case .nodeResourcesBalancedAllocation(let given) = arguments else {
        return NodeResourcesBalancedAllocation(arguments: NodeResourcesBalancedAllocationArguments())
      }
      return NodeResourcesBalancedAllocation(arguments: given)
    }
    registry.register(PodTopologySpread.self) { arguments in
      guard case .podTopologySpread(let given) = arguments else {
        return PodTopologySpread(arguments: PodTopologySpreadArguments())
      }
      return PodTopologySpread(arguments: given)
    }
    registry.register(InterPodAffinity.self) { arguments in
      guard case .interPodAffinity(let given) = arguments else {
        return InterPodAffinity(arguments: InterPodAffinityArguments())
      }
      return InterPodAffinity(arguments: given)
    }
    registry.register(DynamicResources.self) { _ in DynamicResources() }
    registry.register(DefaultPreemption.self) { arguments in
      guard case .defaultPreemption(let given) = arguments else {
        return DefaultPreemption(arguments: DefaultPreemptionArguments())
      }
      return DefaultPreemption(arguments: given)
    }
    registry.register(VolumeRestrictions.self) { _ in VolumeRestrictions() }
    registry.register(NodeVolumeLimits.self) { _ in NodeVolumeLimits() }
    registry.register(VolumeBinding.self) { _ in VolumeBinding() }
    registry.register(VolumeZone.self) { _ in VolumeZone() }
    return registry
  }()
}
