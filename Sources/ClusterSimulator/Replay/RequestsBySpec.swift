import KubernetesAPI
import SchedulerFramework

/// What Pods request, summed up once for all that are known to have one spec. It is right as long as the Pods are there.
struct RequestsBySpec {
  private var known: [ObjectIdentifier: ResourceAmounts] = [:]

  mutating func of(_ pod: Pod) -> ResourceAmounts {
    if let amounts = known[pod.specIdentity] { return amounts }
    let amounts = ResourceAmounts(PodRequests.total(of: pod.spec))
    known[pod.specIdentity] = amounts
    return amounts
  }
}
