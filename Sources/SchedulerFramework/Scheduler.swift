public import KubernetesAPI

/// A scheduler: profiles over one view of the cluster.
///
/// It decides and does nothing else: whoever asks puts the Pod on its Node with ``ClusterState/setPod(_:)``.
///
///     let scheduler = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
///     scheduler.cluster.setNode(node)
///     let attempt = scheduler.schedule(pod)
///     attempt.placedOn   // "node01"
public final class Scheduler {
  public let cluster: ClusterState
  public let profiles: [Profile]
  private let percentageOfNodesToScore: Int
  private let extenders: [HTTPExtender]
  /// Where the next attempt begins to look: the row rotates so that a search that stops early is fair.
  @exclusivity(unchecked) private var startRow = 0
  @exclusivity(unchecked) private var tables = ShapeTables()
  /// Shapes of Pods that PreEnqueue lets in whatever happens.
  @exclusivity(unchecked) private var welcome: Set<Int> = []
  /// What was computed since the scheduler was made.
  public var work: WorkCount { tables.work.count }

  /// - Parameters:
  ///   - extenderClient: the way to the configuration's extenders; without one it may have none.
  ///   - keepsScores: whether decisions tell what their weights had to choose from.
  /// - Throws: A ``ConfigurationError``: in kube-scheduler's words when a profile cannot be put together, in plain words when an
  ///   extender must not be called.
  public init(
    configuration: SchedulerConfiguration, plugins: PluginRegistry, cluster: ClusterState = ClusterState(),
    extenderClient: (any ExtenderClient)? = nil, keepsScores: Bool = false
  ) throws(ConfigurationError) {
    self.cluster = cluster
    // All Nodes are looked at unless the configuration says otherwise; kube-scheduler's own default is adaptive.
    percentageOfNodesToScore = configuration.percentageOfNodesToScore ?? 100
    var profiles: [Profile] = []
    for plan in try configuration.plans(plugins) {
      profiles.append(try Profile(plan, keepsScores: keepsScores))
      cluster.watch(plan.kindsRead)
    }
    self.profiles = profiles
    var extenders: [HTTPExtender] = []
    for (index, extender) in configuration.extenders.enumerated() {
      extenders.append(try HTTPExtender(extender, index: index, client: extenderClient))
    }
    self.extenders = extenders
  }

  /// Whether somebody else has a say: then the view of the cluster needs whole Pods and Nodes, as ``ClusterState/setObject(_:)``
  /// takes them.
  public var hasExtenders: Bool { !extenders.isEmpty }

  /// The profile that a Pod's schedulerName names; nil when this scheduler has nothing to do with the Pod.
  public func profile(for pod: Pod) -> Profile? {
    profiles.first { $0.schedulerName == pod.spec.schedulerName }
  }

  /// Rejections that keep a Pod out of the queue.
  public func preEnqueue(_ pod: Pod) -> [(plugin: String, status: Status)] {
    if let shape = cluster.shape(of: pod), welcome.contains(shape) { return [] }
    guard let profile = profile(for: pod) else { return [] }
    let info = cluster.makeInfo(pod)
    let seats = profile.seats(at: .preEnqueue)
    let rejections = seats.compactMap { seat -> (plugin: String, status: Status)? in
      let status = profile.plugins[seat.plugin].makeCycle(for: info, in: cluster).preEnqueue()
      return status.isSuccess ? nil : (profile.names[seat.plugin], status)
    }
    if rejections.isEmpty, seats.allSatisfy({ profile.plugins[$0.plugin].dependence(for: pod) == .nothing }) {
      welcome.insert(info.shape.number)
    }
    return rejections
  }

  /// The Pod's place in the queue, as the profile's QueueSort plugin sees it; nil for that of PrioritySort.
  public func queueSortKey(for pod: Pod) -> QueueSortKey? {
    guard let profile = profile(for: pod), let seat = profile.seats(at: .queueSort).first else { return nil }
    return profile.plugins[seat.plugin].queueSortKey(for: pod, in: cluster)
  }

