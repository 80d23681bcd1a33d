import KubernetesAPI

/// The decision table that all Pods of one shape share, kept up to date: when the next of them comes, only the rows are
/// computed again on which something has changed since the last one.
///
/// Every filter is asked about every row for itself; the first rejection in the profile's order is the row's verdict.
/// Scores of plugins that look at one Node only are kept as a total a row, in a tournament; other scores are computed anew
/// for every Pod.
final class ShapeTable {
  let profile: Profile
  let cluster: ClusterState
  let cycles: [any PluginCycle]
  /// Filter plugins without those whose PreFilter said Skip, in order.
  let filterSeats: [Profile.Seat]
  let trial: FilterTrial
  let preFilter: [Attempt.PreFilterOutcome]
  private let version: Int
  private let work: WorkCounter
  private var changesSeen: Int
  let topologyCycles: [(cycle: any PluginCycle, filter: Int?)]
  /// Filters whose verdicts about a row change with the Pods on it.
  private let changingFilters: [Int]

  // MARK: Verdicts

  /// A column a filter.
  private(set) var columns: [FilterColumn]
  /// 0 for a feasible row, otherwise the filter and the number of its rejection.
  private(set) var verdicts: ContiguousArray<Int32>
  private(set) var rejectionCounts = ValueCounts<Int32>()
  private(set) var feasibleCount: Int
  /// The feasible rows in order; nil when they are not known at the moment.
  private var knownFeasible: [Int]?

  // MARK: Scores

  var scores: ShapeScores

  /// nil when nothing can be kept for such Pods: a plugin looks at anything, leaves Nodes out before filtering, or fails.
  init?(_ pod: PodInfo, profile: Profile, cluster: ClusterState, work: WorkCounter) {
    let dependences = profile.plugins.map { $0.dependence(for: pod.pod) }
    guard profile.keepsShapes, pod.pod.spec.nodeName == nil, pod.pod.spec.schedulingGates.isEmpty,
      dependences.allSatisfy({ $0 < .anything }), profile.binding.allSatisfy({ dependences[$0] == .nothing })
    else { return nil }
    self.profile = profile
    self.cluster = cluster
    self.work = work
    work.count.tables += 1
    version = cluster.version
    changesSeen = cluster.changes.end
    let cycles = profile.plugins.map { $0.makeCycle(for: pod, in: cluster) }
    self.cycles = cycles
    var skipped: Set<Int> = []
    var preFilter: [Attempt.PreFilterOutcome] = []
    for seat in profile.seats(at: .preFilter) {
      let result = cycles[seat.plugin].preFilter()
      preFilter.append(.init(plugin: profile.names[seat.plugin], status: result.status, nodes: nil))
      if result.status.code == .skip { skipped.insert(seat.plugin) }
      guard result.status.code == .skip || result.status.isSuccess, result.nodes == nil else { return nil }
    }
    self.preFilter = preFilter
    let filterSeats = profile.seats(at: .filter).filter { !skipped.contains($0.plugin) }
    self.filterSeats = filterSeats
    changingFilters = filterSeats.indices.filter { dependences[filterSeats[$0].plugin] > .node }
    topologyCycles = profile.plugins.indices.filter { dependences[$0] == .pods }
      .map { plugin in (cycles[plugin], filterSeats.firstIndex { $0.plugin == plugin }) }
    trial = FilterTrial(
      pod: pod, cluster: cluster, filters: filterSeats.map { (profile.names[$0.plugin], cycles[$0.plugin]) },
      told: profile.seats(at: .preFilter).filter { !skipped.contains($0.plugin) }.map { cycles[$0.plugin] })

    let count = cluster.nodes.count
    let rows = cluster.allRows
    columns = filterSeats.map { seat in
      var column = FilterColumn(plugin: profile.names[seat.plugin], rows: count)
      cycles[seat.plugin].filter(rows, into: &column)
      return column
    }
    work.count.evaluations += count * columns.count
    verdicts = ContiguousArray(repeating: 0, count: count)
    feasibleCount = count
    guard let scores = ShapeScores(profile, dependences, cycles: cycles, rows: rows, work: work) else { return nil }
    self.scores = scores
    if hasFailures { return nil }
    for filter in columns.indices where columns[filter].hasRejections { countRejections(by: filter) }
    self.scores.begin(feasibleCount == count ? nil : verdicts)
  }

