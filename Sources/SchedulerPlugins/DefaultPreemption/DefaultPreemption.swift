public import KubernetesAPI
public import SchedulerFramework

/// Makes room for a Pod by evicting Pods of lower priority, where that helps and harms least.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/>
public struct DefaultPreemption: Plugin {
  public static let name = "DefaultPreemption"
  public static let extensionPoints: Set<ExtensionPoint> = [.preEnqueue, .postFilter]

  static let neverReason = "not eligible due to preemptionPolicy=Never."
  static let terminatingReason = "not eligible due to a terminating pod on the nominated node."
  static let unhelpfulReason = "Preemption is not helpful for scheduling"

  static let noCandidateReason = "no candidate node for preemption"

  private let arguments: DefaultPreemptionArguments

  public init(arguments: DefaultPreemptionArguments) { self.arguments = arguments }

  public var events: [ClusterEvent] { [ClusterEvent(.assignedPod, .delete)] }

  /// It is for the plugins that had rejected the Pod to say when it is worth another try.
  public func hint(about change: ClusterChange, for pod: Pod, in cluster: ClusterState) -> QueueingHint { .skip }

  public func dependence(for pod: Pod) -> Dependence { .nothing }

  public func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(arguments: arguments)
  }

  private final class Cycle: PluginCycle {
    private let arguments: DefaultPreemptionArguments
    @exclusivity(unchecked) private var known = KnownCandidates()

    init(arguments: DefaultPreemptionArguments) { self.arguments = arguments }

    func postFilter(_ context: PostFilterContext) -> PostFilterResult {
      if let reason = ineligibility(context) { return Self.failure(reason) }
      let cluster = context.cluster
      let rows = context.rows(rejectedWith: .unschedulable)
      let found = CandidateSearch(context).run(rows, wanted: wanted(among: rows.count), &known)
      let best: PreemptionCandidate?
      do throws(ExtenderError) {
        best = try self.best(of: found.candidates, context)
      } catch {
        return PostFilterResult(Status(.error, "preemption: \(error.message)"))
      }
      if let best {
        return PostFilterResult(.success, .node(cluster.nodes[best.row].name, victims: best.victims.sorted()))
      }
      guard found.candidates.isEmpty else { return Self.failure(DefaultPreemption.noCandidateReason) }
      let errors = found.statuses.filter { $0.status.code == .error }.map(\.status.message)
      guard errors.isEmpty else { return PostFilterResult(Status(.error, "preemption: \(Self.aggregate(errors))")) }
      return Self.failure(context.message(found.statuses, rest: DefaultPreemption.unhelpfulReason), .none)
    }

    /// The best of the candidates that extenders leave.
    private func best(of rows: [Int], _ context: PostFilterContext) throws(ExtenderError) -> PreemptionCandidate? {
      guard context.hasExtenders else { return known.best(of: rows) }
      let candidates = rows.compactMap { known.candidates[$0] }
      return PreemptionCandidate.best(of: try candidates.left(byExtendersOf: context))
    }

    private static func failure(_ reason: String, _ nomination: Nomination = .unchanged) -> PostFilterResult {
      PostFilterResult(Status(.unschedulable, "preemption: \(reason)"), nomination)
    }

    /// Several errors as Kubernetes puts them together, each text once.
    private static func aggregate(_ errors: [String]) -> String {
      var texts: [String] = []
      for error in errors where !texts.contains(error) { texts.append(error) }
      return texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    }

    /// Why the Pod may not preempt others now; nil when it may.
    private func ineligibility(_ context: PostFilterContext) -> String? {
      let pod = context.pod.pod
      if pod.spec.preemptionPolicy == "Never" { return DefaultPreemption.neverReason }
      guard let nominated = pod.status.nominatedNodeName, let row = context.cluster.row(of: nominated),
        context.status(of: row).code != .unschedulableAndUnresolvable
      else { return nil }
      let isWaiting = context.cluster.podsOnRow[row].contains {
        $0.pod.spec.priority < pod.spec.priority && $0.pod.isTerminating && $0.pod.status.isPreempted
      }
      return isWaiting ? DefaultPreemption.terminatingReason : nil
    }

    /// How many candidates are enough.
    private func wanted(among nodes: Int) -> Int {
      min(max(nodes * arguments.minCandidateNodesPercentage / 100, arguments.minCandidateNodesAbsolute), nodes)
    }
  }
}
