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
  @exclusivity(unchecked) private var knownTrial: FilterTrial?
  let preFilter: [Attempt.PreFilterOutcome]
  private let version: Int
  private let work: Workspace
  @exclusivity(unchecked) private var changesSeen: Int
  let topologyCycles: [(cycle: any PluginCycle, filter: Int?)]
  /// Filters whose verdicts about a row change with the Pods on it.
  private let changingFilters: [Int]

  // MARK: Verdicts

  /// A column a filter.
  @exclusivity(unchecked) private(set) var columns: [FilterColumn]
  @exclusivity(unchecked) private(set) var verdicts: RowVerdicts
  /// Of the last Pod that fitted nowhere, and what it was made of.
  @exclusivity(unchecked)
  var lastMessage: (rejections: ValueCounts<RowVerdicts.Verdict>, postFilter: String, text: String)?

  // MARK: Scores

  @exclusivity(unchecked) var scores: ShapeScores

  /// nil when nothing can be kept for such Pods: a plugin looks at anything, leaves Nodes out before filtering, or fails.
  init?(_ pod: PodInfo, profile: Profile, cluster: ClusterState, work: Workspace) {
    let dependences = profile.plugins.map { $0.dependence(for: pod.pod) }
    guard profile.plan.keepsShapes, !pod.pod.hasNode, pod.pod.spec.schedulingGates.isEmpty,
      dependences.allSatisfy({ $0 < .anything }), profile.binding.allSatisfy({ dependences[$0] == .nothing })
    else { return nil }
    self.profile = profile
    self.cluster = cluster
    self.work = work
    work.countTable()
    version = cluster.version
    changesSeen = cluster.changes.end
    let cycles = profile.plugins.map { $0.makeCycle(for: pod, in: cluster) }
    self.cycles = cycles
    var isSkipped = [Bool](repeating: false, count: cycles.count)
    var preFilter: [Attempt.PreFilterOutcome] = []
    let preFilterSeats = profile.seats(at: .preFilter)
    preFilter.reserveCapacity(preFilterSeats.count)
    for seat in preFilterSeats {
      let result = cycles[seat.plugin].preFilter()
      preFilter.append(.init(plugin: profile.names[seat.plugin], status: result.status, nodes: nil))
      if result.status.code == .skip { isSkipped[seat.plugin] = true }
      guard result.status.code == .skip || result.status.isSuccess, result.nodes == nil else { return nil }
    }
    self.preFilter = preFilter
    let filterSeats = profile.seats(at: .filter).filter { !isSkipped[$0.plugin] }
    self.filterSeats = filterSeats
    changingFilters = filterSeats.indices.filter { dependences[filterSeats[$0].plugin] > .node }
    topologyCycles = profile.plugins.indices.filter { dependences[$0] == .pods }
      .map { plugin in (cycles[plugin], filterSeats.firstIndex { $0.plugin == plugin }) }

    let count = cluster.nodes.count
    let rows = cluster.allRows
    columns = filterSeats.map { seat in
      work.countCall(rows: count)
      var column = FilterColumn(plugin: profile.names[seat.plugin], rows: count)
      cycles[seat.plugin].filter(rows, into: &column)
      return column
    }
    verdicts = RowVerdicts(count: count)
    guard let scores = ShapeScores(profile, dependences, cycles: cycles, rows: rows, work: work) else { return nil }
    self.scores = scores
    if hasFailures { return nil }
    for filter in columns.indices where columns[filter].hasRejections { verdicts.reject(by: filter, columns[filter]) }
    self.scores.begin(verdicts.areAllFeasible ? nil : verdicts.values)
  }

  private var hasFailures: Bool { columns.contains(where: \.hasFailed) }

  /// Asks the filters about one Node at a time; made when first needed.
  func trial(of pod: PodInfo) -> FilterTrial {
    let trial = knownTrial ?? makeTrial(of: pod)
    trial.pod = pod
    knownTrial = trial
    return trial
  }

  private func makeTrial(of pod: PodInfo) -> FilterTrial {
    let told = zip(profile.seats(at: .preFilter), preFilter).filter { $1.status.code != .skip }
    return FilterTrial(
      pod: pod, cluster: cluster,
      filters: filterSeats.map {
        (profile.names[$0.plugin], cycles[$0.plugin], profile.plugins[$0.plugin].dependence(for: pod.pod))
      },
      told: told.map { cycles[$0.0.plugin] })
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
        work.countCall(rows: verdicts.count)
      } else {
        columns[filter].clear(rows)
        cycle.filter(rows, into: &columns[filter])
        work.countCall(rows: rows.count)
      }
    }
    if !isConcernedAsAWhole.isEmpty { scores.expectManyChanges() }
    let rejecting = columns.indices.filter { columns[$0].hasRejections }
    if !rejecting.isEmpty || !verdicts.areAllFeasible {
      verdicts.update(
        isConcernedAsAWhole.isEmpty ? rows : cluster.allRows, columns, rejecting: rejecting, &scores)
    }
    return scores.update(rows) && !hasFailures
  }

  /// Tells the plugins that look at other Nodes' Pods.
  ///
  /// - Returns: The filters whose verdicts about all rows may be others; nil when what PreFilter said holds no longer.
  private func tell(_ changes: ArraySlice<ChangeLog.Entry>) -> Set<Int>? {
    var concerned: Set<Int> = []
    for (cycle, filter) in topologyCycles {
      work.countCall(rows: 0)
      switch cycle.podsChanged(changes) {
      case .none: break
      case .all:
        if let filter { concerned.insert(filter) }
      case .preFilter: return nil
      }
    }
    return concerned
  }

  // MARK: - Verdicts

  func setVerdict(of row: Int, to verdict: RowVerdicts.Verdict) { verdicts.set(row, to: verdict, &scores) }

  func setVerdict(of row: Int, to rejection: (filter: Int, status: Status)?) {
    guard let rejection else { return setVerdict(of: row, to: 0) }
    let number = columns[rejection.filter].number(of: columns[rejection.filter].intern(rejection.status))
    setVerdict(of: row, to: RowVerdicts.verdict(rejection.filter, number: number))
  }

  func status(ofVerdict verdict: RowVerdicts.Verdict) -> Status {
    columns[RowVerdicts.filter(of: verdict)].status(RowVerdicts.number(of: verdict))
  }

  func plugin(ofVerdict verdict: RowVerdicts.Verdict) -> String { columns[RowVerdicts.filter(of: verdict)].plugin }

  /// The feasible rows in order.
  var feasible: [Int] { verdicts.feasible(of: cluster.allRows) }
}
