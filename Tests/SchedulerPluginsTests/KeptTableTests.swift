import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// What a scheduler keeps from Pod to Pod never changes what it decides.
@Suite struct KeptTableTests {
  /// Groups of seeds, so that a failure names a small one.
  static let groups = Array(0..<22)
  static let clustersInGroup = 100

  @Test(arguments: groups)
  func `a scheduler that keeps tables decides as one that sees the cluster for the first time`(group: Int) throws {
    var kept = 0
    for seed in UInt64(group * Self.clustersInGroup)..<UInt64((group + 1) * Self.clustersInGroup) {
      var cluster = try RandomCluster(seed: seed, configuration: Self.configuration(seed))
      for step in 0..<16 {
        try cluster.happen()
        guard let pod = cluster.nextPod() else { continue }
        let plain = try cluster.fresh().schedule(pod)
        if isTableKept(pod, in: cluster, plain, "seed \(seed), step \(step)") { kept += 1 }
        try decide(pod, in: &cluster, plain.decision, "seed \(seed), step \(step)")
      }
    }
    // Otherwise nothing would have been tested.
    #expect(kept > Self.clustersInGroup)
  }

  @Test(arguments: [5, 30, 0, 100])
  func `a search for a part of many Nodes or all goes on where the last one stopped, with tables as without`(
    percentage: Int
  ) throws {
    let configuration = try SchedulerConfiguration([
      "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
      "percentageOfNodesToScore": .integer(Int64(percentage)),
    ])
    let keeping = try Scheduler(configuration: configuration, plugins: .inTree)
    let plain = try Scheduler(configuration: configuration, plugins: .inTree)
    for index in 0..<260 {
      let node = try node(
        "n\(index)", ["topology.kubernetes.io/zone": "z\(index % 3)"],
        spec: index % 7 == 0 ? "{taints: [{key: k, effect: PreferNoSchedule}]}" : "{unschedulable: \(index % 11 == 0)}")
      for scheduler in [keeping, plain] { scheduler.cluster.setNode(node) }
    }
    for index in 0..<240 {
      let spread =
        "topologySpreadConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: "
        + "\(index % 2 == 0 ? "DoNotSchedule" : "ScheduleAnyway"), labelSelector: {matchLabels: {app: a}}}]"
      var pod = try pod(
        "p\(index)", labels: ["app": "a"],
        spec: requesting("{cpu: \(100 + index % 4 * 300)m}", index % 3 == 0 ? "" : spread))
      let expected = plain.schedule(pod).decision
      #expect(keeping.decide(keeping.cluster.makeInfo(pod)) == expected, "Pod \(index)")
      pod.nodeName = expected.placedOn
      for scheduler in [keeping, plain] { scheduler.cluster.setPod(pod) }
    }
    #expect(keeping.work.plainAttempts == 0)
  }

  /// Mostly the default one; some search only a part of the Nodes, some weigh and score differently.
  private static func configuration(_ seed: UInt64) -> String? {
    let head = "apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n"
    switch seed % 10 {
    case 0:
      return head + """
        profiles:
        - pluginConfig:
          - name: NodeResourcesFit
            args: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 3}, {name: memory, weight: 1}]}}
          plugins: {score: {disabled: [{name: ImageLocality}]}}
        """
    case 1:
      return head + """
        profiles:
        - pluginConfig:
          - name: PodTopologySpread
            args:
              defaultingType: List
              defaultConstraints: [{maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule}]
          - name: InterPodAffinity
            args: {hardPodAffinityWeight: 5, ignorePreferredTermsOfExistingPods: true}
        """
    default: return nil
    }
  }

  /// Schedules the Pod, and lets happen what follows from it.
  private func decide(_ pod: Pod, in cluster: inout RandomCluster, _ plain: Decision, _ place: Comment) throws {
    let decision = cluster.scheduler.decide(cluster.scheduler.cluster.makeInfo(pod))
    #expect(decision == plain, place)
    if let node = plain.placedOn {
      var placed = pod
      placed.nodeName = node
      cluster.place(placed)
    } else if let node = plain.nominatedNode {
      cluster.nominate(pod, to: node)
      for victim in plain.victims { cluster.remove(victim) }
      var waiting = pod
      waiting.status.nominatedNodeName = node
      let retry = try cluster.fresh().schedule(waiting).decision
      #expect(cluster.scheduler.decide(cluster.scheduler.cluster.makeInfo(waiting)) == retry, place)
    }
  }

  /// - Returns: Whether there was a table to compare.
  private func isTableKept(_ pod: Pod, in cluster: RandomCluster, _ plain: Attempt, _ place: Comment) -> Bool {
    guard let kept = cluster.scheduler.keptAttempt(for: pod) else { return false }
    let (left, right) = (cells(kept), cells(plain))
    #expect(left.difference(from: right).isEmpty, place)
    return true
  }

  /// Everything in an attempt's table, as text.
  private func cells(_ attempt: Attempt) -> [String] {
    let table = attempt.table
    var cells = attempt.preFilter.map { "\($0.plugin) PreFilter \($0.status)" }
    cells.append("filters \(table.filterPlugins), feasible \(table.feasible), Nodes \(table.nodeOrder)")
    cells += table.rejections.map { "\(table.nodeOrder[$0.row]) \($0.rejection)" }
    cells += attempt.preScore.map { "\($0.plugin) PreScore \($0.code)" }
    cells += table.scoreColumns.map { "\($0.plugin) ×\($0.weight) \($0.raw) \($0.normalized)" }
    var decision = attempt.decision
    cells.append("rejected by \(decision.rejectorPlugins.sorted())")
    decision.rejectorPlugins = []
    return cells + ["totals \(table.totals), \(decision)"]
  }
}
