public import KubernetesAPI

/// The Pods that have no Node in this view of the cluster, which plugins look at that schedule several Pods as one.
extension ClusterState {
  /// In no particular order.
  public var unscheduledPods: some Collection<Pod> { unscheduled.values }

  /// A Pod without a Node appears or changes; one that has got a Node here or has ended goes.
  public func setUnscheduled(_ pod: Pod) {
    let waits = pod.nodeName == nil && !pod.isTerminated && self.pod(pod.namespacedName) == nil
    unscheduled[pod.namespacedName] = waits ? pod : nil
  }

  public func removeUnscheduled(_ name: NamespacedName) { unscheduled[name] = nil }
}
