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
    let number = numbers.findOrAdd(key, rows.count)
    if number < rows.count { return number }
    rows.append([:])
    examples.append(pod)
    hasAffinity.append(
      !key.requiredPods.isEmpty || !key.preferredPods.isEmpty || !key.requiredAntiPods.isEmpty
        || !key.preferredAntiPods.isEmpty)
    return number
  }

  mutating func count(_ number: Int, on row: Int, by change: Int64) {
    if Self.add(change, to: &rows[number][row, default: 0]) == 0 { rows[number][row] = nil }
    guard hasAffinity[number] else { return }
    if rows[number].isEmpty { withAffinity.remove(number) } else { withAffinity.insert(number) }
  }

  private static func add(_ change: Int64, to count: inout Int64) -> Int64 {
    count += change
    return count
  }

  /// The rows have changed: nothing is counted any more.
  mutating func forgetRows() {
    for number in rows.indices { rows[number] = [:] }
    withAffinity = []
  }
}

extension [PodClasses.Key: Int] {
  /// The number of a key; a new key gets this one.
  fileprivate mutating func findOrAdd(_ key: Key, _ number: Int) -> Int {
    func read(_ number: inout Int) -> Int { number }
    return read(&self[key, default: number])
  }
}
