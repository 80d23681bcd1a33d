import KubernetesAPI
import SchedulerFramework

/// Whether a change may help a Pod that affinity, its own or that of others, has kept out.
///
/// kube-scheduler looks at the Pod's own required terms only, and at all affinity, or all anti-affinity, terms together.
/// Namespace selectors are asked without the labels of any namespace, so that only an empty one selects.
struct AffinityHint {
  let pod: Pod
  private var affinity: [PodAffinityTerm] { pod.spec.affinity.requiredPods }
  private var antiAffinity: [PodAffinityTerm] { pod.spec.affinity.requiredAntiPods }

  init(pod: Pod) { self.pod = pod }

  func hint(about change: ClusterChange) -> QueueingHint {
    if let node = change.new?.node { return isHelpful(change.old?.node, node) ? .queue : .skip }
    return isHelpful(change.old?.pod, change.new?.pod) ? .queue : .skip
  }

  // MARK: Pods

  private func isHelpful(_ old: Pod?, _ new: Pod?) -> Bool {
    guard [old, new].allSatisfy({ $0.map { $0.nodeName != nil } ?? true }) else { return false }
    switch (old, new) {
    case (let old?, let new?):
      return !isMatched(old, by: affinity) && isMatched(new, by: affinity)
        || isMatched(old, by: antiAffinity) && !isMatched(new, by: antiAffinity)
    case (nil, let new?): return isMatched(new, by: affinity)
    case (let old?, nil): return isMatched(old, by: antiAffinity)
    case (nil, nil): return true
    }
  }

  private func isMatched(_ other: Pod, by terms: [PodAffinityTerm]) -> Bool {
    !terms.isEmpty && terms.allSatisfy { $0.matches(other, ownNamespace: pod.metadata.namespace) }
  }

  // MARK: Nodes

  private func isHelpful(_ old: Node?, _ new: Node) -> Bool {
    guard let old else {
      return !antiAffinity.isEmpty || affinity.contains { new.metadata.labels[$0.topologyKey] != nil }
    }
    func values(_ term: PodAffinityTerm) -> (old: String?, new: String?) {
      (old.metadata.labels[term.topologyKey], new.metadata.labels[term.topologyKey])
    }
    // A domain to be in has appeared, or one to be kept out of has gone; another value may do either.
    return affinity.contains { values($0).new != nil && values($0).old != values($0).new }
      || antiAffinity.contains { values($0).old != nil && values($0).old != values($0).new }
  }
}

extension PodAffinityTerm {
  /// As ``matches(_:ownNamespace:namespaces:)``, of namespaces whose labels are not known.
  fileprivate func matches(_ pod: Pod, ownNamespace: String) -> Bool {
    guard let labelSelector, labelSelector.matches(pod.metadata.labels) else { return false }
    let namespace = pod.metadata.namespace
    if namespaces.contains(namespace) || namespaceSelector?.matches([:]) == true { return true }
    return namespaces.isEmpty && namespaceSelector == nil && namespace == ownNamespace
  }
}
