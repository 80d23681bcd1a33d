import KubernetesAPI

/// All that plugins look at of a Pod that is to be placed. In one cluster the same comes of Pods of one shape, so what was
/// computed about one holds for the others: replicas of a Deployment have one shape.
struct PodShape: Hashable {
  private let reference: PodReference
  private var metadata: ObjectMeta { reference.pod.metadata }
  private var spec: PodSpec { reference.pod.spec }

  init(_ pod: Pod) { reference = PodReference(pod) }

  /// What differs most often goes into the hash; the comparison has the rest.
  func hash(into hasher: inout Hasher) {
    hasher.combine(reference.pod.metadata.namespace)
    hasher.combine(reference.pod.metadata.labels)
    for container in reference.pod.spec.containers { hasher.combine(container.resources.requests) }
    hasher.combine(reference.pod.spec.nodeSelector)
    hasher.combine(reference.pod.spec.priority)
  }

  static func == (left: PodShape, right: PodShape) -> Bool {
    if left.reference === right.reference { return true }
    let (one, other) = (left.spec, right.spec)
    return left.metadata.namespace == right.metadata.namespace && left.metadata.labels == right.metadata.labels
      && left.metadata.ownerReferences == right.metadata.ownerReferences && one.priority == other.priority
      && one.containers == other.containers && one.initContainers == other.initContainers
      && one.nodeSelector == other.nodeSelector && one.tolerations == other.tolerations
      && one.affinity == other.affinity && one.topologySpreadConstraints == other.topologySpreadConstraints
      && one.schedulerName == other.schedulerName && one.preemptionPolicy == other.preemptionPolicy
      && one.overhead == other.overhead && one.resources == other.resources
      && one.explicitPodRequests == other.explicitPodRequests && one.volumes == other.volumes
      && one.hasResourceClaims == other.hasResourceClaims && one.schedulingGates == other.schedulingGates
  }
}

extension Pod {
  func assigned(to node: String) -> Pod {
    var pod = self
    pod.spec.nodeName = node
    return pod
  }
}
