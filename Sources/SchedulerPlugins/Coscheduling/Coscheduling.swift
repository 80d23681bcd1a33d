public import KubernetesAPI
public import SchedulerFramework

/// Schedules the Pods of a PodGroup together or not at all. Not a part of kube-scheduler: it follows the plugin of that name
/// in kubernetes-sigs/scheduler-plugins, and is off unless a profile enables it in place of PrioritySort.
/// <https://github.com/kubernetes-sigs/scheduler-plugins/blob/master/pkg/coscheduling/README.md>
public struct Coscheduling: Plugin {
  public static let name = "Coscheduling"
  public static let extensionPoints: Set<ExtensionPoint> = [
    .queueSort, .preFilter, .postFilter, .reserve, .permit,
  ]

  static let groupNotFound = "PodGroup not found"

  private let arguments: CoschedulingArguments
  private let backoff = GroupBackoff()

  public init(arguments: CoschedulingArguments = CoschedulingArguments()) { self.arguments = arguments }

  // MARK: The queue

  /// By priority, then the group that was created first; the Pods of a group stay together.
  public func queueSortKey(for pod: Pod, in cluster: ClusterState) -> QueueSortKey? {
    let name = PodGroup.name(of: pod)
    let created = name.flatMap { PodGroup.named($0, in: cluster)?.created }
    return QueueSortKey(
      [-Int64(pod.spec.priority)],
      [
        created ?? pod.metadata.creationTimestamp ?? "", (name ?? pod.namespacedName).description,
        pod.metadata.name,
      ])
  }

  public var events: [ClusterEvent] {
    [
      ClusterEvent(.pod, [.add, .delete]), ClusterEvent(.podGroup, [.add, .update]),
      ClusterEvent(.node, [.add, .update]),
    ]
  }

  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint {
    guard let group = PodGroup.name(of: pod) else { return .queue }
    if case .object(let object)? = change.new ?? change.old {
      return object.metadata.namespacedName == group ? .queue : .skip
    }
    guard let other = change.new?.pod ?? change.old?.pod else { return .queue }
    // A new member may complete the group; a place that a member gives back makes no room for the group.
    let isMember = PodGroup.name(of: other) == group
    return isMember == (change.new != nil) ? .queue : .skip
  }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster, arguments: arguments, backoff: backoff)
  }

  // MARK: One Pod

  private final class Cycle: PluginCycle {
    private let pod: Pod
    private let cluster: ClusterState
    private let arguments: CoschedulingArguments
    private let backoff: GroupBackoff
    private let groupName: NamespacedName?

    init(pod: Pod, cluster: ClusterState, arguments: CoschedulingArguments, backoff: GroupBackoff) {
      self.pod = pod
      self.cluster = cluster
      self.arguments = arguments
      self.backoff = backoff
      groupName = PodGroup.name(of: pod)
    }

    /// Looked up each time: it may change while the Pod waits.
    private var group: PodGroup? { groupName.flatMap { PodGroup.named($0, in: cluster) } }

    private func waitingSiblings(of group: PodGroup) -> [NamespacedName] {
      cluster.waitingPods.pods.filter { group.contains($0.pod) && $0.name != pod.namespacedName }.map(\.name)
    }

    func preFilter() -> PreFilterResult {
      guard let group else { return PreFilterResult(.success) }
      if backoff.holdsBack(group, in: cluster) {
        return PreFilterResult(Status(.unschedulable, "podGroup \(group.name) failed recently"))
      }
      let members = group.memberCount(with: pod, in: cluster)
      guard members >= group.minMember else {
        let problem =
          "pre-filter pod \(pod.metadata.name) cannot find enough sibling pods, "
          + "current pods number: \(members), minMember of group: \(group.minMember)"
        return PreFilterResult(Status(.unschedulable, problem))
      }
      let gap = group.resourceGap(in: cluster)
      guard gap.isEmpty else {
        let amounts = gap.sorted { $0.key < $1.key }
          .map { "\($0.key) \($0.key == "cpu" ? "\($0.value)m" : "\($0.value)")" }
        return PreFilterResult(Status(.unschedulable, "resource gap: \(amounts.joined(separator: ", "))"))
      }
      return PreFilterResult(.success)
    }

    /// When one Pod of a group fits nowhere, those that already wait most likely wait in vain.
    func postFilter(_ context: PostFilterContext) -> PostFilterResult {
      guard let group else { return PostFilterResult(Status(.unschedulable)) }
      let missing = group.minMember - group.assignedCount(in: cluster)
      // With enough members on Nodes, or nearly so, the others may go on.
      guard missing > 0, missing * 10 > group.minMember else { return PostFilterResult(Status(.unschedulable)) }
      for name in waitingSiblings(of: group) {
        cluster.waitingPods.reject(name, by: Coscheduling.name, "optimistic rejection in PostFilter")
      }
      // A group that is not complete need not be held back: it is not begun.
      if group.memberCount(with: pod, in: cluster) >= group.minMember {
        backoff.begin(group, for: .seconds(Int64(arguments.podGroupBackoffSeconds)), in: cluster)
      }
      let reason =
        "PodGroup \(group.name) gets rejected due to Pod \(pod.metadata.name) is unschedulable even after PostFilter"
      return PostFilterResult(Status(.unschedulable, reason))
    }

    func permit(on row: Int) -> PermitResult {
      guard groupName != nil else { return .success }
      guard let group else {
        return PermitResult(Status(.unschedulableAndUnresolvable, Coscheduling.groupNotFound))
      }
      let assigned = group.assignedCount(in: cluster)
      if assigned + 1 >= group.minMember {
        for name in waitingSiblings(of: group) { cluster.waitingPods.allow(name, by: Coscheduling.name) }
        return .success
      }
      // The first one of a group has the others tried, which may have been rejected while the group was not complete.
      if assigned == 0 {
        cluster.waitingPods.activate(group.unassignedSiblings(of: pod, in: cluster))
      }
      return .wait(atMost: group.scheduleTimeout ?? .seconds(Int64(arguments.permitWaitingTimeSeconds)))
    }

    /// One that loses its place takes the others with it.
    func unreserve() {
      guard let group else { return }
      for name in waitingSiblings(of: group) {
        cluster.waitingPods.reject(name, by: Coscheduling.name, "rejection in Unreserve")
      }
    }
  }
}
