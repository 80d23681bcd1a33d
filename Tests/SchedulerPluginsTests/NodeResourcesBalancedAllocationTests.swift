import Testing

@Suite("NodeResourcesBalancedAllocation")
struct NodeResourcesBalancedAllocationTests {
  @Test("a Node that would be used evenly scores higher")
  func balance() throws {
    let nodes = [
      try node("even", allocatable: "{cpu: 4, memory: 8Gi, pods: 9}"),
      try node("uneven", allocatable: "{cpu: 2, memory: 16Gi, pods: 9}"),
    ]
    let attempt = try Situation(nodes: nodes).attempt(pod("p", spec: requesting("{cpu: 1, memory: 2Gi}")))
    // 25 % and 25 % against 50 % and 12.5 %.
    #expect(attempt.raw("NodeResourcesBalancedAllocation") == ["even": 100, "uneven": 81])
  }

  @Test("a Pod without requests is not scored")
  func bestEffort() throws {
    let attempt = try Situation(nodes: [node("a"), node("b")]).attempt(pod("p"))
    #expect(attempt.preScore.first { $0.plugin == "NodeResourcesBalancedAllocation" }?.code == .skip)
    #expect(attempt.raw("NodeResourcesBalancedAllocation").isEmpty)
  }
}