  /// Counts a filter's rejections of rows that no earlier one has rejected, when nothing else is kept yet.
  private func countRejections(by filter: Int) {
    var counts = ContiguousArray(repeating: 0, count: columns[filter].statuses.count + 1)
    for row in verdicts.indices where verdicts[row] == 0 && !columns[filter].passes(row) {
      verdicts[row] = verdict(filter, row)
      counts[Int(columns[filter].number(of: row))] += 1
      feasibleCount -= 1
    }
    for (number, count) in counts.enumerated() where count > 0 {
      rejectionCounts.add(Int32(filter) << 16 | Int32(number), count)
    }
  }

  /// A rejection that is none: the plugin failed.
  private var hasFailures: Bool {
    columns.contains { $0.statuses.contains { !$0.code.isRejection } }
  }

  // MARK: - Catching up

  /// Brings the table up to date; false when it has to be made anew.
  func catchUp() -> Bool {
    guard version == cluster.version, let changes = cluster.changes.since(changesSeen) else { return false }
    guard !changes.isEmpty else { return true }
    // Far behind, a new table costs less.
    if changes.count > max(64, verdicts.count / 4) { return false }
    changesSeen = cluster.changes.end
    let rows = cluster.rows(of: changes)
    guard let isConcernedAsAWhole = tell(changes) else { return false }
    for filter in changingFilters {
      let cycle = cycles[filterSeats[filter].plugin]
      if isConcernedAsAWhole.contains(filter) {
        columns[filter].clear()
        cycle.filter(cluster.allRows, into: &columns[filter])
        work.count.evaluations += verdicts.count
      } else {
        columns[filter].clear(rows)
        cycle.filter(rows, into: &columns[filter])
        work.count.evaluations += rows.count
      }
    }
    if !isConcernedAsAWhole.isEmpty { scores.expectManyChanges() }
    for row in isConcernedAsAWhole.isEmpty ? rows : cluster.allRows { setVerdict(of: row, to: verdict(row)) }
    return scores.update(rows) && !hasFailures
  }

  /// Tells the plugins that look at other Nodes' Pods.
  ///
  /// - Returns: The filters whose verdicts about all rows may be others; nil when what PreFilter said holds no longer.
  private func tell(_ changes: ArraySlice<ChangeLog.Entry>) -> Set<Int>? {
    var concerned: Set<Int> = []
    for (cycle, filter) in topologyCycles {
      for index in changes.indices {
        switch cycle.podChanged(changes[index].pod, on: changes[index].row, by: changes[index].change) {
        case .none: break
        case .all:
          if let filter { concerned.insert(filter) }
        case .preFilter: return nil
        }
      }
    }
    return concerned
  }

  // MARK: - Verdicts

  private func verdict(_ filter: Int, _ row: Int) -> Int32 {
    let number = columns[filter].number(of: row)
    return number == 0 ? 0 : Int32(filter) << 16 | number
  }

  /// By the first filter that rejects the row.
  private func verdict(_ row: Int) -> Int32 {
    for filter in columns.indices {
      let verdict = verdict(filter, row)
      if verdict != 0 { return verdict }
    }
    return 0
  }

  func setVerdict(of row: Int, to verdict: Int32) {
    let old = verdicts[row]
    guard old != verdict else { return }
    verdicts[row] = verdict
    if old != 0 { rejectionCounts.add(old, -1) }
    if verdict != 0 { rejectionCounts.add(verdict, 1) }
    guard (old == 0) != (verdict == 0) else { return }
    knownFeasible = nil
    feasibleCount += verdict == 0 ? 1 : -1
    scores.setFeasible(row, verdict == 0)
  }

  func setVerdict(of row: Int, to rejection: (filter: Int, status: Status)?) {
    guard let rejection else { return setVerdict(of: row, to: 0) }
    let number = columns[rejection.filter].number(of: columns[rejection.filter].intern(rejection.status))
    setVerdict(of: row, to: Int32(rejection.filter) << 16 | number)
  }

  func status(ofVerdict verdict: Int32) -> Status { columns[Int(verdict >> 16)].status(verdict & 0xffff) }
  func plugin(ofVerdict verdict: Int32) -> String { columns[Int(verdict >> 16)].plugin }

  /// The feasible rows in order.
  var feasible: [Int] {
    if let knownFeasible { return knownFeasible }
    let all = cluster.allRows
    let rows = feasibleCount == all.count ? all : all.filter { verdicts[$0] == 0 }
    knownFeasible = rows
    return rows
  }
}
