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

  /// What a search came to.
  struct Findings {
    /// The rows of the candidates, those that respect all budgets first.
    var candidates: [Int] = []
    /// The statuses of Nodes that are none, with how many have each.
    var statuses: [(status: Status, nodes: Int)] = []
  }

  /// - Parameters:
  ///   - rows: The Nodes where evictions may help.
  ///   - wanted: How many candidates are enough, once one of them respects all disruption budgets.
  ///   - known: What earlier Pods of the shape found out; afterwards also what this one did.
  func run(_ rows: [Int], wanted: Int, _ known: inout KnownCandidates) -> Findings {
    if (context.cluster.lowestPriority ?? .max) >= context.pod.pod.spec.priority {
      return Findings(statuses: rows.isEmpty ? [] : [(Self.noVictims, rows.count)])
    }
    let isKept = context.areVerdictsLocal
    let contested = context.trial.contestedRows
    let versions = context.cluster.rowVersions
    known.begin(with: budgets, rows: versions.count)
    var (respectful, violating): ([Int], [Int]) = ([], [])
    respectful.reserveCapacity(min(wanted, rows.count))
    var counts: [Int] = []
    for row in rows {
      let isContested = !contested.isEmpty && contested.contains(row)
      if !isKept || isContested || !known.isKnown(row, version: versions[row]) {
        known.keep(tryOut(row), about: row, version: isKept && !isContested ? versions[row] : nil)
      }
      let violations = known.violations[row]
      guard violations >= 0 else {
        let reason = Int(known.reasons[row])
        while counts.count <= reason { counts.append(0) }
        counts[reason] += 1
        continue
      }
      if violations == 0 {
        respectful.append(row)
      } else if violating.count < wanted {
        violating.append(row)
      }
      if !respectful.isEmpty && respectful.count + violating.count >= wanted { break }
    }
    return Findings(
      candidates: respectful + violating,
      statuses: counts.indices.filter { counts[$0] > 0 }.map { (known.statuses[$0], counts[$0]) })
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
    var victims: [PodInfo] = []
    var violations = 0
    for (group, isViolation) in [(violating, 1), (others, 0)] {
      for pod in group {
        context.trial.add(pod, to: row)
        if context.trial.stillFits(on: row) { continue }
        context.trial.remove(pod, from: row)
        victims.append(pod)
        violations += isViolation
      }
    }
    return PreemptionCandidate(
      row: row, victims: pods.filter { pod in victims.contains { $0 === pod } }, violations: violations,
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
