import KubernetesAPI
import SchedulerFramework

/// Which volumes a Pod would have to do without to fit on a Node, as far as one volume plugin is concerned.
enum VolumeRemedies {
  /// As many volumes are kept as the plugin lets in, in their order.
  ///
  /// - Parameter cycle: Begins the plugin's part in the scheduling of a Pod.
  static func remedies(
    for pod: Pod, on row: Int, of cluster: ClusterState, plugin: String, _ cycle: (Pod) -> any PluginCycle
  ) -> [Remedy] {
    var kept = pod
    kept.spec.volumes = []
    var dropped: [Remedy.Change] = []
    for volume in pod.spec.volumes {
      var more = kept
      more.spec.volumes.append(volume)
      if fits(on: row, of: cluster, plugin, cycle(more)) {
        kept = more
      } else {
        dropped.append(.init(.dropVolume(volume.name), of: .pod(pod.namespacedName)))
      }
    }
    return dropped.isEmpty ? [] : [Remedy(dropped)]
  }

  private static func fits(
    on row: Int, of cluster: ClusterState, _ plugin: String, _ cycle: any PluginCycle
  ) -> Bool {
    let result = cycle.preFilter()
    if result.status.code == .skip { return true }
    guard result.status.isSuccess else { return false }
    var column = FilterColumn(plugin: plugin, rows: cluster.nodes.count)
    cycle.filter([row], into: &column)
    return column.passes(row)
  }
}
