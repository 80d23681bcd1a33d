import KubernetesAPI

/// The scheduling of one Pod by one profile: fills the decision table, extension point by extension point.
struct SchedulingCycle {
  let profile: Profile
  let cluster: ClusterState
  let pod: PodInfo
  let percentageOfNodesToScore: Int
  let startRow: Int
  let cycles: [any PluginCycle]
  let extenders: [HTTPExtender]
  var attempt: Attempt
  /// Whether the Node that the Pod is nominated to is the only one that was looked at.
  var isOnNominatedNode = false
  /// An extender was against that Node.
  var ignoresNomination = false
  /// How far the next attempt's start moves on.
  var processedNodes = 0
  /// Asks the filters about Nodes with Pods added and taken away; made once PreFilter is through.
  private(set) lazy var trial = makeTrial()

  init(
    _ pod: PodInfo, profile: Profile, cluster: ClusterState, extenders: [HTTPExtender], percentageOfNodesToScore: Int,
    startRow: Int, depth: Attempt.Depth
  ) {
    self.pod = pod
    self.profile = profile
    self.cluster = cluster
    self.extenders = extenders
    self.percentageOfNodesToScore = percentageOfNodesToScore
    self.startRow = startRow
    cycles = profile.plugins.map { $0.makeCycle(for: pod, in: cluster) }
    attempt = Attempt(pod: pod.pod.namespacedName, depth: depth, nodeOrder: cluster.nodeOrder)
    attempt.profile = profile.schedulerName
    attempt.weights = profile.weights + extenders.filter(\.scores).map { ($0.name, $0.weight) }
    attempt.extenders = Set(extenders.map(\.name))
    attempt.reserving = profile.binding.sorted().filter { profile.plugins[$0].dependence(for: pod.pod) != .nothing }
      .map { profile.names[$0] }
    for point in ExtensionPoint.allCases {
      attempt.pointPlugins[point] = profile.pluginNames(at: point)
      attempt.pointStates[point] = .notReached
    }
  }

  /// Runs the cycle to its end.
  mutating func run() {
    defer { if profile.keepsScores { attempt.scoring = scoring } }
    guard runPreEnqueue() else { return }
    attempt.pointStates[.queueSort] = .ran
    if pod.pod.isTerminating {
      attempt.skipped = "being deleted"
      return
    }
    guard !attempt.table.nodeOrder.isEmpty else {
      attempt.message = UnschedulableMessage.noNodes
      attempt.clearsNomination = true
      return
    }
    var postFilterMessage = ""
    do throws(PluginFailure) {
      if let candidates = try runPreFilter() {
        try runFilter(candidates)
        try runExtenderFilters(candidates)
        if attempt.table.feasible.isEmpty { postFilterMessage = runPostFilter() } else { try choose() }
      } else {
        postFilterMessage = runPostFilter()
      }
      if attempt.depth == .full {
        collectDetails()
        collectRemedies()
      }
    } catch {
      attempt.isError = true
      attempt.message = error.message
      attempt.clearsNomination = true
    }
    if attempt.placedOn == nil, attempt.message == nil {
      attempt.message = UnschedulableMessage.text(for: attempt.table, postFilter: postFilterMessage)
    }
  }

  /// A plugin ended the cycle with an error.
  struct PluginFailure: Error {
    var message: String
  }

  func name(_ seat: Profile.Seat) -> String { profile.names[seat.plugin] }

  // MARK: - PreEnqueue

  /// Whether the Pod may enter the queue.
  private mutating func runPreEnqueue() -> Bool {
    attempt.pointStates[.preEnqueue] = .ran
    for seat in profile.seats(at: .preEnqueue) {
      let status = cycles[seat.plugin].preEnqueue()
      if !status.isSuccess { attempt.preEnqueue.append((name(seat), status)) }
    }
    if attempt.depth == .full { collectPreEnqueueRemedies() }
    return attempt.preEnqueue.isEmpty
  }

  // MARK: - PreFilter

  /// Plugins whose PreFilter said Skip; their Filter is left out.
  private(set) var skippedFilters: Set<Int> = []

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

  /// Filters of Nodes, one Node at a time, with Pods added and taken away.
  private func makeTrial() -> FilterTrial {
    let told = profile.seats(at: .preFilter).filter { !skippedFilters.contains($0.plugin) }
    return FilterTrial(
      pod: pod, cluster: cluster,
      filters: filterSeats.map { (name($0), cycles[$0.plugin], profile.plugins[$0.plugin].dependence(for: pod.pod)) },
      told: told.map { cycles[$0.plugin] })
  }

  /// Filter plugins without those whose PreFilter said Skip.
  var filterSeats: [Profile.Seat] { profile.seats(at: .filter).filter { !skippedFilters.contains($0.plugin) } }
}
