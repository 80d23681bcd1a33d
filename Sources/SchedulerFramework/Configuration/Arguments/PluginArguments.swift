public import KubernetesAPI

/// The arguments of one plugin, completed with kube-scheduler's defaults.
public enum PluginArguments: Sendable, Hashable {
  case defaultPreemption(DefaultPreemptionArguments)
  case dynamicResources(DynamicResourcesArguments)
  case interPodAffinity(InterPodAffinityArguments)
  case nodeAffinity(NodeAffinityArguments)
  case nodeResourcesBalancedAllocation(NodeResourcesBalancedAllocationArguments)
  case nodeResourcesFit(NodeResourcesFitArguments)
  case podTopologySpread(PodTopologySpreadArguments)
  case volumeBinding(VolumeBindingArguments)
  /// Arguments of a plugin that kube-scheduler does not know, or that takes none, as written.
  case outOfTree(JSONValue)

  /// Reads the arguments of the plugin; what `value` lacks has its default.
  init(plugin name: String, _ value: JSONValue) {
    switch name {
    case "DefaultPreemption": self = .defaultPreemption(DefaultPreemptionArguments(value))
    case "DynamicResources": self = .dynamicResources(DynamicResourcesArguments(value))
    case "InterPodAffinity": self = .interPodAffinity(InterPodAffinityArguments(value))
    case "NodeAffinity": self = .nodeAffinity(NodeAffinityArguments(value))
    case "NodeResourcesBalancedAllocation":
      self = .nodeResourcesBalancedAllocation(NodeResourcesBalancedAllocationArguments(value))
    case "NodeResourcesFit": self = .nodeResourcesFit(NodeResourcesFitArguments(value))
    case "PodTopologySpread": self = .podTopologySpread(PodTopologySpreadArguments(value))
    case "VolumeBinding": self = .volumeBinding(VolumeBindingArguments(value))
    default: self = .outOfTree(value)
    }
  }

  /// What a plugin has when a profile gives it no arguments; nil for plugins that take none.
  static func defaults(for plugin: String) -> PluginArguments? {
    let arguments = PluginArguments(plugin: plugin, .null)
    if case .outOfTree = arguments { return nil }
    return arguments
  }

  /// Checks what kube-scheduler checks before it builds any profile, which is everything but NodeResourcesFit.
  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    switch self {
    case .defaultPreemption(let arguments): arguments.validate(at: path, &errors)
    case .dynamicResources(let arguments): arguments.validate(at: path, &errors)
    case .interPodAffinity(let arguments): arguments.validate(at: path, &errors)
    case .nodeAffinity(let arguments): arguments.validate(at: path, &errors)
    case .nodeResourcesBalancedAllocation(let arguments): arguments.validate(at: path, &errors)
    case .podTopologySpread(let arguments): arguments.validate(at: path, &errors)
    case .volumeBinding(let arguments): arguments.validate(at: path, &errors)
    case .nodeResourcesFit, .outOfTree: break
    }
  }
}
