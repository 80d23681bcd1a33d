import KubernetesAPI
import SchedulerFramework

/// What the queue asks of the plugins of a scheduler.
struct SchedulerRules: QueueingRules {
  let scheduler: Scheduler

  func gatingPlugin(for pod: Pod) -> String? { scheduler.preEnqueue(pod).first?.plugin }

  func hint(_ plugin: String, about change: ClusterChange, for pod: Pod) -> QueueingHint {
    let events = scheduler.profile(for: pod)?.events(for: plugin) ?? []
    return events.contains { $0.clusterEvent.covers(change.event) } ? .queue : .skip
  }
}

extension PluginEvent {
  private static let actionNames: [String: ClusterEvent.Actions] = [
    "add": .add, "delete": .delete, "update": .update, "all": .all,
    "updateNodeAllocatable": .updateNodeAllocatable, "updateNodeLabel": .updateNodeLabel,
    "updateNodeTaint": .updateNodeTaint, "updateNodeCondition": .updateNodeCondition,
    "updateNodeAnnotation": .updateNodeAnnotation, "updatePodLabel": .updatePodLabel,
    "updatePodScaleDown": .updatePodScaleDown, "updatePodToleration": .updatePodToleration,
    "updatePodSchedulingGatesEliminated": .updatePodSchedulingGatesEliminated,
    "updatePodGeneratedResourceClaim": .updatePodGeneratedResourceClaim,
  ]

  /// The event as the queue matches it. What is not known covers every change of the resource: better one attempt too
  /// many than a Pod that waits for ever.
  var clusterEvent: ClusterEvent {
    let actions = actions.reduce(into: ClusterEvent.Actions()) { $0.formUnion(Self.actionNames[$1] ?? .all) }
    return ClusterEvent(ClusterEvent.Resource(rawValue: resource) ?? .wildcard, actions)
  }
}
