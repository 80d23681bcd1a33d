import KubernetesAPI
import SchedulerFramework

/// What would let a Pod in on a Node that required affinity or anti-affinity, its own or that of running Pods, rejects.
struct AffinityRemedies {
  /// Running Pods that are named at most; more are only counted.
  private static let namedPods = 8
  /// Subsets of terms that are counted anew at most, each over the whole cluster.
  private static let countedSubsets = 32
  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let affinity = FieldPath("spec", "affinity", "podAffinity").field(required)
  private static let antiAffinity = FieldPath("spec", "affinity", "podAntiAffinity").field(required)

  private let pod: Pod
  private let cluster: ClusterState
  private let namespaces: NamespaceLabels
  private let state: AffinityFilterState
  /// Pods that are there on trial do not show when Pods are counted anew.
  private let isOnTrial: Bool
  /// Running Pods whose anti-affinity terms match the Pod, by key and domain.
  private let opponents: [String: [Int: [Opponent]]]
  /// What is left without some of the affinity terms, by the places of those.
  private var relaxed: [Set<Int>: AffinityFilterState] = [:]

  private struct Opponent {
    let pod: Pod
    /// Places of its terms.
    let terms: [Int]
  }

  init(
    pod: Pod, state: AffinityFilterState, cluster: ClusterState, namespaces: NamespaceLabels, isOnTrial: Bool
  ) {
    self.isOnTrial = isOnTrial
    self.pod = pod
    self.state = state
    self.cluster = cluster
    self.namespaces = namespaces
    opponents = Self.opponents(of: pod, cluster, namespaces)
  }

  private static func opponents(
    of pod: Pod, _ cluster: ClusterState, _ namespaces: NamespaceLabels
  ) -> [String: [Int: [Opponent]]] {
    var opponents: [String: [Int: [Opponent]]] = [:]
    for row in cluster.nodes.indices {
      for other in cluster.podsOnRow[row].lazy.filter(\.hasPodAffinity).map(\.pod) {
        let terms = other.spec.affinity.requiredAntiPods
        let matching = terms.indices.filter {
          terms[$0].matches(pod, ownNamespace: other.metadata.namespace, namespaces: namespaces)
        }
        for (key, terms) in Dictionary(grouping: matching, by: { terms[$0].topologyKey }) {
          guard let domain = cluster.topology(key).domain(of: row) else { continue }
          opponents[key, default: [:]][domain, default: []].append(Opponent(pod: other, terms: terms))
        }
      }
    }
    return opponents
  }

  mutating func remedies(row: Int) -> [Remedy] {
    let unmet = state.satisfiesAffinity(row) ? [] : unmetTerms(on: row)
    let conflicting = state.conflictingTerms(on: row)
    let others = relaxingOthers(on: row)
    let dropping =
      drop(unmet, Self.affinity) { .dropPodAffinity(term: $0, topologyKey: $1.topologyKey) }
      + drop(conflicting, Self.antiAffinity) { .dropPodAntiAffinity(term: $0, topologyKey: $1.topologyKey) }
    var remedies = [dropping + others]
    if !unmet.isEmpty, conflicting.isEmpty, others.isEmpty, let labels = labelling(row) {
      remedies.insert(labels, at: 0)
    }
    // Where Pods go, the affinity terms could lose their company.
    if unmet.isEmpty, others.isEmpty, pod.spec.affinity.requiredPods.isEmpty {
      remedies.append(emptying(row, conflicting))
    }
    return remedies.filter { !$0.isEmpty }.map(Remedy.init)
  }

  // MARK: - The Pod asks for less

  /// - Parameter terms: Places of terms in ascending order.
  private func drop(
    _ terms: [Int], _ list: FieldPath, _ kind: (Int, PodAffinityTerm) -> Remedy.Kind
  ) -> [Remedy.Change] {
    let all =
      list == Self.affinity ? pod.spec.affinity.requiredPods : pod.spec.affinity.requiredAntiPods
    return terms.reversed().map {
      .init(kind($0, all[$0]), of: .pod(pod.namespacedName), .remove(list.index($0)))
    }
  }

