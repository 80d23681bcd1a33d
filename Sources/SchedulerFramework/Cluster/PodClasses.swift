import KubernetesAPI

/// The Pods on Nodes by what the rules of other Pods can see of them: namespace, labels, and their own rules. A selector is
/// asked about a class once, however many Pods are in it.
public struct PodClasses: Sendable {
  struct Key: Hashable {
    let namespace: String
    let labels: [String: String]
    let requiredPods: [PodAffinityTerm]
    let preferredPods: [WeightedPodAffinityTerm]
    let requiredAntiPods: [PodAffinityTerm]
    let preferredAntiPods: [WeightedPodAffinityTerm]
    let isTerminating: Bool

    init(_ pod: Pod, isTerminating: Bool) {
      namespace = pod.metadata.namespace
      labels = pod.metadata.labels
      requiredPods = pod.spec.affinity.requiredPods
      preferredPods = pod.spec.affinity.preferredPods
      requiredAntiPods = pod.spec.affinity.requiredAntiPods
      preferredAntiPods = pod.spec.affinity.preferredAntiPods
      self.isTerminating = isTerminating
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(namespace)
      hasher.combine(labels)
      hasher.combine(isTerminating)
    }
  }

  private var numbers: [Key: Int] = [:]
  /// How many Pods of the class are on each row; rows without any are not there.
  public private(set) var rows: [[Int: Int64]] = []
  /// A Pod of each class, for questions to it.
  public private(set) var examples: [Pod] = []
  private(set) var hasAffinity: [Bool] = []
  /// The classes whose Pods have affinity or anti-affinity of their own, and that have Pods.
  public private(set) var withAffinity: Set<Int> = []

  init() {}

  mutating func intern(_ pod: Pod, isTerminating: Bool) -> Int {
    let key = Key(pod, isTerminating: isTerminating)
    if let number = numbers[key] { return number }
    numbers[key] = rows.count
    rows.append([:])
    examples.append(pod)
    hasAffinity.append(
      !key.requiredPods.isEmpty || !key.preferredPods.isEmpty || !key.requiredAntiPods.isEmpty
        || !key.preferredAntiPods.isEmpty)
    return rows.count - 1
  }

  mutating func count(_ number: Int, on row: Int, by change: Int64) {
    let count = (rows[number][row] ?? 0) + change
    rows[number][row] = count == 0 ? nil : count
    guard hasAffinity[number] else { return }
    if rows[number].isEmpty { withAffinity.remove(number) } else { withAffinity.insert(number) }
  }

  /// The rows have changed: nothing is counted any more.
  mutating func forgetRows() {
    for number in rows.indices { rows[number] = [:] }
    withAffinity = []
  }
}
