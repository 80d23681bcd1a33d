public import KubernetesAPI
public import SchedulerFramework

/// Allocates ResourceClaims. Pods without claims it lets through; Pods with claims are not supported yet and fit nowhere.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/>
public struct DynamicResources: Plugin {
  public static let name = "DynamicResources"
  public static let extensionPoints: Set<ExtensionPoint> = [
    .preEnqueue, .preFilter, .filter, .postFilter, .reserve, .preBind,
  ]

  static let unsupportedReason = "resource claims are not supported yet"
  static let nothingToDeallocate = "no new claims to deallocate"

  public init() {}

  public func dependence(for pod: Pod) -> Dependence { pod.spec.hasResourceClaims ? .anything : .nothing }

  /// What is not supported yet does not become schedulable either.
  public var events: [ClusterEvent] { [] }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(hasClaims: pod.pod.spec.hasResourceClaims)
  }

  private final class Cycle: PluginCycle {
    private let hasClaims: Bool
    private var hasRunPreFilter = false

    init(hasClaims: Bool) { self.hasClaims = hasClaims }

    func preFilter() -> PreFilterResult {
      hasRunPreFilter = true
      guard hasClaims else { return PreFilterResult(.skip) }
      return PreFilterResult(Status(.unschedulableAndUnresolvable, DynamicResources.unsupportedReason))
    }

    /// Giving back what other claims hold can make room. Without PreFilter there is no state, and kube-scheduler says no more.
    func postFilter(_ context: PostFilterContext) -> PostFilterResult {
      hasRunPreFilter
        ? PostFilterResult(Status(.unschedulable, DynamicResources.nothingToDeallocate))
        : PostFilterResult(Status(.error, "not found"))
    }
  }
}
