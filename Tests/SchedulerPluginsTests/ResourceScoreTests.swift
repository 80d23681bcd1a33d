import KubernetesAPI
import SchedulerFramework
import SeededRandom
import Testing

/// Scores of many Nodes are computed several at a time, and are what arithmetic Node by Node gives.
@Suite struct ResourceScoreTests {
  /// A Node's amounts, milli-CPU and bytes: what it offers, and what is requested of it with the Pod on it.
  private struct Usage {
    var offered: [Int64] = []
    var requested: [Int64] = []
  }

  /// - Parameter bits: How large amounts of memory get; 44 bits is as far as vectors go.
  @Test(arguments: [(1, 20), (2, 36), (3, 43), (4, 44), (5, 54)] as [(UInt64, Int64)])
  func `scores are exact for amounts of any size`(seed: UInt64, bits: Int64) throws {
    var random = SplitMix64(seed: seed)
    var situation = Situation(nodes: [])
    var usages: [String: Usage] = [:]
    for index in 0..<70 {
      var usage = Usage()
      for limit in [Int64(1) << 20, 1 << bits] {
        let offered = Int64.random(in: 2...limit, using: &random)
        usage.offered.append(offered)
        usage.requested.append(Int64.random(in: 0...offered - 1, using: &random) + 1)
      }
      let name = "n\(index)"
      usages[name] = usage
      situation.nodes.append(
        try node(name, allocatable: "{cpu: \(usage.offered[0])m, memory: \(usage.offered[1]), pods: 9}"))
      let used = "{cpu: \(usage.requested[0] - 1)m, memory: \(usage.requested[1] - 1)}"
      situation.pods.append(try pod("old\(index)", on: name, spec: requesting(used)))
    }
    let new = try pod("new", spec: requesting("{cpu: 1m, memory: 1}"))
    let attempt = try situation.attempt(new)
    let (fit, balanced) = (attempt.raw("NodeResourcesFit"), attempt.raw("NodeResourcesBalancedAllocation"))
    #expect(fit.count == usages.count)
    for (name, usage) in usages {
      let shares = zip(usage.offered, usage.requested).map { offered, requested in
        Int64(Int128(offered - requested) * 100 / Int128(offered))
      }
      #expect(fit[name] == (shares[0] + shares[1]) / 2, "seed \(seed), \(usage)")
      let fractions = zip(usage.offered, usage.requested).map { Double($1) / Double($0) }
      #expect(
        balanced[name] == Int64((1 - abs(fractions[0] - fractions[1]) / 2) * 100), "seed \(seed), \(usage)")
    }
  }

  @Test(arguments: [5, 60])
  func `a Node that offers one of the resources only is scored by that one`(others: Int) throws {
    let nodes = try (0..<others).map { try node("n\($0)", allocatable: "{cpu: \($0 + 1), memory: 8Gi, pods: 9}") }
    let attempt = try Situation(nodes: nodes + [node("bare", allocatable: "{cpu: 1, pods: 9}")])
      .attempt(pod("p", spec: requesting("{cpu: 250m}")))
    #expect(attempt.raw("NodeResourcesFit")["bare"] == 75)
    #expect(attempt.raw("NodeResourcesBalancedAllocation")["bare"] == 100)
    #expect(attempt.raw("NodeResourcesFit")["n0"] == 86)
    for index in 0..<others {
      let (cpu, memory) = (Int64(1000 * (index + 1)), Int64(8192))
      let shares = [(cpu - 250) * 100 / cpu, (memory - 200) * 100 / memory]
      #expect(attempt.raw("NodeResourcesFit")["n\(index)"] == (shares[0] + shares[1]) / 2)
    }
  }
}
