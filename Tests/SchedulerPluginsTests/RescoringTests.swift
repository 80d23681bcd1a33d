import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import SeededRandom
import Testing

/// What is told of other weights without scheduling again is what scheduling again would have come to.
@Suite struct RescoringTests {
  static let groups = Array(0..<8)
  static let clustersInGroup = 60

  @Test(arguments: groups)
  func `an attempt re-scored with other weights equals the attempt of a profile with these weights`(group: Int) throws {
    var (moved, scored) = (0, 0)
    for seed in UInt64(group * Self.clustersInGroup)..<UInt64((group + 1) * Self.clustersInGroup) {
      var random = SplitMix64(seed: seed)
      let most = seed % 3 == 0
      let base = Self.weights(using: &random)
      var cluster = try RandomCluster(seed: seed, configuration: Self.profile(base, most), keepsScores: true)
      for step in 0..<12 {
        try cluster.happen()
        guard let pod = cluster.nextPod() else { continue }
        let other = Self.weights(using: &random)
        let place = Comment("seed \(seed), step \(step), \(other)")
        let again = try cluster.fresh(SchedulerConfiguration(yaml(Self.profile(other, most)))).schedule(pod)
        let attempt = try cluster.fresh().schedule(pod)
        let rescoring = try attempt.rescored(other)
        #expect(rescoring.isExact, place)
        #expect(Self.outcome(rescoring.attempt) == Self.outcome(again), place)
        #expect(rescoring.changes.allSatisfy { other[$0.plugin] == $0.to && base[$0.plugin] == $0.from }, place)
        scored += rescoring.basis == .scores ? 1 : 0
        moved += rescoring.placedBefore != again.placedOn ? 1 : 0

        let decision = try decideBothWays(pod, in: cluster, place)
        expectChoice(of: decision, base, attempt, in: cluster, place)
        expectChoice(of: decision, other, again, in: cluster, place)
        if let node = attempt.placedOn {
          var placed = pod
          placed.nodeName = node
          cluster.place(placed)
        }
      }
    }
    // Otherwise nothing would have been tested.
    #expect(scored > Self.clustersInGroup)
    #expect(moved > Self.clustersInGroup / 10)
  }

  /// With tables that are kept the same scores are kept as without.
  private func decideBothWays(_ pod: Pod, in cluster: RandomCluster, _ place: Comment) throws -> Decision {
    let kept = cluster.scheduler.decide(cluster.scheduler.cluster.makeInfo(pod))
    let plain = try cluster.fresh(keepsScores: true).schedule(pod).decision.scoring
    #expect(kept.scoring == plain, place)
    return kept
  }

  /// What is kept of an attempt's scores chooses as an attempt with the weights does.
  private func expectChoice(
    of decision: Decision, _ weights: [String: Int64], _ attempt: Attempt, in cluster: RandomCluster, _ place: Comment
  ) {
    switch decision.scoring {
    case .front(let front):
      let inOrder = Self.plugins.map { weights[$0] ?? 1 }
      #expect(front.winner(inOrder).map { cluster.scheduler.cluster.nodeOrder[$0] } == attempt.placedOn, place)
      #expect(front.candidates.map(\.row) == front.candidates.map(\.row).sorted(), place)
    case .unscored: #expect(decision.placedOn == attempt.placedOn, place)
    default: Issue.record("nothing is kept: \(place)")
    }
  }

  @Test func `weights that no configuration can give are refused in words`() throws {
    var cluster = try RandomCluster(seed: 7)
    let next = cluster.nextPod()
    let pod = try #require(next)
    let attempt = try cluster.fresh().schedule(pod)
    #expect(throws: RescoringError.weightOutOfRange("NodeResourcesFit")) {
      try attempt.rescored(["NodeResourcesFit": 0])
    }
    #expect(throws: RescoringError.self) { try attempt.rescored(["NodeName": 2]) }
    #expect(throws: RescoringError.weightOutOfRange("ImageLocality")) {
      try attempt.rescored(["ImageLocality": 1 << 31])
    }
  }

  @Test func `scores of eight plugins are packed without touching each other`() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<2000 {
      let (one, other) = (Self.scores(using: &random), Self.scores(using: &random))
      var front = PackedScores()
      for (lane, score) in one.enumerated() { front[lane] = score }
      #expect(one.indices.map { front[$0] } == one)
      #expect(front.total(other) == zip(one, other).reduce(0) { $0 + $1.0 * $1.1 })
    }
  }

  // MARK: - Profiles

  /// In the order of the profile's Score plugins.
  private static let plugins = [
    "TaintToleration", "NodeAffinity", "NodeResourcesFit", "PodTopologySpread", "InterPodAffinity",
    "NodeResourcesBalancedAllocation", "ImageLocality",
  ]

  private static func weights(using random: inout SplitMix64) -> [String: Int64] {
    Dictionary(uniqueKeysWithValues: plugins.map { ($0, Int64.random(in: 1...9, using: &random)) })
  }

  private static func scores(using random: inout SplitMix64) -> [Int64] {
    (0..<8).map { _ in Int64.random(in: 0...100, using: &random) }
  }

  private static func profile(_ weights: [String: Int64], _ most: Bool) -> String {
    let enabled = plugins.map { "{name: \($0), weight: \(weights[$0] ?? 1)}" }.joined(separator: ", ")
    return """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - plugins: {score: {enabled: [\(enabled)]}}
        pluginConfig:
        - name: NodeResourcesFit
          args: {scoringStrategy: {type: \(most ? "Most" : "Least")Allocated, resources: [{name: cpu, weight: 1}]}}
      """
  }

  private static func outcome(_ attempt: Attempt) -> [String] {
    let table = attempt.table
    return [
      "\(attempt.placedOn ?? "-")", attempt.message ?? "", "\(table.feasible)", "\(table.totals)", "\(table.topRows)",
      "\(attempt.weights)", "\(table.scoreColumns.map { ($0.plugin, $0.weight, $0.raw, $0.normalized) })",
      "\(attempt.waits.count)", "\(attempt.nominatedNode ?? "-")",
    ]
  }
}
