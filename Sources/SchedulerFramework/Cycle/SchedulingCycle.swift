import KubernetesAPI

/// The scheduling of one Pod by one profile: fills the decision table, extension point by extension point.
struct SchedulingCycle {
  private let profile: Profile
  private let cluster: ClusterState
  private let pod: PodInfo
  private let percentageOfNodesToScore: Int
  private let startRow: Int
  private let cycles: [any PluginCycle]
  private(set) var attempt: Attempt
  /// How far the next attempt's start moves on.
  private(set) var processedNodes = 0

  init(
    _ pod: PodInfo, profile: Profile, cluster: ClusterState, percentageOfNodesToScore: Int, startRow: Int,
    depth: Attempt.Depth
  ) {
    self.pod = pod
    self.profile = profile
    self.cluster = cluster
    self.percentageOfNodesToScore = percentageOfNodesToScore
    self.startRow = startRow
    cycles = profile.plugins.map { $0.makeCycle(for: pod, in: cluster) }
    attempt = Attempt(pod: pod.pod.namespacedName, depth: depth, nodeOrder: cluster.nodeOrder)
    attempt.profile = profile.schedulerName
    attempt.weights = profile.weights
    for point in ExtensionPoint.allCases {
      attempt.pointPlugins[point] = profile.pluginNames(at: point)
      attempt.pointStates[point] = .notReached
    }
  }

  /// Runs the cycle to its end.
  mutating func run() {
    guard runPreEnqueue() else { return }
    attempt.pointStates[.queueSort] = .ran
    if pod.pod.isTerminating {
      attempt.skipped = "being deleted"
      return
    }
    guard !attempt.table.nodeOrder.isEmpty else {
      attempt.message = UnschedulableMessage.noNodes
      return
    }
    do throws(PluginFailure) {
      if let candidates = try runPreFilter() {
        try runFilter(candidates)
        if attempt.table.feasible.isEmpty { runPostFilter() } else { try choose() }
      } else {
        runPostFilter()
      }
      if attempt.depth == .full { collectDetails() }
    } catch {
      attempt.isError = true
      attempt.message = error.message
    }
    if attempt.placedOn == nil, attempt.message == nil {
      let texts = attempt.postFilter.map(\.message).filter { !$0.isEmpty }
      attempt.message = UnschedulableMessage.text(for: attempt.table, postFilter: texts.joined(separator: ", "))
    }
  }

  /// A plugin ended the cycle with an error.
  private struct PluginFailure: Error {
    var message: String
  }

  private func name(_ seat: Profile.Seat) -> String { profile.names[seat.plugin] }

  // MARK: - PreEnqueue

  /// Whether the Pod may enter the queue.
  private mutating func runPreEnqueue() -> Bool {
    attempt.pointStates[.preEnqueue] = .ran
    for seat in profile.seats(at: .preEnqueue) {
      let status = cycles[seat.plugin].preEnqueue()
      if !status.isSuccess { attempt.preEnqueue.append((name(seat), status)) }
    }
    return attempt.preEnqueue.isEmpty
  }

  // MARK: - PreFilter

  /// Plugins whose PreFilter said Skip; their Filter is left out.
  private var skippedFilters: Set<Int> = []

