import KubernetesAPI
import SchedulerFramework

/// What the queue asks of the plugins of a scheduler.
struct SchedulerRules: QueueingRules {
  let scheduler: Scheduler

  func gatingPlugin(for pod: Pod) -> String? { scheduler.preEnqueue(pod).first?.plugin }

  func hint(_ plugin: String, about change: ClusterChange, for pod: Pod) -> QueueingHint {
    scheduler.profile(for: pod)?.hint(plugin, about: change, for: pod) ?? .skip
  }
}
