import KubernetesAPI

/// One Pod of each shape that came up. Pods have one shape when they are equal in all that plugins look at of a Pod that is to
/// be placed. In one cluster the same comes of them, so what was computed about one holds for the others: replicas of a
/// Deployment have one shape.
struct PodShapes {
  private var examples: [Int: [PodInfo]] = [:]
  private(set) var count = 0

  /// A Pod of the same shape.
  func example(like pod: Pod) -> PodInfo? {
    examples[Self.hash(of: pod)]?.first { Self.haveOneShape($0.pod, pod) }
  }

  mutating func add(_ info: PodInfo) {
    examples[Self.hash(of: info.pod), default: []].append(info)
    count += 1
  }

  /// Of what differs most often; the comparison has the rest.
  private static func hash(of pod: Pod) -> Int {
    var hasher = Hasher()
    hasher.combine(pod.metadata.namespace)
    hasher.combine(pod.metadata.labels)
    for container in pod.spec.containers {
      // In any order.
      var sum: UInt64 = 0
      for amount in container.resources.requests.quantities.values {
        sum &+= UInt64(truncatingIfNeeded: amount.nanoUnits) &* 0x9E37_79B9_7F4A_7C15
      }
      hasher.combine(sum)
    }
    if !pod.spec.nodeSelector.isEmpty { hasher.combine(pod.spec.nodeSelector) }
    hasher.combine(pod.spec.priority)
    return hasher.finalize()
  }

  private static func haveOneShape(_ one: Pod, _ other: Pod) -> Bool {
    guard one.metadata.namespace == other.metadata.namespace, one.metadata.labels == other.metadata.labels,
      one.metadata.ownerReferences == other.metadata.ownerReferences
    else { return false }
    if one.isKnownToHaveSpec(of: other) { return true }
    return one.spec.priority == other.spec.priority && one.spec.containers == other.spec.containers
      && one.spec.initContainers == other.spec.initContainers
      && one.spec.nodeSelector == other.spec.nodeSelector && one.spec.tolerations == other.spec.tolerations
      && one.spec.affinity == other.spec.affinity
      && one.spec.topologySpreadConstraints == other.spec.topologySpreadConstraints
      && one.spec.schedulerName == other.spec.schedulerName
      && one.spec.preemptionPolicy == other.spec.preemptionPolicy
      && one.spec.overhead == other.spec.overhead && one.spec.resources == other.spec.resources
      && one.spec.explicitPodRequests == other.spec.explicitPodRequests && one.spec.volumes == other.spec.volumes
      && one.spec.hasResourceClaims == other.spec.hasResourceClaims
      && one.spec.schedulingGates == other.spec.schedulingGates
  }
}
