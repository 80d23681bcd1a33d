public import KubernetesAPI

/// The Pods that have no Node in this view of the cluster, which plugins look at that schedule several Pods as one.
extension ClusterState {
  /// In no particular order.
  public var unscheduledPods: some Collection<Pod> { unscheduled.values }

  /// A Pod without a Node appears or changes; one that has got a Node here or has ended goes.
  public func setUnscheduled(_ pod: Pod) {
    let name = pod.namespacedName
    guard !pod.hasNode, !pod.isTerminated, !pods.keys.contains(name) else { return removeUnscheduled(name) }
    unscheduled[name] = pod
  }

  public func removeUnscheduled(_ name: NamespacedName) {
    if !unscheduled.isEmpty { unscheduled[name] = nil }
  }
}
