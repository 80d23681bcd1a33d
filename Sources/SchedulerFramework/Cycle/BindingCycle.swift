public import KubernetesAPI

/// What is left to do once a Pod has got a Node: to bind it, or to give back what was reserved for it.
public final class BindingCycle {
  private let tried: Pod
  public let node: String
  /// The Permit plugins that make the Pod wait; when there are none it can be bound at once.
  public let waits: [PermitWait]
  private let profile: Profile
  private let cycles: [any PluginCycle]
  private let cluster: ClusterState
  private let extenders: [HTTPExtender]

  /// For a Pod for which Reserve, Permit and PreBind have nothing to do.
  init(_ pod: Pod, node: String, profile: Profile, cluster: ClusterState) {
    tried = pod
    self.node = node
    waits = []
    self.profile = profile
    cycles = []
    self.cluster = cluster
    extenders = []
  }

  init(_ cycle: SchedulingCycle, node: String) {
    tried = cycle.pod.pod
    self.node = node
    waits = cycle.attempt.waits
    profile = cycle.profile
    cycles = cycle.cycles
    cluster = cycle.cluster
    extenders = cycle.extenders
  }

  /// The Pod as it is assumed: with its `spec.nodeName`.
  public var pod: Pod { tried.assigned(to: node) }

  /// What is to be stored before the Pod is bound, as things are now; nothing on a Node that is gone.
  public func preBindUpdates() -> [(plugin: String, object: KubernetesObject)] {
    guard !cycles.isEmpty, let row = cluster.row(of: node) else { return [] }
    return profile.seats(at: .preBind).flatMap { seat in
      cycles[seat.plugin].preBind(on: row).map { (profile.names[seat.plugin], $0) }
    }
  }

  /// Gives back what the Reserve plugins hold, the last one first.
  public func unreserve() {
    for seat in profile.seats(at: .reserve).reversed() where !cycles.isEmpty { cycles[seat.plugin].unreserve() }
  }

  /// Has the extender bind the Pod that does so for Pods like this one. Its word is taken for it: whoever runs the scheduler
  /// stores the binding.
  ///
  /// - Throws: When it refuses or fails, and is not ignorable.
  public func askExtenderToBind() throws(ExtenderError) {
    guard let extender = extenders.first(where: { $0.binds && $0.isInterested(in: tried) }) else { return }
    do throws(ExtenderError) {
      try extender.bind(tried, to: node)
    } catch {
      if !extender.isIgnorable { throw error }
    }
  }

  /// The name of the plugin that binds.
  public var binder: String { profile.pluginNames(at: .bind).first ?? "" }

  /// What is said of a Pod that was rejected while it waited.
  public static func message(for reason: String) -> String {
    UnschedulableMessage.onChosenNode(Status(.unschedulable, reason))
  }
}
