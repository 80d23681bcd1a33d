public import ClusterSimulator
public import KubernetesAPI
public import SchedulerFramework

/// A scenario: a cluster, what happens in it, and the schedulers that decide.
///
/// It is read from the ordinary manifests that `kubectl apply -f` would take, with at most one document that says more.
public struct Scenario: Sendable {
  /// A scheduler configuration with a name, for comparing.
  public struct NamedConfiguration: Sendable {
    public var name: String
    public var configuration: SchedulerConfiguration
    /// As written; null for kube-scheduler's own default.
    public var source: JSONValue
  }

  /// A scheduler process of the scenario.
  public struct SchedulerEntry: Sendable {
    public var name: String
    public var replicas: Int
    public var leaderElect: Bool
    /// The name of a configuration.
    public var configuration: String
  }

  /// The name of the configuration that runs when nobody names one.
  public static let defaultConfiguration = "default"

  public var name = ""
  /// The section of the course that it belongs to, from its label `berth.dev/section`.
  public var section: String?
  public var title = LocalizedText()
  /// In Markdown.
  public var description = LocalizedText()
  public var seed: UInt64 = 1
  public var user = "kubernetes-admin"
  public var admission = AdmissionChain.standard
  /// `default` is the first.
  public var configurations: [NamedConfiguration] = []
  /// nil: one kube-scheduler with the chosen configuration; empty: none runs.
  public var schedulers: [SchedulerEntry]?
  /// What `-f NAME` in a step reads.
  public var files: [String: String] = [:]
  public var steps: [UserStep] = []
  public var until: VirtualTime?
  /// The objects that exist or are created first, in the order of the text.
  public var manifests: [Manifest] = []

  /// The way to the extenders that configurations name; without one they may name none.
  public var extenderClient: (any ExtenderClient)?

  public init() {}

  public var objects: [KubernetesObject] { manifests.map(\.object) }

  public func configuration(named name: String) -> NamedConfiguration? {
    configurations.first { $0.name == name }
  }
}
