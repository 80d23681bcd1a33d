import KubernetesAPI
import SchedulerFramework

/// The Pods that a spread constraint counts, domain by domain.
struct SelectedPods {
  let constraint: SpreadConstraint
  let topology: Topology
  /// The domain of every row, ``Topology/none`` for none.
  let domains: ContiguousArray<Int32>
  /// By domain.
  private(set) var counts: ContiguousArray<Int64>
  /// Rows whose Pods count.
  private(set) var isCounted: ContiguousArray<Bool>
  private let namespace: String
  private var selections = ClassAnswers<Bool>()

  /// - Parameters:
  ///   - isPerNode: Whether every row with the key is a domain of its own, whatever its label's value.
  ///   - isEligible: Whether the row's Pods count, as far as its labels and taints go.
  init(
    _ constraint: SpreadConstraint, namespace: String, cluster: ClusterState, isPerNode: Bool = false,
    isEligible: (Int) -> Bool
  ) {
    self.constraint = constraint
    self.namespace = namespace
    let topology = cluster.topology(constraint.topologyKey)
    self.topology = topology
    let nodes = cluster.nodes.count
    domains =
      isPerNode
      ? ContiguousArray((0..<nodes).map { topology.domains[$0] == Topology.none ? Topology.none : Int32($0) })
      : topology.domains
    counts = ContiguousArray(repeating: 0, count: isPerNode ? nodes : topology.values.count)
    isCounted = ContiguousArray(repeating: false, count: nodes)
    for row in isCounted.indices where domains[row] != Topology.none && isEligible(row) { isCounted[row] = true }
    for (number, rows) in cluster.classes.rows.enumerated()
    where !rows.isEmpty && selects(class: number, cluster.classes.examples[number]) {
      for (row, count) in rows where isCounted[row] { counts[Int(domains[row])] += count }
    }
  }

  /// Pods of the namespace that are selected and are not on their way out. An empty selector selects none.
  ///
  /// - Parameter example: A Pod of the class; only asked for when it is a new one.
  private mutating func selects(class number: Int, _ example: @autoclosure () -> Pod) -> Bool {
    if let known = selections[number] { return known }
    let pod = example()
    let selects =
      pod.metadata.namespace == namespace && !pod.isTerminating && constraint.selector?.isEmpty == false
      && constraint.selects(pod)
    selections[number] = selects
    return selects
  }

  /// A Pod came to a row for good, or left it.
  ///
  /// - Returns: The domain whose count has changed; nil when none has.
  mutating func count(_ changed: ChangeLog.Entry) -> Int? {
    guard isCounted[changed.row], selects(class: changed.classNumber, changed.pod.pod) else { return nil }
    let domain = Int(domains[changed.row])
    counts[domain] += changed.change
    return domain
  }

  /// As above, but as kube-scheduler keeps its numbers during a trial: Pods on their way out count too, and so do all Pods
  /// for an empty selector.
  mutating func countOnTrial(_ pod: Pod, on row: Int, by change: Int64) -> Int? {
    guard isCounted[row], pod.metadata.namespace == namespace, constraint.selects(pod) else { return nil }
    let domain = Int(domains[row])
    counts[domain] += change
    return domain
  }
}
