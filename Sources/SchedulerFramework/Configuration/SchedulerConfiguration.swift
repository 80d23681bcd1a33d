public import KubernetesAPI

/// The configuration of one kube-scheduler process (`kubescheduler.config.k8s.io/v1`, kind
/// `KubeSchedulerConfiguration`), decoded strictly, completed with kube-scheduler's defaults, and valid.
public struct SchedulerConfiguration: Sendable, Hashable {
  /// At least one; their names differ, and all sort the queue by the same plugin.
  public var profiles: [ProfileConfiguration]
  /// How many of the Nodes are searched for feasible ones, from 0 (as many as kube-scheduler finds fit for the size of
  /// the cluster) to 100; nil when the configuration does not say. A profile's own value goes before it.
  public var percentageOfNodesToScore: Int?
  /// How many Nodes kube-scheduler looks at side by side; it has no influence on what is decided.
  public var parallelism: Int
  /// How long a Pod waits after its first failed attempt, in virtual seconds; the time doubles with each further one.
  public var podInitialBackoffSeconds: Int
  /// The longest that a Pod waits, in virtual seconds.
  public var podMaxBackoffSeconds: Int
  public var extenders: [Extender]
  /// Whether a standby replica fills its caches only when it becomes the leader.
  public var delayCacheUntilActive: Bool
  public var leaderElection: LeaderElection
  public var clientConnection: ClientConnection
  /// Shared by all copies.
  private let plans = KnownPlans()

  /// The default one.
  private static let standard = Result { () throws(ConfigurationError) in
    try SchedulerConfiguration(ConfigurationDocument(nil))
  }

  /// Reads a configuration; nil or `null` is the default one.
  ///
  /// - Throws: what kube-scheduler would say of it, up to but not including the building of the profiles, which
  ///   ``resolvedProfiles(knowing:)`` does.
  public init(_ value: JSONValue?) throws(ConfigurationError) {
    switch value {
    case nil, .null: self = try Self.standard.get()
    case let value: try self.init(ConfigurationDocument(value))
    }
  }

  private init(_ document: ConfigurationDocument) throws(ConfigurationError) {
    let root = document.root
    parallelism = root["parallelism"].int ?? 16
    percentageOfNodesToScore = root["percentageOfNodesToScore"].int
    podInitialBackoffSeconds = root["podInitialBackoffSeconds"].int ?? 1
    podMaxBackoffSeconds = root["podMaxBackoffSeconds"].int ?? 10
    delayCacheUntilActive = root["delayCacheUntilActive"].bool ?? false
    leaderElection = LeaderElection(root["leaderElection"])
    clientConnection = ClientConnection(root["clientConnection"])
    extenders = root["extenders"].items.map(Extender.init)
    profiles = document.profiles.map { ProfileConfiguration($0) }
    try validate(document)
    ignoreResourcesOfExtenders()
  }

  /// Every profile with the plugins it runs, in the order of the configuration.
  ///
  /// - Parameter known: the plugins there are, with the extension points that each implements.
  /// - Throws: what kube-scheduler says when it cannot build a profile: an unknown plugin, one at a point that it does
  ///   not implement, no binder, arguments that a plugin does not take …
  public func resolvedProfiles(
    knowing known: [String: Set<ExtensionPoint>]
  ) throws(ConfigurationError) -> [ResolvedProfile] {
    var resolved: [ResolvedProfile] = []
    for profile in profiles {
      let next = try profile.resolved(knowing: known)
      if let first = resolved.first { try next.requireSameQueueSort(as: first) }
      resolved.append(next)
    }
    return resolved
  }

  /// The plans of all profiles, as ``resolvedProfiles(knowing:)`` throws; worked out once for all schedulers that have this
  /// configuration.
  func plans(_ plugins: PluginRegistry) throws(ConfigurationError) -> [ProfilePlan] {
    if let known = plans.plans(of: profiles, plugins) { return known }
    var made: [ProfilePlan] = []
    for resolved in try resolvedProfiles(knowing: plugins.extensionPoints) {
      made.append(try ProfilePlan(resolved, plugins: plugins))
    }
    plans.keep(made, of: profiles, plugins)
    return made
  }

  /// Resources that an extender looks after take the place of those that NodeResourcesFit was told to ignore.
  private mutating func ignoreResourcesOfExtenders() {
    let ignored = extenders.flatMap(\.managedResources).filter(\.ignoredByScheduler).map(\.name)
    guard !ignored.isEmpty else { return }
    for index in profiles.indices {
      guard case .nodeResourcesFit(var arguments) = profiles[index].arguments["NodeResourcesFit"] else { continue }
      arguments.ignoredResources = ignored
      profiles[index].arguments["NodeResourcesFit"] = .nodeResourcesFit(arguments)
    }
  }
}

extension ResolvedProfile {
  /// All Pods wait in one queue, so all profiles must put it in the same order.
  fileprivate func requireSameQueueSort(as first: ResolvedProfile) throws(ConfigurationError) {
    guard let name = queueSort, let expected = first.queueSort else { return }
    if name != expected {
      throw ConfigurationError(
        "initializing profiles: different queue sort plugins for profile \(FieldError.quoted(schedulerName)): "
          + "\(FieldError.quoted(name)), first: \(FieldError.quoted(expected))")
    }
    if arguments[name] != first.arguments[name] {
      throw ConfigurationError(
        "initializing profiles: different queue sort plugin args for profile \(FieldError.quoted(schedulerName))")
    }
  }

  private var queueSort: String? { plugins[.queueSort]?.first?.name }
}
