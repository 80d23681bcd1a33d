public import KubernetesAPI

/// What would have let a Pod in where a plugin rejected it: all of the changes together are enough, as far as that plugin is
/// concerned.
public struct Remedy: Sendable, Hashable {
  public var changes: [Change]

  public init(_ changes: [Change]) { self.changes = changes }
  public init(_ change: Change) { changes = [change] }

  /// A change of one object, and of one thing in it.
  public struct Change: Sendable, Hashable {
    public var kind: Kind
    public var subject: Subject
    /// The change as an edit of the subject as it is stored. Patches of the same object hold one after the other.
    ///
    /// Empty where the change is no edit of one object, such as Pods that would have to go: then ``kind`` says exactly what
    /// it takes.
    public var patch: [JSONPatch.Operation]

    public init(_ kind: Kind, of subject: Subject, _ patch: [JSONPatch.Operation] = []) {
      self.kind = kind
      self.subject = subject
      self.patch = patch
    }

    public init(_ kind: Kind, of subject: Subject, _ patch: JSONPatch.Operation) {
      self.init(kind, of: subject, [patch])
    }
  }

  public enum Subject: Sendable, Hashable {
    case pod(NamespacedName)
    case node(String)
    /// A profile of the scheduler's configuration, by its schedulerName.
    case profile(String)
  }

  public enum Kind: Sendable, Hashable {
    // MARK: Taints, cordons, names and gates
    case tolerate(Toleration)
    case removeTaint(Taint)
    case uncordon
    case dropNodeName(String)
    case setNodeName(String)
    case removeSchedulingGates([String])

    // MARK: Labels and what selects them
    case labelNode(key: String, value: String)
    case unlabelNode(key: String)
    case dropNodeSelector(key: String, value: String)
    /// A requirement of a required term (counted from 0).
    case dropNodeRequirement(term: Int, key: String, operation: String, values: [String])
    /// All required terms together.
    case dropNodeAffinity
    /// What the profile adds to every Pod's required node affinity.
    case dropAddedAffinity

    // MARK: Resources and ports
    /// Milli-CPU or whole units; `by` is how much less, `to` what the Pod requests then.
    case requestLess(resource: String, by: Int64, to: Int64)
    /// Pods on the Node that request this much together would have to go; for `pods`, this many.
    case free(resource: String, amount: Int64)
    /// `by` is how much more, `to` what the Node has allocatable then.
    case enlarge(resource: String, by: Int64, to: Int64)
    case dropHostPort(HostPorts.Port)
    /// The Pod without the volume and its mounts.
    case dropVolume(String)
    /// The Pod that is the subject would have to go.
    case removePod

    // MARK: Spreading
    case raiseMaxSkew(topologyKey: String, from: Int64, to: Int64)
    /// `ScheduleAnyway` instead of `DoNotSchedule`.
    case softenSpreadConstraint(topologyKey: String)
    case dropSpreadConstraint(topologyKey: String)
    /// Constraints of the Pod's own, which do not reject Nodes, in the place of those that the profile gives it.
    case overrideDefaultConstraints(topologyKeys: [String])

    // MARK: Affinity between Pods
    /// A required term (counted from 0); the subject may be a Pod that runs already.
    case dropPodAffinity(term: Int, topologyKey: String)
    case dropPodAntiAffinity(term: Int, topologyKey: String)
    /// As many Pods in the domain would have to do without the anti-affinity terms that match this Pod.
    case dropAntiAffinityOfOthers(topologyKey: String, value: String, pods: Int64)
    /// The Pods in the domain that this Pod's anti-affinity is about would have to go.
    case emptyDomain(topologyKey: String, value: String, pods: Int64)

    /// Anything a plugin has to say in its own words.
    case text(String)
  }
}
