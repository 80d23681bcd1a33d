import KubernetesAPI
import SchedulerFramework

/// Which changes of objects matter to Pods that wait, and how (`framework.NodeSchedulingPropertiesChange` and its
/// companion for Pods).
enum ClusterChanges {
  static func node(old: Node, new: Node) -> [ClusterChange] {
    var actions: [ClusterEvent.Actions] = []
    if old.isUnschedulable != new.isUnschedulable || old.taints != new.taints { actions.append(.updateNodeTaint) }
    if old.allocatable != new.allocatable { actions.append(.updateNodeAllocatable) }
    if old.metadata.labels != new.metadata.labels { actions.append(.updateNodeLabel) }
    if old.metadata.annotations != new.metadata.annotations { actions.append(.updateNodeAnnotation) }
    return actions.map { ClusterChange(ClusterEvent(.node, $0), old: .node(old), new: .node(new)) }
  }

  static func pod(old: Pod, new: Pod, _ resource: ClusterEvent.Resource) -> [ClusterChange] {
    var actions: [ClusterEvent.Actions] = []
    if old.metadata.labels != new.metadata.labels { actions.append(.updatePodLabel) }
    if isScaledDown(old, new) { actions.append(.updatePodScaleDown) }
    if !old.spec.schedulingGates.isEmpty && new.spec.schedulingGates.isEmpty {
      actions.append(.updatePodSchedulingGatesEliminated)
    }
    if old.spec.tolerations != new.spec.tolerations { actions.append(.updatePodToleration) }
    // Any other change may matter to a plugin of somebody's own.
    if actions.isEmpty { actions.append(.updateOther) }
    return actions.map { ClusterChange(ClusterEvent(resource, $0), old: .pod(old), new: .pod(new)) }
  }

  private static func isScaledDown(_ old: Pod, _ new: Pod) -> Bool {
    if old.isKnownToHaveSpec(of: new) || old.spec == new.spec { return false }
    let before = PodRequests.total(of: old.spec)
    let after = PodRequests.total(of: new.spec)
    return before.quantities.contains { name, amount in after[name].map { $0 < amount } ?? true }
  }

  /// The resource that a kind is to plugins; nil for kinds that no plugin waits for.
  static func resource(of kind: String) -> ClusterEvent.Resource? {
    switch kind {
    case "PersistentVolume": .persistentVolume
    case "PersistentVolumeClaim": .persistentVolumeClaim
    case "StorageClass": .storageClass
    case "CSINode": .csiNode
    case "CSIDriver": .csiDriver
    case "CSIStorageCapacity": .csiStorageCapacity
    case "VolumeAttachment": .volumeAttachment
    case "ResourceClaim": .resourceClaim
    case "ResourceSlice": .resourceSlice
    case "DeviceClass": .deviceClass
    case "PodGroup": .podGroup
    default: nil
    }
  }
}
