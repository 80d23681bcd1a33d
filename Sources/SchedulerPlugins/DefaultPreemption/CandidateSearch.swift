import KubernetesAPI
import SchedulerFramework

/// Tries out on which Nodes the Pod would fit without some Pods of lower priority.
struct CandidateSearch {
  private static let noVictims = Status(
    .unschedulableAndUnresolvable, "No preemption victims found for incoming pod")

  private let context: PostFilterContext
  private let budgets: DisruptionBudgets

  init(_ context: PostFilterContext) {
    self.context = context
    budgets = DisruptionBudgets(context.cluster.objects(ofKind: "PodDisruptionBudget"))
  }

  /// - Parameters:
  ///   - rows: The Nodes where evictions may help.
  ///   - wanted: How many candidates are enough, once one of them respects all disruption budgets.
  ///   - known: What earlier Pods of the shape found out.
  /// - Returns: The candidates, those that respect all budgets first, and the statuses of Nodes that are none, with how many
  ///   have each.
  func run(
    _ rows: [Int], wanted: Int, _ known: inout KnownCandidates
  ) -> (candidates: [PreemptionCandidate], statuses: [(status: Status, nodes: Int)]) {
    if (context.cluster.lowestPriority ?? .max) >= context.pod.pod.spec.priority {
      return ([], rows.isEmpty ? [] : [(Self.noVictims, rows.count)])
    }
    let isKept = context.areVerdictsLocal
    if isKept { known.begin(with: budgets, rows: context.cluster.nodes.count) }
    var respectful: [PreemptionCandidate] = []
    var violating: [PreemptionCandidate] = []
    var statuses: [(status: Status, nodes: Int)] = []
    for row in rows {
      switch isKept ? answer(about: row, &known) : tryOut(row) {
      case .none(let status): statuses.append((status, 1))
      case .candidate(let candidate):
        if candidate.violations == 0 {
          respectful.append(candidate)
        } else if violating.count < wanted {
          violating.append(candidate)
        }
        if !respectful.isEmpty && respectful.count + violating.count >= wanted {
          return (respectful + violating, statuses)
        }
      }
    }
    return (respectful + violating, statuses)
  }

  private func answer(about row: Int, _ known: inout KnownCandidates) -> KnownCandidates.Answer {
    guard !context.cluster.hasNominations || context.trial.nominatedPods(on: row).isEmpty else { return tryOut(row) }
    if let answer = known.answer(about: row, in: context.cluster) { return answer }
    let answer = tryOut(row)
    known.keep(answer, about: row, in: context.cluster)
    return answer
  }

  private func tryOut(_ row: Int) -> KnownCandidates.Answer {
    let cluster = context.cluster
    let lower = cluster.podsOnRow[row].filter { $0.pod.spec.priority < context.pod.pod.spec.priority }
    guard !lower.isEmpty else { return .none(Self.noVictims) }
    return context.trial.onTrial(row) {
      for pod in lower { context.trial.remove(pod, from: row) }
      if let rejection = context.trial.rejection(on: row) { return .none(rejection.status) }
      let candidate = reprieve(byImportance(lower), on: row)
      guard !candidate.victims.isEmpty else {
        return .none(Status(.error, "expected at least one victim pod on node \"\(cluster.nodes[row].name)\""))
      }
      return .candidate(candidate)
    }
  }

  /// Puts back as many of the Pods as fit beside the Pod: first those whose eviction would violate a budget, and the more
  /// important ones before the others.
  private func reprieve(_ pods: [PodInfo], on row: Int) -> PreemptionCandidate {
    let (violating, others) = budgets.divide(pods)
    var victims: Set<NamespacedName> = []
    var violations = 0
    for (group, isViolation) in [(violating, 1), (others, 0)] {
      for pod in group {
        context.trial.add(pod, to: row)
        if context.trial.rejection(on: row) == nil { continue }
        context.trial.remove(pod, from: row)
        victims.insert(pod.pod.namespacedName)
        violations += isViolation
      }
    }
    return PreemptionCandidate(
      row: row, victims: pods.filter { victims.contains($0.pod.namespacedName) }, violations: violations,
      in: context.cluster)
  }

  /// Higher priority first, then the earlier start.
  private func byImportance(_ pods: [PodInfo]) -> [PodInfo] {
    pods.map { (pod: $0, start: context.cluster.start(of: $0)) }
      .sorted { left, right in
        let (first, second) = (left.pod.pod.spec.priority, right.pod.pod.spec.priority)
        return first == second ? left.start < right.start : first > second
      }
      .map(\.pod)
  }
}
