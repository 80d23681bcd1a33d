import KubernetesAPI
import SchedulerFramework

/// What running Pods' presence is worth in their domains, by their own terms and by those of the Pod to place.
struct AffinityScoreState {
  private struct Effect {
    var slot: Int
    var weight: Int64
  }

  private let pod: Pod
  private let namespaces: NamespaceLabels
  /// What a running Pod's required terms weigh.
  private let hardWeight: Int64
  private(set) var scores: TopologyCounts
  private var effects = ClassAnswers<[Effect]>()
  /// Whether there are any effects.
  private var hasEffects = ClassAnswers<Bool>()
  private let looksAtAll: Bool

  init(pod: Pod, cluster: ClusterState, namespaces: NamespaceLabels, hardWeight: Int64) {
    self.pod = pod
    self.namespaces = namespaces
    self.hardWeight = hardWeight
    scores = TopologyCounts(cluster)
    looksAtAll = !pod.spec.affinity.preferredPods.isEmpty || !pod.spec.affinity.preferredAntiPods.isEmpty
    let classes = cluster.classes
    for number in looksAtAll ? Array(classes.rows.indices) : classes.withAffinity.sorted()
    where !classes.rows[number].isEmpty {
      let effects = effects(ofClass: number, classes.examples[number])
      if effects.isEmpty { continue }
      for (row, count) in classes.rows[number] { apply(effects, on: row, by: count) }
    }
  }

  /// Whether any Pod is worth something anywhere.
  var hasScores: Bool { scores.hasEntries }

  /// Pods came to rows for good, or left them.
  mutating func count(_ changes: ArraySlice<ChangeLog.Entry>) {
    for index in changes.indices
    where (looksAtAll || changes[index].hasPodAffinity) && hasEffects[changes[index].classNumber] != false {
      let effects = effects(ofClass: changes[index].classNumber, changes[index].pod.pod)
      apply(effects, on: changes[index].row, by: changes[index].change)
    }
  }

  private mutating func apply(_ effects: [Effect], on row: Int, by change: Int64) {
    for effect in effects { scores.add(effect.weight, times: change, slot: effect.slot, row: row) }
  }

  /// - Parameter example: A Pod of the class; only asked for when it is a new one.
  private mutating func effects(ofClass number: Int, _ example: @autoclosure () -> Pod) -> [Effect] {
    if let known = effects[number] { return known }
    let existing = example()
    var found: [Effect] = []
    func add(_ term: PodAffinityTerm, _ weight: Int64, of owner: Pod, about other: Pod) {
      guard term.matches(other, ownNamespace: owner.metadata.namespace, namespaces: namespaces) else { return }
      found.append(Effect(slot: scores.slot(term.topologyKey), weight: weight))
    }
    for wish in pod.spec.affinity.preferredPods { add(wish.term, wish.weight, of: pod, about: existing) }
    for wish in pod.spec.affinity.preferredAntiPods { add(wish.term, -wish.weight, of: pod, about: existing) }
    if hardWeight > 0 {
      for term in existing.spec.affinity.requiredPods { add(term, hardWeight, of: existing, about: pod) }
    }
    for wish in existing.spec.affinity.preferredPods { add(wish.term, wish.weight, of: existing, about: pod) }
    for wish in existing.spec.affinity.preferredAntiPods { add(wish.term, -wish.weight, of: existing, about: pod) }
    effects[number] = found
    hasEffects[number] = !found.isEmpty
    return found
  }
}
