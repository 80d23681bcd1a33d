import SchedulerFramework

/// Default plugins whose decisions are still to come. They keep their places in profiles and have no say.
enum LaterPlugins {
  static func register(in registry: inout PluginRegistry) {
    registry.register(VolumeRestrictions.self) { _ in VolumeRestrictions() }
    registry.register(NodeVolumeLimits.self) { _ in NodeVolumeLimits() }
    registry.register(VolumeBinding.self) { _ in VolumeBinding() }
    registry.register(VolumeZone.self) { _ in VolumeZone() }
    registry.register(DynamicResources.self) { _ in DynamicResources() }
    registry.register(DefaultPreemption.self) { _ in DefaultPreemption() }
  }

  fileprivate final class Cycle: PluginCycle {
    func preFilter() -> PreFilterResult { PreFilterResult(.skip) }
    func preScore(_ rows: [Int]) -> Status { .skip }
  }
}

private protocol LaterPlugin: Plugin {}

extension LaterPlugin {
  func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle { LaterPlugins.Cycle() }
}

private struct VolumeRestrictions: LaterPlugin {
  static let name = "VolumeRestrictions"
  static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]
}
private struct NodeVolumeLimits: LaterPlugin {
  static let name = "NodeVolumeLimits"
  static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]
}
private struct VolumeBinding: LaterPlugin {
  static let name = "VolumeBinding"
  static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter, .reserve, .preBind, .preScore, .score]
}
private struct VolumeZone: LaterPlugin {
  static let name = "VolumeZone"
  static let extensionPoints: Set<ExtensionPoint> = [.preFilter, .filter]
}
private struct DynamicResources: LaterPlugin {
  static let name = "DynamicResources"
  static let extensionPoints: Set<ExtensionPoint> = [
    .preEnqueue, .preFilter, .filter, .postFilter, .reserve, .preBind,
  ]
}
private struct DefaultPreemption: LaterPlugin {
  static let name = "DefaultPreemption"
  static let extensionPoints: Set<ExtensionPoint> = [.preEnqueue, .postFilter]
}