  /// The rows that may be looked at, in node order; nil when no Node can fit.
  private mutating func runPreFilter() throws(PluginFailure) -> [Int]? {
    attempt.pointStates[.preFilter] = .ran
    var allowed: Set<String>?
    var restricting: Set<String> = []
    for seat in profile.seats(at: .preFilter) {
      let result = cycles[seat.plugin].preFilter()
      attempt.preFilter.append(
        .init(plugin: name(seat), status: result.status, nodes: result.nodes.map { $0.sorted() }))
      switch result.status.code {
      case .skip:
        skippedFilters.insert(seat.plugin)
        continue
      case .success:
        break
      case .unschedulable:
        attempt.table.preFilterFailure = (name(seat), result.status)
        continue
      case .unschedulableAndUnresolvable, .pending:
        attempt.table.preFilterFailure = (name(seat), result.status)
        return nil
      case .error, .wait:
        throw PluginFailure(message: "running PreFilter plugin \"\(name(seat))\": \(result.status.message)")
      }
      guard let nodes = result.nodes else { continue }
      restricting.insert(name(seat))
      allowed = allowed?.intersection(nodes) ?? nodes
      if allowed?.isEmpty == true {
        let plugins = restricting.sorted()
        let reason =
          plugins.count == 1
          ? "node(s) didn't satisfy plugin \(plugins[0])"
          : "node(s) didn't satisfy plugin(s) [\(plugins.joined(separator: " "))] simultaneously"
        attempt.table.preFilterFailure = (name(seat), Status(.unschedulableAndUnresolvable, reason))
        return nil
      }
    }
    if attempt.table.preFilterFailure != nil { return nil }
    guard let allowed else { return Array(attempt.table.nodeOrder.indices) }
    let rows = allowed.compactMap { cluster.row(of: $0) }.sorted()
    let plugins = restricting.sorted().joined(separator: " ")
    attempt.table.restriction = (
      Set(attempt.table.nodeOrder.indices).subtracting(rows),
      Status(.unschedulableAndUnresolvable, "node(s) didn't satisfy plugin(s) [\(plugins)]")
    )
    return rows
  }

  // MARK: - Filter

  private mutating func runFilter(_ candidates: [Int]) throws(PluginFailure) {
    attempt.pointStates[.filter] = .ran
    let seats = profile.seats(at: .filter).filter { !skippedFilters.contains($0.plugin) }
    attempt.table.filterPlugins = seats.map(name)
    if attempt.depth == .full {
      attempt.table.fullFilterColumns = seats.map { seat in
        var column = makeColumn(seat)
        cycles[seat.plugin].filter(Array(attempt.table.nodeOrder.indices), into: &column)
        return column
      }
    }
    guard !candidates.isEmpty else { return }

    var wanted = NodeSampling.feasibleNodesToFind(among: candidates.count, percentage: percentageOfNodesToScore)
    if profile.seats(at: .score).isEmpty { wanted = 1 }
    let start = startRow % candidates.count
    let searched = Array(candidates[start...] + candidates[..<start])
    if profile.seats(at: .filter).isEmpty {
      // Without any Filter plugin nothing is looked at: the first Nodes are taken.
      keep(feasible: Array(searched.prefix(wanted)), of: candidates, rejected: 0)
      return
    }

    var remaining = searched
    for seat in seats {
      var column = makeColumn(seat)
      cycles[seat.plugin].filter(remaining, into: &column)
      remaining.removeAll { !column.passes($0) }
      attempt.table.filterColumns.append(column)
    }
    try stop(searched, wanted: wanted, passing: Set(remaining), candidates: candidates)
  }

  private func makeColumn(_ seat: Profile.Seat) -> FilterColumn {
    FilterColumn(plugin: name(seat), rows: attempt.table.nodeOrder.count)
  }

  /// Keeps what a search in this order would have seen before it had found enough feasible Nodes.
  private mutating func stop(
    _ searched: [Int], wanted: Int, passing: Set<Int>, candidates: [Int]
  ) throws(PluginFailure) {
    var feasible: [Int] = []
    var rejected = 0
    for row in searched {
      if passing.contains(row) {
        // Only one more feasible Node than wanted ends the search.
        if feasible.count == wanted { break }
        feasible.append(row)
      } else {
        if let rejection = attempt.table.rejection(of: row), !rejection.status.code.isRejection {
          let plugin = rejection.plugin ?? ""
          throw PluginFailure(message: "running \"\(plugin)\" filter plugin: \(rejection.status.message)")
        }
        rejected += 1
      }
    }
    let seen = feasible.count + rejected
    keep(feasible: feasible, of: candidates, rejected: rejected)
    attempt.table.notEvaluated = searched[seen...].sorted()
  }

  private mutating func keep(feasible: [Int], of candidates: [Int], rejected: Int) {
    attempt.table.feasible = feasible.sorted()
    processedNodes = feasible.count + rejected
    let kept = Set(feasible)
    if rejected == 0 { attempt.table.notEvaluated = candidates.filter { !kept.contains($0) } }
  }

  // MARK: - PostFilter

