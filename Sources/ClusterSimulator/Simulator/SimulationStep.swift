public import KubernetesAPI
public import SchedulerFramework

/// One thing that happened in a run, as a person reads it.
public struct SimulationStep: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Something a person did, creating the scenario's objects included.
    case user
    /// A scheduler put a Pod on a Node.
    case bound
    /// A scheduler found a Node for a Pod, and plugins make it wait there before it is bound.
    case waiting
    /// A scheduler tried a Pod and found no Node.
    case unschedulable
    /// A Pod that no scheduler may try yet.
    case gated
    /// A Pod that has to go for one of higher priority.
    case preempted
    case controller
    case kubelet
    /// A command or a change that was refused; the text is the answer.
    case error
  }

  /// Counts from 1.
  public var step: Int
  public var at: VirtualTime
  /// Who did it: a user, a scheduler, a controller, `kubelet node01`.
  public var actor: String
  public var kind: Kind
  public var text: String
  /// The Pod that the step is about.
  public var pod: NamespacedName?
  /// The Node that the step is about.
  public var node: String?
  /// The number of the attempt whose outcome the step is, counted from 1 over all schedulers.
  public var attempt: Int?
}

/// A Kubernetes Event: what components say about objects. Repetitions are counted, not listed.
public struct EventRecord: Sendable, Hashable {
  public enum EventType: String, Sendable, Hashable {
    case normal = "Normal"
    case warning = "Warning"
  }

  /// When it happened first.
  public var firstAt: VirtualTime
  /// When it happened last.
  public var at: VirtualTime
  public var type: EventType
  /// `FailedScheduling`, `Scheduled`, `SuccessfulCreate` …
  public var reason: String
  /// The kind and name of the object, as kubectl prints them: `pod/web`.
  public var object: String
  /// The namespace of the event: that of the object, `default` for objects of the cluster.
  public var namespace: String
  /// The component that reported it: `default-scheduler`.
  public var source: String
  public var message: String
  public var count: Int
}

/// The outcome of one scheduling attempt; its table is computed again when somebody asks for it.
public struct AttemptOutcome: Sendable, Hashable {
  /// Counts from 1 over all schedulers of a run.
  public var attempt: Int
  public var at: VirtualTime
  public var pod: NamespacedName
  /// Tells Pods of one name apart that followed each other.
  public var podUID: String
  /// The profile that tried the Pod.
  public var profile: String?
  /// nil when no Node was found, or the attempt failed.
  public var placedOn: String?
  /// Why it was not placed.
  public var message: String?
  public var isError: Bool
}
