public import KubernetesAPI
public import SchedulerFramework

/// All that a run depends on. Two runs of equal inputs are equal, step by step.
public struct SimulationInput: Sendable {
  /// The scenario's objects, in the order in which they are created. One with a uid is taken as existing.
  public var objects: [KubernetesObject]
  /// Whether it is known that the objects have only the fields of their kinds, with values of their types, as what a
  /// `ManifestReader` reads has.
  public var areObjectsDecoded = false
  /// What users do later. Steps of the same time are done in this order.
  public var userSteps: [UserStep]
  /// The schedulers that run; none for a cluster without.
  public var schedulers: [SchedulerDefinition]
  /// The plugins that configurations can name.
  public var plugins: PluginRegistry
  public var admission: AdmissionChain
  /// Who creates the objects, and does the steps that name nobody else.
  public var user: String
  /// What `-f NAME` reads in kubectl commands: manifests by name.
  public var files: [String: String]
  /// Ends the run at this moment; nil to end it when it is quiet.
  public var until: VirtualTime?
  public var seed: UInt64
  public var limits: SimulationLimits
  /// The way to the extenders of the schedulers; without one they may have none.
  public var extenderClient: (any ExtenderClient)?

  public init(
    objects: [KubernetesObject] = [], userSteps: [UserStep] = [], schedulers: [SchedulerDefinition],
    plugins: PluginRegistry, admission: AdmissionChain = .standard, user: String = "kubernetes-admin",
    files: [String: String] = [:], until: VirtualTime? = nil, seed: UInt64 = 1,
    limits: SimulationLimits = SimulationLimits(), extenderClient: (any ExtenderClient)? = nil
  ) {
    self.objects = objects
    self.userSteps = userSteps
    self.schedulers = schedulers
    self.plugins = plugins
    self.admission = admission
    self.user = user
    self.files = files
    self.until = until
    self.seed = seed
    self.limits = limits
    self.extenderClient = extenderClient
  }
}

/// A scheduler that runs in a simulated cluster.
public struct SchedulerDefinition: Sendable {
  /// The name of the process; Pods choose a profile of its configuration, not this name.
  public var name: String
  public var configuration: SchedulerConfiguration

  public init(name: String = "default-scheduler", configuration: SchedulerConfiguration) {
    self.name = name
    self.configuration = configuration
  }
}

/// What ends a run that would not end by itself.
public struct SimulationLimits: Sendable, Hashable {
  /// How long a run may go on after its last user step, in virtual time.
  public var timeAfterLastStep: Duration = .seconds(3600)
  public var attempts = 1_000_000
  public var objects = 200_000

  public init() {}

  /// No limit but time.
  public static let none: SimulationLimits = {
    var limits = SimulationLimits()
    limits.attempts = .max
    limits.objects = .max
    return limits
  }()
}

/// Something a person does at a moment of a run.
public struct UserStep: Sendable {
  public enum Action: Sendable {
    /// A kubectl command, with or without the word `kubectl`.
    case kubectl(String)
    /// `kubectl apply -f` of these objects.
    case apply([KubernetesObject])
    /// A strategic merge patch of one object.
    case edit(kind: String, name: String, namespace: String?, patch: JSONValue)
    /// A kubelet's folder of static Pods changes.
    case staticPods([String: [KubernetesObject]])
    /// The machine itself: its kubelet stops or starts, or reports other conditions.
    case node(name: String, kubeletRuns: Bool?, conditions: [JSONValue]?)
    /// A scheduler process is killed, stopped or started.
    case scheduler(name: String, command: String)
  }

  public var at: VirtualTime
  public var action: Action
  /// nil for the scenario's user.
  public var user: String?

  public init(at: VirtualTime, _ action: Action, as user: String? = nil) {
    self.at = at
    self.action = action
    self.user = user
  }
}

/// Objects of the scenario that the API server refuses, all of them at once.
public struct RefusedObjects: Error, Sendable {
  public struct Refusal: Sendable {
    /// The object's place in ``SimulationInput/objects``.
    public var index: Int
    public var status: APIStatus
  }

  public var refusals: [Refusal]
}
