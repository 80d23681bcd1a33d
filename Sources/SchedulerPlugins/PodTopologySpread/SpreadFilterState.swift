import KubernetesAPI
import SchedulerFramework

/// How the Pods that `DoNotSchedule` constraints select are spread over the cluster.
struct SpreadFilterState {
  enum Verdict { case fits, missingLabel, tooUneven }

  private struct Spread {
    private(set) var pods: SelectedPods
    /// The lowest count of an eligible domain and how many have it; nil when that has to be found out.
    private var emptiest: (count: Int64, domains: Int)?
    /// Whether the Pod counts itself where it goes.
    let selectsItself: Bool
    /// Domains with a Node that counts.
    let isEligible: ContiguousArray<Bool>
    let eligibleDomains: Int64

    var topology: Topology { pods.topology }
    var constraint: SpreadConstraint { pods.constraint }

    init(_ pods: SelectedPods, selectsItself: Bool) {
      self.pods = pods
      self.selectsItself = selectsItself
      var isEligible = ContiguousArray(repeating: false, count: pods.counts.count)
      for row in pods.isCounted.indices where pods.isCounted[row] { isEligible[Int(pods.topology.domains[row])] = true }
      self.isEligible = isEligible
      eligibleDomains = Int64(isEligible.count { $0 })
    }

    /// The count of the emptiest eligible domain; nil when no domain is eligible.
    var minimum: Int64? {
      if eligibleDomains < constraint.minDomains { return 0 }
      var minimum: Int64?
      for domain in isEligible.indices where isEligible[domain] {
        minimum = min(minimum ?? .max, pods.counts[domain])
      }
      return minimum
    }

    /// How far the domain would be above the emptiest one with the Pod in it; nil when no domain is eligible.
    func skew(in domain: Int, above minimum: Int64?) -> Int64? {
      minimum.map { pods.counts[domain] + (selectsItself ? 1 : 0) - $0 }
    }

    func hasRoom(in domain: Int, above minimum: Int64?) -> Bool {
      skew(in: domain, above: minimum).map { $0 <= constraint.maxSkew } ?? true
    }

    /// How many selected Pods a domain may have before the Pod comes.
    var limit: Limit {
      mutating get {
        guard let minimum = knownMinimum else { return .max }
        return minimum + constraint.maxSkew - (selectsItself ? 1 : 0)
      }
    }

    /// The same as ``minimum``, without asking all domains each time.
    private var knownMinimum: Int64? {
      mutating get {
        if emptiest == nil, eligibleDomains >= constraint.minDomains, let minimum {
          emptiest = (minimum, isEligible.indices.count { isEligible[$0] && pods.counts[$0] == minimum })
        }
        return emptiest?.count ?? minimum
      }
    }

    private mutating func follow(_ domain: Int, by change: Int64) {
      guard var emptiest, isEligible[domain] else { return }
      let count = pods.counts[domain]
      if count < emptiest.count {
        emptiest = (count, 1)
      } else {
        if count == emptiest.count { emptiest.domains += 1 }
        if count - change == emptiest.count { emptiest.domains -= 1 }
      }
      self.emptiest = emptiest.domains > 0 ? emptiest : nil
    }

    mutating func countOnTrial(_ changed: Pod, on row: Int, by change: Int64) {
      guard let domain = pods.countOnTrial(changed, on: row, by: change) else { return }
      follow(domain, by: change)
    }

    mutating func count(_ changed: ChangeLog.Entry) -> ConcernedNodes {
      let change = changed.change
      let before = limit
      guard let domain = pods.count(changed) else { return .none }
      follow(domain, by: change)
      let after = limit
      if before != after,
        pods.counts.indices.contains(where: { other in
          let count = pods.counts[other]
          return (count > after) != (count - (other == domain ? change : 0) > before)
        })
      {
        return .all
      }
      let count = pods.counts[domain]
      guard before == after, (count > after) != (count - change > before) else { return .none }
      return topology.sizes[domain] == 1 ? .none : .all
    }
  }

  /// ``Int64/max`` for none.
  private typealias Limit = Int64

  private var spreads: [Spread]

