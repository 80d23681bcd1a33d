/// The filters of one attempt, asked about a single Node at a time while Pods are put there and taken off on trial.
///
/// The cluster itself is changed and restored; nothing is copied but the Node's own row.
public final class FilterTrial {
  /// The Pod that is tried; another one of the same shape may take its place.
  @exclusivity(unchecked) var pod: PodInfo
  private let cluster: ClusterState
  private let filters: [any PluginCycle]
  /// The filters whose verdict about a Node changes with Pods.
  private let changing: [Int]
  /// Plugins with PreFilter state that changes as Pods come and go.
  private let told: [any PluginCycle]
  /// Reused from Node to Node.
  @exclusivity(unchecked) private var columns: [FilterColumn]
  /// What was done since the trial began, to be undone.
  @exclusivity(unchecked) private var journal: [(pod: PodInfo, row: Int, isAddition: Bool)] = []

  init(
    pod: PodInfo, cluster: ClusterState, filters: [(name: String, cycle: any PluginCycle, dependence: Dependence)],
    told: [any PluginCycle]
  ) {
    self.pod = pod
    self.cluster = cluster
    self.filters = filters.map(\.cycle)
    changing = filters.indices.filter { filters[$0].dependence > .node }
    self.told = told
    columns = filters.map { FilterColumn(plugin: $0.name, rows: cluster.nodes.count) }
  }

  /// Does something on a Node and takes back what became of it.
  public func onTrial<Result>(_ row: Int, _ body: () -> Result) -> Result {
    let before = cluster.state(of: row)
    let mark = journal.count
    let result = body()
    while journal.count > mark, let change = journal.popLast() {
      for plugin in told {
        if change.isAddition {
          plugin.podRemoved(change.pod, from: change.row)
        } else {
          plugin.podAdded(change.pod, on: change.row)
        }
      }
    }
    cluster.restore(before)
    return result
  }

  /// Puts a Pod on the Node of an ``onTrial(_:_:)``.
  public func add(_ pod: PodInfo, to row: Int) {
    cluster.account(pod, on: row, sign: 1)
    for plugin in told { plugin.podAdded(pod, on: row) }
    journal.append((pod, row, true))
  }

  /// Takes a Pod off the Node of an ``onTrial(_:_:)``.
  public func remove(_ pod: PodInfo, from row: Int) {
    cluster.account(pod, on: row, sign: -1)
    for plugin in told { plugin.podRemoved(pod, from: row) }
    journal.append((pod, row, false))
  }

  /// Waiting Pods that count on the Node: those nominated to it whose priority is not lower than the Pod's.
  public func nominatedPods(on row: Int) -> [PodInfo] {
    guard cluster.hasNominations else { return [] }
    return cluster.nominatedPods(on: cluster.nodes[row].name).filter {
      $0.pod.spec.priority >= pod.pod.spec.priority && $0.pod.namespacedName != pod.pod.namespacedName
    }
  }

  /// The Nodes with such Pods.
  public var contestedRows: Set<Int> {
    guard cluster.hasNominations else { return [] }
    return Set(cluster.nominations.keys.compactMap { cluster.row(of: $0) }.filter { !nominatedPods(on: $0).isEmpty })
  }

  /// The first rejection of the Pod on a Node, in the profile's order; nil when it fits.
  ///
  /// With nominated Pods there the Pod must fit beside them, and also without them, since they may never come and it may
  /// need nothing that only they bring.
  public func rejection(on row: Int) -> (filter: Int, status: Status)? {
    let nominated = nominatedPods(on: row)
    if !nominated.isEmpty {
      let rejection = onTrial(row) {
        for pod in nominated { add(pod, to: row) }
        return firstRejection(on: row, by: filters.indices)
      }
      if let rejection { return rejection }
    }
    return firstRejection(on: row, by: filters.indices)
  }

  /// Whether the Pod still fits on a Node that it fitted on, now that Pods have been added or removed.
  public func stillFits(on row: Int) -> Bool {
    nominatedPods(on: row).isEmpty ? firstRejection(on: row, by: changing) == nil : rejection(on: row) == nil
  }

  private func firstRejection(on row: Int, by filters: some Sequence<Int>) -> (filter: Int, status: Status)? {
    let rows = [row]
    for index in filters {
      self.filters[index].filter(rows, into: &columns[index])
      if let status = columns[index][row] {
        columns[index].clear(row)
        return (index, status)
      }
    }
    return nil
  }
}
