import KubernetesAPI
import SchedulerFramework

/// What the queue asks of the plugins of a scheduler.
struct SchedulerRules: QueueingRules {
  let scheduler: Scheduler

  func gatingPlugin(for pod: Pod) -> String? { scheduler.preEnqueue(pod).first?.plugin }

  func queueSortKey(for pod: Pod) -> QueueSortKey? { scheduler.queueSortKey(for: pod) }

  func hint(_ plugin: String, about change: ClusterChange, for pod: Pod) -> QueueingHint {
    scheduler.profile(for: pod)?.hint(plugin, about: change, for: pod, in: scheduler.cluster) ?? .skip
  }

  func plugins(concernedBy event: ClusterEvent) -> Set<String>? {
    Set(scheduler.profiles.flatMap { $0.plugins(concernedBy: event) })
  }
}
