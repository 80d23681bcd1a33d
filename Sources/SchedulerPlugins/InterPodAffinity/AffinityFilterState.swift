import KubernetesAPI
import SchedulerFramework

/// Where the Pods are that required affinity and anti-affinity, of the Pod to place and of running Pods, speak of.
struct AffinityFilterState {
  private let pod: Pod
  private let namespaces: NamespaceLabels
  private let cluster: ClusterState
  /// Pods that match all required terms together, once for each term's domain.
  private var attracting: TopologyCounts
  /// Pods that match required anti-affinity terms, each term by itself.
  private var repelling: TopologyCounts
  /// Required anti-affinity terms of running Pods that match the Pod.
  private var repelled: TopologyCounts

  init(pod: Pod, cluster: ClusterState, namespaces: NamespaceLabels) {
    self.pod = pod
    self.namespaces = namespaces
    self.cluster = cluster
    attracting = TopologyCounts(cluster)
    repelling = attracting
    repelled = attracting
    let affinity = pod.spec.affinity
    let looksAtAll = !affinity.requiredPods.isEmpty || !affinity.requiredAntiPods.isEmpty
    for row in cluster.nodes.indices {
      for existing in cluster.podsOnRow[row] where looksAtAll || existing.hasPodAffinity {
        count(existing, on: row, by: 1)
      }
    }
  }

  /// Whether no term, of this Pod or about it, has anything to say.
  var isIdle: Bool {
    repelled.isEmpty && pod.spec.affinity.requiredPods.isEmpty && pod.spec.affinity.requiredAntiPods.isEmpty
  }

  private func matches(_ term: PodAffinityTerm, of owner: Pod, _ other: Pod) -> Bool {
    term.matches(other, ownNamespace: owner.metadata.namespace, namespaces: namespaces)
  }

  private func matchesAllTerms(_ other: Pod) -> Bool {
    let terms = pod.spec.affinity.requiredPods
    return !terms.isEmpty && terms.allSatisfy { matches($0, of: pod, other) }
  }

  /// A Pod came to a row, or left it.
  mutating func count(_ info: PodInfo, on row: Int, by change: Int64) {
    let other = info.pod
    for term in other.spec.affinity.requiredAntiPods where matches(term, of: other, pod) {
      repelled.add(change, key: term.topologyKey, row: row)
    }
    if matchesAllTerms(other) {
      for term in pod.spec.affinity.requiredPods { attracting.add(change, key: term.topologyKey, row: row) }
    }
    for term in pod.spec.affinity.requiredAntiPods where matches(term, of: pod, other) {
      repelling.add(change, key: term.topologyKey, row: row)
    }
  }

  // MARK: - Verdicts

  /// Each term needs a Pod in the Node's domain. The first of its kind may go anywhere that has all keys.
  func satisfiesAffinity(_ row: Int) -> Bool {
    let terms = pod.spec.affinity.requiredPods
    var hasCompany = true
    for term in terms {
      guard cluster.topology(term.topologyKey).domain(of: row) != nil else { return false }
      if attracting.count(key: term.topologyKey, row: row) <= 0 { hasCompany = false }
    }
    return hasCompany || (attracting.isEmpty && matchesAllTerms(pod))
  }

  func satisfiesAntiAffinity(_ row: Int) -> Bool {
    pod.spec.affinity.requiredAntiPods.allSatisfy { repelling.count(key: $0.topologyKey, row: row) <= 0 }
  }

  func satisfiesExistingAntiAffinity(_ row: Int) -> Bool { !repelled.hasPositive(on: row) }

  // MARK: - Details

  func details(on row: Int) -> [CellDetail] {
    var details: [CellDetail] = []
    if !satisfiesAffinity(row) {
      for (index, term) in pod.spec.affinity.requiredPods.enumerated()
      where attracting.count(key: term.topologyKey, row: row) <= 0 {
        details.append(
          .podAffinityUnmet(
            term: Int64(index), key: term.topologyKey, value: cluster.topology(term.topologyKey).value(on: row)))
      }
    }
    for (index, term) in pod.spec.affinity.requiredAntiPods.enumerated() {
      let pods = repelling.count(key: term.topologyKey, row: row)
      guard pods > 0, let value = cluster.topology(term.topologyKey).value(on: row) else { continue }
      details.append(
        .podAntiAffinityConflict(term: Int64(index), key: term.topologyKey, value: value, pods: pods))
    }
    return details
      + repelled.entries(on: row).map { .existingAntiAffinityConflict(key: $0, value: $1, terms: $2) }
  }
}
