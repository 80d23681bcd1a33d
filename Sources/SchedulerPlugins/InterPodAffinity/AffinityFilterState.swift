import KubernetesAPI
import SchedulerFramework

/// Where the Pods are that required affinity and anti-affinity, of the Pod to place and of running Pods, speak of.
struct AffinityFilterState {
  /// What a Pod of some class counts for wherever it is.
  private struct Effect {
    /// Slots of required anti-affinity terms of it that match the Pod to place.
    var repelled: [Int] = []
    /// Whether it matches all required terms of the Pod to place.
    var attracts = false
    /// Slots of required anti-affinity terms of the Pod to place that match it.
    var repelling: [Int] = []

    var isNone: Bool { repelled.isEmpty && !attracts && repelling.isEmpty }
  }

  private let pod: Pod
  private let namespaces: NamespaceLabels
  private let cluster: ClusterState
  /// Pods that match all required terms together, once for each term's domain.
  private var attracting: TopologyCounts
  /// Pods that match required anti-affinity terms, each term by itself.
  private var repelling: TopologyCounts
  /// Required anti-affinity terms of running Pods that match the Pod.
  private var repelled: TopologyCounts
  /// The slot of each required term.
  private var attractingSlots: [Int] = []
  private var repellingSlots: [Int] = []
  private let matchesItself: Bool
  private var effects = ClassAnswers<Effect>()
  /// Whether the effect is any.
  private var hasEffect = ClassAnswers<Bool>()
  private let looksAtAll: Bool

  init(pod: Pod, cluster: ClusterState, namespaces: NamespaceLabels) {
    self.pod = pod
    self.namespaces = namespaces
    self.cluster = cluster
    attracting = TopologyCounts(cluster)
    repelling = attracting
    repelled = attracting
    matchesItself = Self.matchesAllTerms(pod, of: pod, namespaces)
    looksAtAll = !pod.spec.affinity.requiredPods.isEmpty || !pod.spec.affinity.requiredAntiPods.isEmpty
    attractingSlots = pod.spec.affinity.requiredPods.map { attracting.slot($0.topologyKey) }
    repellingSlots = pod.spec.affinity.requiredAntiPods.map { repelling.slot($0.topologyKey) }
    let classes = cluster.classes
    for number in looksAtAll ? Array(classes.rows.indices) : classes.withAffinity.sorted()
    where !classes.rows[number].isEmpty {
      let effect = effect(ofClass: number, classes.examples[number])
      if effect.isNone { continue }
      for (row, count) in classes.rows[number] { _ = apply(effect, on: row, by: count) }
    }
  }

  /// Whether no term, of this Pod or about it, has anything to say.
  var isIdle: Bool { repelled.isEmpty && attractingSlots.isEmpty && repellingSlots.isEmpty }

  private static func matchesAllTerms(_ other: Pod, of pod: Pod, _ namespaces: NamespaceLabels) -> Bool {
    let terms = pod.spec.affinity.requiredPods
    return !terms.isEmpty
      && terms.allSatisfy { $0.matches(other, ownNamespace: pod.metadata.namespace, namespaces: namespaces) }
  }

  /// - Parameter example: A Pod of the class; only asked for when it is a new one.
  private mutating func effect(ofClass number: Int, _ example: @autoclosure () -> Pod) -> Effect {
    if let known = effects[number] { return known }
    let other = example()
    var effect = Effect()
    for term in other.spec.affinity.requiredAntiPods
    where term.matches(pod, ownNamespace: other.metadata.namespace, namespaces: namespaces) {
      effect.repelled.append(repelled.slot(term.topologyKey))
    }
    effect.attracts = Self.matchesAllTerms(other, of: pod, namespaces)
    for (term, slot) in zip(pod.spec.affinity.requiredAntiPods, repellingSlots)
    where term.matches(other, ownNamespace: pod.metadata.namespace, namespaces: namespaces) {
      effect.repelling.append(slot)
    }
    effects[number] = effect
    hasEffect[number] = !effect.isNone
    return effect
  }

  private mutating func apply(_ effect: Effect, on row: Int, by change: Int64) -> ConcernedNodes {
    var concerned = ConcernedNodes.none
    for slot in effect.repelled { concerned = max(concerned, repelled.add(change, slot: slot, row: row)) }
    if effect.attracts {
      let wasEmpty = attracting.isEmpty
      for slot in attractingSlots { concerned = max(concerned, attracting.add(change, slot: slot, row: row)) }
      // The first of its kind may go anywhere.
      if wasEmpty != attracting.isEmpty { concerned = .all }
    }
    for slot in effect.repelling { concerned = max(concerned, repelling.add(change, slot: slot, row: row)) }
    return concerned
  }

