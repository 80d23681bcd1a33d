public import SchedulerFramework

extension PluginRegistry {
  /// Plugins that are not part of kube-scheduler. None of them is on unless a profile enables it.
  public static let outOfTree: PluginRegistry = {
    var registry = PluginRegistry()
    registry.register(Coscheduling.self) { arguments throws(ConfigurationError) in
      Coscheduling(arguments: try CoschedulingArguments(arguments))
    }
    registry.register(LabelScore.self) { arguments throws(ConfigurationError) in try LabelScore(arguments) }
    return registry
  }()

  /// All plugins that there are: what the playground offers.
  public static let all = inTree.merging(outOfTree)
}
