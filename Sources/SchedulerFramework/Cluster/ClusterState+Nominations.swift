public import KubernetesAPI

extension ClusterState {
  /// Counts a waiting Pod on the Node that preemption makes room on, instead of where it was nominated before.
  public func nominate(_ pod: Pod, to node: String) {
    removeNomination(of: pod.namespacedName)
    nominations[node, default: []].append(makeInfo(pod))
  }

  public func removeNomination(of pod: NamespacedName) {
    guard hasNominations else { return }
    for (node, infos) in nominations where infos.contains(where: { $0.pod.namespacedName == pod }) {
      let rest = infos.filter { $0.pod.namespacedName != pod }
      nominations[node] = rest.isEmpty ? nil : rest
    }
  }

  public var hasNominations: Bool { !nominations.isEmpty }

  /// The Pods that are nominated to a Node, in the order they were nominated.
  public func nominatedPods(on node: String) -> [PodInfo] { nominations[node] ?? [] }
}