  /// The terms that have to go. The Pod may be the first of its kind where only keys are missing; then it is enough to drop
  /// those, as long as it stays the first.
  private mutating func unmetTerms(on row: Int) -> [Int] {
    let terms = pod.spec.affinity.requiredPods
    let keyless = terms.indices.filter { cluster.topology(terms[$0].topologyKey).domain(of: row) == nil }
    if !keyless.isEmpty, rest(without: Set(keyless))?.satisfiesAffinity(row) == true { return keyless }
    return state.lonelyTerms(on: row)
  }

  private mutating func rest(without dropped: Set<Int>) -> AffinityFilterState? {
    if let known = relaxed[dropped] { return known }
    guard !isOnTrial, relaxed.count < Self.countedSubsets else { return nil }
    var changed = pod
    let terms = pod.spec.affinity.requiredPods
    changed.spec.affinity.requiredPods = terms.indices.filter { !dropped.contains($0) }.map { terms[$0] }
    let rest = AffinityFilterState(pod: changed, cluster: cluster, namespaces: namespaces)
    relaxed[dropped] = rest
    return rest
  }

  // MARK: - Other Pods

  /// Running Pods do without the terms that keep the Pod away.
  private func relaxingOthers(on row: Int) -> [Remedy.Change] {
    let found = opponents.sorted { $0.key < $1.key }.compactMap { key, domains -> (String, Int, [Opponent])? in
      guard let domain = cluster.topology(key).domain(of: row), let pods = domains[domain] else { return nil }
      return (key, domain, pods)
    }
    guard found.reduce(0, { $0 + $1.2.count }) <= Self.namedPods else {
      return found.map { key, domain, pods in
        let value = cluster.topology(key).values[domain]
        let kind = Remedy.Kind.dropAntiAffinityOfOthers(topologyKey: key, value: value, pods: Int64(pods.count))
        return .init(kind, of: .pod(pod.namespacedName))
      }
    }
    // From the end of each list of terms, so that the places before stay what they are.
    return found.flatMap(\.2).flatMap { other in other.terms.map { (pod: other.pod, term: $0) } }
      .sorted { ($0.pod.namespacedName, $1.term) < ($1.pod.namespacedName, $0.term) }
      .map { other, term in
        let key = other.spec.affinity.requiredAntiPods[term].topologyKey
        return .init(
          .dropPodAntiAffinity(term: term, topologyKey: key), of: .pod(other.namespacedName),
          .remove(Self.antiAffinity.index(term)))
      }
  }

  /// The Pods that the conflicting terms are about go, domain by domain.
  private func emptying(_ row: Int, _ conflicting: [Int]) -> [Remedy.Change] {
    let keys = conflicting.map { pod.spec.affinity.requiredAntiPods[$0].topologyKey }
    // A Pod that two terms of one key are about would count twice.
    guard Set(keys).count == keys.count else { return [] }
    return zip(conflicting, keys).compactMap { term, key in
      guard let value = cluster.topology(key).value(on: row) else { return nil }
      let pods = state.conflictingPods(term: term, row: row)
      return .init(
        .emptyDomain(topologyKey: key, value: value, pods: pods), of: .pod(pod.namespacedName))
    }
  }

  // MARK: - Labels that the Node lacks

  /// Puts the Node into domains where the Pod has company, or may be the first; nil when it is in others already, or when
  /// something would keep the Pod away there.
  private func labelling(_ row: Int) -> [Remedy.Change]? {
    let lonely = Set(state.lonelyTerms(on: row).map { pod.spec.affinity.requiredPods[$0].topologyKey })
    let keys = lonely.filter { cluster.topology($0).domain(of: row) == nil }
    guard !keys.contains(LabelChange.hostname), keys == lonely || state.isFirstOfItsKind,
      !state.keepsApart(cluster.podsOnRow[row], keys: keys)
    else { return nil }
    var labels: [String: String?] = [:]
    for key in keys {
      guard let value = state.company(key: key) else { return nil }
      labels[key] = .some(value)
    }
    return LabelChange.labelling(cluster.nodes[row], labels)
  }
}
