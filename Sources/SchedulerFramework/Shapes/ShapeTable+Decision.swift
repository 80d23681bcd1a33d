import KubernetesAPI

extension ShapeTable {
  /// Decides about a Pod of the table's shape.
  ///
  /// - Parameter startRow: Where a search that may stop early begins.
  /// - Returns: What came of it, and how many Nodes were looked at.
  /// - Throws: When a plugin fails, so that the whole table has to be computed.
  func decide(
    _ pod: PodInfo, percentageOfNodesToScore percentage: Int, startRow: Int
  ) throws(ShapeScores.Failure) -> (decision: Decision, processedNodes: Int) {
    var decision = Decision(pod: pod.pod.namespacedName)
    let processed = try decide(pod, &decision, percentageOfNodesToScore: percentage, startRow: startRow)
    return (decision, processed)
  }

  private func decide(
    _ pod: PodInfo, _ decision: inout Decision, percentageOfNodesToScore percentage: Int, startRow: Int
  ) throws(ShapeScores.Failure) -> Int {
    decision.profile = profile.schedulerName
    if profile.keepsScores { decision.scoring = .unscored }
    let names = cluster.nodeOrder
    if let name = pod.pod.status.nominatedNodeName, let row = cluster.row(of: name), isFeasible(row, for: pod) {
      decision.placedOn = name
      return 0
    }
    let usual = cluster.hasNominations ? countNominations(for: pod) : []
    defer { for (row, verdict) in usual { setVerdict(of: row, to: verdict) } }
    let wanted = NodeSampling.feasibleNodesToFind(among: names.count, percentage: percentage)
    guard verdicts.feasibleCount > 0 else {
      fail(&decision, pod)
      return names.count
    }
    guard wanted < names.count else {
      decision.placedOn = try scores.best { feasible }.map { names[$0] }
      if profile.keepsScores, verdicts.feasibleCount > 1 { decision.scoring = scoring(of: feasible) }
      return names.count
    }
    let (found, processed) = search(from: startRow, wanted: wanted)
    decision.placedOn = try (found.count == 1 ? found[0] : scores.best(ofSome: found)).map { names[$0] }
    if profile.keepsScores, found.count > 1 { decision.scoring = scoring(of: found) }
    return processed
  }

  /// What the weights have just chosen from.
  private func scoring(of rows: [Int]) -> Scoring {
    profile.scoreLanes.map { .front(scores.front(of: rows, lanes: $0)) } ?? .unknown
  }

  /// With the Pods that are nominated to the Node, too.
  private func isFeasible(_ row: Int, for pod: PodInfo) -> Bool {
    guard cluster.hasNominations else { return verdicts[row] == 0 }
    let trial = trial(of: pod)
    return trial.nominatedPods(on: row).isEmpty ? verdicts[row] == 0 : trial.rejection(on: row) == nil
  }

  /// Asks again about Nodes that other Pods are nominated to. Gives back the verdicts that hold without those.
  private func countNominations(for pod: PodInfo) -> [(row: Int, verdict: Int32)] {
    let trial = trial(of: pod)
    return trial.contestedRows.map { row in
      let usual = verdicts[row]
      setVerdict(of: row, to: trial.rejection(on: row))
      return (row, usual)
    }
  }

  /// What a search finds that stops when it knows that there are more feasible Nodes than wanted.
  private func search(from startRow: Int, wanted: Int) -> (found: [Int], processed: Int) {
    let count = verdicts.count
    var found: [Int] = []
    var processed = 0
    while processed < count {
      let row = (startRow + processed) % count
      if verdicts[row] == 0 {
        if found.count == wanted { break }
        found.append(row)
      }
      processed += 1
    }
    return (found.sorted(), processed)
  }

  private func fail(_ decision: inout Decision, _ pod: PodInfo) {
    decision.rejectorPlugins = Set(verdicts.rejections.entries.map { plugin(ofVerdict: $0.value) })
    let context = PostFilterContext(pod: pod, cluster: cluster, verdicts: self, trial: trial(of: pod))
    let outcome = PostFilterRun(profile: profile, cycles: cycles).run(context)
    switch outcome.nomination {
    case .unchanged: break
    case .none: decision.clearsNomination = true
    case .node(let node, let victims):
      decision.nominatedNode = node
      decision.victims = victims
    }
    decision.message = message(postFilter: outcome.text)
  }
}

extension ShapeTable {
  /// The same as for the last Pod when as many Nodes are out for the same reasons, which is the rule.
  private func message(postFilter: String) -> String {
    if let lastMessage, lastMessage.postFilter == postFilter, lastMessage.rejections == verdicts.rejections {
      return lastMessage.text
    }
    let text = UnschedulableMessage.text(
      reasons: verdicts.rejections.entries.map { (status(ofVerdict: $0.value), $0.count) }, nodes: verdicts.count,
      postFilter: postFilter)
    lastMessage = (verdicts.rejections, postFilter, text)
    return text
  }
}

extension ShapeTable: Verdicts {
  var areLocal: Bool { topologyCycles.allSatisfy { $0.filter == nil } }

  func status(of row: Int) -> Status? { verdicts[row] == 0 ? nil : status(ofVerdict: verdicts[row]) }

  func rows(rejectedWith code: Status.Code) -> [Int] {
    let rejections = verdicts.rejections.entries
    let wanted = Set(rejections.map(\.value).filter { status(ofVerdict: $0).code == code })
    guard wanted.count == rejections.count else {
      return cluster.allRows.filter { wanted.contains(verdicts[$0]) }
    }
    return verdicts.feasibleCount == 0 ? cluster.allRows : cluster.allRows.filter { verdicts[$0] != 0 }
  }
}