  init(_ constraints: [SpreadConstraint], pod: Pod, cluster: ClusterState) {
    let affinity = RequiredNodeAffinity(pod.spec)
    let topologies = constraints.map { cluster.topology($0.topologyKey) }
    spreads = constraints.map { constraint in
      let pods = SelectedPods(constraint, namespace: pod.metadata.namespace, cluster: cluster) { row in
        topologies.allSatisfy { $0.domains[row] != Topology.none }
          && constraint.includes(cluster.nodes[row], for: pod, affinity: affinity)
      }
      return Spread(pods, selectsItself: constraint.selects(pod))
    }
  }

  /// A Pod was put on a row on trial, or taken off it.
  mutating func countOnTrial(_ changed: Pod, on row: Int, by change: Int64) {
    for index in spreads.indices { spreads[index].countOnTrial(changed, on: row, by: change) }
  }

  /// Pods came to rows for good, or left them.
  mutating func count(_ changes: ArraySlice<ChangeLog.Entry>) -> ConcernedNodes {
    var concerned = ConcernedNodes.none
    for index in spreads.indices {
      for change in changes { concerned = max(concerned, spreads[index].count(change)) }
    }
    return concerned
  }

  /// How many selected Pods a domain may have for each constraint before the Pod comes.
  mutating func limits() -> [Int64] {
    var limits: [Int64] = []
    for index in spreads.indices { limits.append(spreads[index].limit) }
    return limits
  }

  /// The first constraint that is violated decides.
  func verdict(on row: Int, _ limits: [Int64]) -> Verdict {
    for index in spreads.indices {
      let domain = spreads[index].pods.topology.domains[row]
      guard domain != Topology.none else { return .missingLabel }
      if spreads[index].pods.counts[Int(domain)] > limits[index] { return .tooUneven }
    }
    return .fits
  }

  // MARK: - Details and remedies

  /// A constraint, by its place, that rejects a row.
  struct Problem {
    let constraint: Int
    /// The skew with the Pod on the row; nil where the Node lacks the label.
    let skew: Int64?
  }

  /// For each constraint the count of the emptiest eligible domain; nil when no domain is eligible.
  var minimums: [Int64?] { spreads.map(\.minimum) }

  /// All that is wrong with a row, also after the first violated constraint.
  func problems(on row: Int, above minimums: [Int64?]) -> [Problem] {
    zip(spreads, minimums).enumerated().compactMap { index, pair in
      let (spread, minimum) = pair
      guard let domain = spread.topology.domain(of: row) else { return Problem(constraint: index, skew: nil) }
      guard let skew = spread.skew(in: domain, above: minimum), skew > spread.constraint.maxSkew else { return nil }
      return Problem(constraint: index, skew: skew)
    }
  }

  /// The domain with the fewest Pods among those that the Pod may go to; nil when there is none.
  func roomiestDomain(of constraint: Int) -> String? {
    let spread = spreads[constraint]
    let minimum = spread.minimum
    return spread.topology.values.indices.filter { spread.hasRoom(in: $0, above: minimum) }
      .map { (pods: spread.pods.counts[$0], value: spread.topology.values[$0]) }
      .min { $0 < $1 }?.value
  }

  /// Whether a Node may join a domain of that name for the Pod's sake; also one that is not there yet.
  func isFree(_ value: String, of constraint: Int) -> Bool {
    let spread = spreads[constraint]
    return spread.topology.values.firstIndex(of: value).map { spread.hasRoom(in: $0, above: spread.minimum) } ?? true
  }

  func details(on row: Int) -> [CellDetail] {
    let minimums = minimums
    return problems(on: row, above: minimums).map { problem in
      let spread = spreads[problem.constraint]
      let key = spread.constraint.topologyKey
      guard let skew = problem.skew, let domain = spread.topology.domain(of: row) else {
        return .nodeSelectorMismatch(key: key, operation: "Exists", values: [], actual: nil)
      }
      return .topologySkew(
        key: key, value: spread.topology.values[domain], pods: spread.pods.counts[domain],
        minimum: minimums[problem.constraint] ?? 0, skew: skew, maxSkew: spread.constraint.maxSkew)
    }
  }
}