  /// Pods came to rows for good, or left them.
  ///
  /// - Returns: The Nodes that it concerns, and whether no term has anything to say now.
  mutating func count(_ changes: ArraySlice<ChangeLog.Entry>) -> (concerned: ConcernedNodes, isIdle: Bool) {
    var concerned = ConcernedNodes.none
    for index in changes.indices
    where (looksAtAll || changes[index].hasPodAffinity) && hasEffect[changes[index].classNumber] != false {
      concerned = max(concerned, count(changes[index].pod, on: changes[index].row, by: changes[index].change))
    }
    return (concerned, isIdle)
  }

  /// A Pod came to a row, or left it.
  mutating func count(_ info: PodInfo, on row: Int, by change: Int64) -> ConcernedNodes {
    guard looksAtAll || info.hasPodAffinity, hasEffect[info.classNumber] != false else { return .none }
    let effect = effect(ofClass: info.classNumber, info.pod)
    return effect.isNone ? .none : apply(effect, on: row, by: change)
  }

  // MARK: - Verdicts

  /// Each term needs a Pod in the Node's domain. The first of its kind may go anywhere that has all keys.
  func satisfiesAffinity(_ row: Int) -> Bool {
    var hasCompany = true
    for slot in attractingSlots {
      guard attracting.hasKey(slot: slot, row: row) else { return false }
      if attracting.count(slot: slot, row: row) <= 0 { hasCompany = false }
    }
    return hasCompany || isFirstOfItsKind
  }

  /// No Pod matches the affinity terms yet but the Pod itself.
  var isFirstOfItsKind: Bool { attracting.isEmpty && matchesItself }

  func satisfiesAntiAffinity(_ row: Int) -> Bool {
    for slot in repellingSlots where repelling.count(slot: slot, row: row) > 0 { return false }
    return true
  }

  func satisfiesExistingAntiAffinity(_ row: Int) -> Bool { !repelled.hasPositive(on: row) }

  // MARK: - Remedies

  /// The places of affinity terms without a matching Pod in the Node's domain.
  func lonelyTerms(on row: Int) -> [Int] {
    attractingSlots.indices.filter { attracting.count(slot: attractingSlots[$0], row: row) <= 0 }
  }

  /// The places of anti-affinity terms with matching Pods in the Node's domain.
  func conflictingTerms(on row: Int) -> [Int] {
    repellingSlots.indices.filter { repelling.count(slot: repellingSlots[$0], row: row) > 0 }
  }

  /// How many Pods of the Node's domain match an anti-affinity term of the same key; one that matches two counts twice.
  func conflictingPods(term: Int, row: Int) -> Int64 { repelling.count(slot: repellingSlots[term], row: row) }

  /// Whether any of the Pods keeps this one away, or the other way round, by a term with one of the keys.
  func keepsApart(_ others: [PodInfo], keys: Set<String>) -> Bool {
    func hasTerm(_ owner: Pod, about other: Pod) -> Bool {
      owner.spec.affinity.requiredAntiPods.contains {
        keys.contains($0.topologyKey)
          && $0.matches(other, ownNamespace: owner.metadata.namespace, namespaces: namespaces)
      }
    }
    return others.contains { hasTerm($0.pod, about: pod) || hasTerm(pod, about: $0.pod) }
  }

  /// A domain that a Node could join for the Pod's sake: all affinity terms have a matching Pod there, or need none yet, and
  /// no term keeps the Pod away. The first by value; nil when there is none.
  func company(key: String) -> String? {
    let isFirst = isFirstOfItsKind
    return cluster.topology(key).values.enumerated().filter { domain, _ in
      (isFirst || attracting.count(key: key, domain: domain) > 0)
        && repelling.count(key: key, domain: domain) <= 0 && repelled.count(key: key, domain: domain) <= 0
    }
    .map(\.element).min()
  }

  // MARK: - Details

  func details(on row: Int) -> [CellDetail] {
    var details: [CellDetail] = []
    if !satisfiesAffinity(row) {
      for (index, term) in pod.spec.affinity.requiredPods.enumerated()
      where attracting.count(slot: attractingSlots[index], row: row) <= 0 {
        details.append(
          .podAffinityUnmet(
            term: Int64(index), key: term.topologyKey, value: cluster.topology(term.topologyKey).value(on: row)))
      }
    }
    for (index, term) in pod.spec.affinity.requiredAntiPods.enumerated() {
      let pods = repelling.count(slot: repellingSlots[index], row: row)
      guard pods > 0, let value = cluster.topology(term.topologyKey).value(on: row) else { continue }
      details.append(
        .podAntiAffinityConflict(term: Int64(index), key: term.topologyKey, value: value, pods: pods))
    }
    return details
      + repelled.entries(on: row).map { .existingAntiAffinityConflict(key: $0, value: $1, terms: $2) }
  }
}