  /// Tries to place a Pod without a table to look at: the same outcome as that of ``schedule(_:depth:)``, and much sooner when
  /// Pods of the same shape came before.
  ///
  /// - Parameter info: The Pod, as ``ClusterState/makeInfo(_:)`` gives it.
  public func decide(_ info: PodInfo) -> Decision {
    decideByTable(info)?.decision ?? schedule(info.pod).decision
  }

  /// Tries to place a Pod, as ``decide(_:)`` does.
  ///
  /// - Returns: Also what is left to do when it got a Node.
  public func beginDeciding(_ pod: Pod) -> (decision: Decision, binding: BindingCycle?) {
    guard let (decision, profile) = decideByTable(cluster.makeInfo(pod)) else {
      let (attempt, binding) = begin(pod)
      return (attempt.decision, binding)
    }
    return (
      decision, decision.placedOn.map { BindingCycle(pod, node: $0, profile: profile, cluster: cluster) }
    )
  }

  /// nil when there is no table for the Pod, or a plugin fails.
  private func decideByTable(_ info: PodInfo) -> (decision: Decision, profile: Profile)? {
    cluster.refresh()
    guard extenders.isEmpty, cluster.nodeCount > 0, !info.pod.isTerminating,
      let table = tables.table(for: info, cluster: cluster, profile: profile(for: info.pod))
    else {
      tables.work.countPlainAttempt()
      return nil
    }
    do throws(ShapeScores.Failure) {
      let (decision, processed) = try table.decide(
        info, percentageOfNodesToScore: table.profile.percentageOfNodesToScore ?? percentageOfNodesToScore,
        startRow: startRow)
      startRow = (startRow + processed) % cluster.nodeCount
      return (decision, table.profile)
    } catch {
      tables.work.countPlainAttempt()
      return nil
    }
  }

  /// The attempt as ``decide(_:)`` sees it, with the table that is kept for Pods of its shape; equal to what
  /// ``schedule(_:depth:)`` computes anew. nil when no table is kept for such a Pod, or other Pods are nominated to Nodes.
  public func keptAttempt(for pod: Pod) -> Attempt? {
    let info = cluster.makeInfo(pod)
    cluster.refresh()
    guard extenders.isEmpty, cluster.nodeCount > 0, !pod.isTerminating, !cluster.hasNominations,
      let table = tables.table(for: info, cluster: cluster, profile: profile(for: pod)),
      (table.profile.percentageOfNodesToScore ?? percentageOfNodesToScore) == 100
    else { return nil }
    return try? table.attempt(info)
  }

  /// Tries to place a Pod. Apart from where the next search starts, nothing changes.
  public func schedule(_ pod: Pod, depth: Attempt.Depth = .decision) -> Attempt {
    begin(pod, depth: depth).attempt
  }

  /// Tries to place a Pod, as ``schedule(_:depth:)`` does.
  ///
  /// - Returns: Also what is left to do when it got a Node.
  public func begin(
    _ pod: Pod, depth: Attempt.Depth = .decision
  ) -> (attempt: Attempt, binding: BindingCycle?) {
    guard let profile = profile(for: pod) else {
      return (Attempt(pod: pod.namespacedName, depth: depth, nodeOrder: cluster.nodeOrder), nil)
    }
    let info = cluster.makeInfo(pod)
    cluster.refresh()
    var cycle = SchedulingCycle(
      info, profile: profile, cluster: cluster, extenders: extenders,
      percentageOfNodesToScore: profile.percentageOfNodesToScore ?? percentageOfNodesToScore,
      startRow: startRow, depth: depth)
    cycle.run()
    if cluster.nodeCount > 0 { startRow = (startRow + cycle.processedNodes) % cluster.nodeCount }
    return (cycle.attempt, cycle.attempt.placedOn.map { BindingCycle(cycle, node: $0) })
  }
}
