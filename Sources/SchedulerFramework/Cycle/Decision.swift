public import KubernetesAPI

/// What came of one attempt to place a Pod, without the table behind it.
public struct Decision: Sendable, Hashable {
  public var pod: NamespacedName
  /// The schedulerName of the profile; nil when no profile has the Pod's.
  public var profile: String?
  public var placedOn: String?
  /// The text of the Pod's PodScheduled condition when it was not placed.
  public var message: String?
  /// A plugin failed; `message` has its error.
  public var isError = false
  /// The plugins whose rejections kept the Pod from being placed; what changes in the cluster must concern one of them.
  public var rejectorPlugins: Set<String> = []
  /// The Node that preemption makes room on, and the Pods that go.
  public var nominatedNode: String?
  public var victims: [NamespacedName] = []
  /// Whether a Node that the Pod was nominated to before is not waited for any more.
  public var clearsNomination = false
  /// What the weights had to choose from; nil unless the scheduler keeps scores.
  public var scoring: Scoring?

  public init(pod: NamespacedName) { self.pod = pod }
}

extension Attempt {
  /// The attempt's outcome alone.
  public var decision: Decision {
    var decision = Decision(pod: pod)
    decision.profile = profile
    decision.placedOn = placedOn
    decision.message = message
    decision.isError = isError
    decision.rejectorPlugins = rejectorPlugins
    decision.nominatedNode = nominatedNode
    decision.victims = victims
    decision.clearsNomination = clearsNomination
    decision.scoring = scoring
    return decision
  }
}