  private mutating func runPostFilter() {
    attempt.pointStates[.postFilter] = profile.seats(at: .postFilter).isEmpty ? .skipped : .notReached
  }

  // MARK: - Score

  private mutating func choose() throws(PluginFailure) {
    attempt.pointStates[.postFilter] = .skipped
    let feasible = attempt.table.feasible
    if feasible.count == 1 {
      attempt.pointStates[.preScore] = .skipped
      attempt.pointStates[.score] = .skipped
    } else {
      try score(feasible)
    }
    let row = attempt.table.topRows.first ?? feasible[0]
    try reserveAndPermit(row)
    attempt.placedOn = attempt.table.nodeOrder[row]
    for point in [ExtensionPoint.preBind, .bind, .postBind] {
      attempt.pointStates[point] = profile.seats(at: point).isEmpty ? .skipped : .ran
    }
  }

  private mutating func score(_ rows: [Int]) throws(PluginFailure) {
    let seats = profile.seats(at: .score)
    guard !seats.isEmpty else {
      attempt.pointStates[.preScore] = .skipped
      attempt.pointStates[.score] = .skipped
      attempt.table.totals = rows.map { _ in 1 }
      return
    }
    attempt.pointStates[.preScore] = .ran
    var skipped: Set<Int> = []
    for seat in profile.seats(at: .preScore) {
      let status = cycles[seat.plugin].preScore(rows)
      attempt.preScore.append((name(seat), status.code))
      if status.code == .skip {
        skipped.insert(seat.plugin)
      } else if !status.isSuccess {
        throw PluginFailure(message: "running PreScore plugin \"\(name(seat))\": \(status.message)")
      }
    }
    attempt.pointStates[.score] = .ran
    var totals = [Int64](repeating: 0, count: rows.count)
    for seat in seats where !skipped.contains(seat.plugin) {
      var column = ScoreColumn(plugin: name(seat), weight: seat.weight, rows: rows)
      cycles[seat.plugin].score(into: &column)
      if let error = column.error {
        throw PluginFailure(message: "running Score plugins: plugin \"\(name(seat))\" failed with: \(error)")
      }
      column.raw = column.normalized
      cycles[seat.plugin].normalize(&column)
      for index in rows.indices {
        guard (0...ScoreColumn.maximum).contains(column[index]) else {
          throw PluginFailure(
            message: "running Score plugins: plugin \"\(name(seat))\" returns an invalid score \(column[index]), "
              + "it should in the range of [0, 100] after normalizing")
        }
        totals[index] += column.weighted(at: index)
      }
      attempt.table.scoreColumns.append(column)
    }
    attempt.table.totals = totals
  }

  // MARK: - Reserve and Permit

  private mutating func reserveAndPermit(_ row: Int) throws(PluginFailure) {
    for point in [ExtensionPoint.reserve, .permit] {
      attempt.pointStates[point] = profile.seats(at: point).isEmpty ? .skipped : .ran
    }
    for seat in profile.seats(at: .reserve) {
      let status = cycles[seat.plugin].reserve(on: row)
      if !status.isSuccess {
        for seat in profile.seats(at: .reserve).reversed() { cycles[seat.plugin].unreserve(on: row) }
        throw PluginFailure(message: "running Reserve plugin \"\(name(seat))\": \(status.message)")
      }
    }
  }

  // MARK: - Details

  /// Asks the plugins what is behind their rejections and scores.
  private mutating func collectDetails() {
    let table = attempt.table
    for seat in profile.seats(at: .filter) {
      guard let column = table.fullFilterColumns?.first(where: { $0.plugin == name(seat) }) else { continue }
      for row in table.nodeOrder.indices where !column.passes(row) {
        append(cycles[seat.plugin].details(at: .filter, row: row), of: name(seat), to: row)
      }
    }
    for seat in profile.seats(at: .score) where table.scoreColumns.contains(where: { $0.plugin == name(seat) }) {
      for row in table.feasible {
        append(cycles[seat.plugin].details(at: .score, row: row), of: name(seat), to: row)
      }
    }
  }

  private mutating func append(_ details: [CellDetail], of plugin: String, to row: Int) {
    if !details.isEmpty { attempt.details[row, default: []].append((plugin, details)) }
  }
}
