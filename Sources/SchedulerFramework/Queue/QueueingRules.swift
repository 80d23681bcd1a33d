public import KubernetesAPI

/// What the queue asks the plugins of a scheduler; it knows no plugin itself.
public protocol QueueingRules {
  /// The PreEnqueue plugin that keeps the Pod out of the active queue; nil when none does.
  func gatingPlugin(for pod: Pod) -> String?

  /// The Pod's place in the active queue; nil for that of the PrioritySort plugin.
  func queueSortKey(for pod: Pod) -> QueueSortKey?

  /// Whether a change may help a Pod that `plugin` has rejected. A plugin that registered no event which covers the change
  /// answers `skip`.
  func hint(_ plugin: String, about change: ClusterChange, for pod: Pod) -> QueueingHint

  /// The plugins that have registered an event which covers this one; nil when all are to be asked.
  func plugins(concernedBy event: ClusterEvent) -> Set<String>?
}

extension QueueingRules {
  public func plugins(concernedBy event: ClusterEvent) -> Set<String>? { nil }
}

extension QueueingRules {
  public func queueSortKey(for pod: Pod) -> QueueSortKey? { nil }
}
