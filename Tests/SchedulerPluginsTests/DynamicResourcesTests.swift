import SchedulerFramework
import Testing

@Suite("DynamicResources")
struct DynamicResourcesTests {
  @Test("a Pod without claims is let through, and PostFilter has nothing to give back")
  func withoutClaims() throws {
    let attempt = try Situation(nodes: [node("n")]).attempt(pod("p", spec: requesting("{cpu: 9}")))
    #expect(attempt.preFilterStatus(of: "DynamicResources") == .skip)
    #expect(attempt.postFilter.first?.plugin == "DynamicResources")
    #expect(attempt.postFilter.first?.message == "no new claims to deallocate")
  }

  @Test("a Pod with claims is never placed")
  func withClaims() throws {
    let attempt = try Situation(nodes: [node("n")])
      .attempt(pod("p", spec: "{resourceClaims: [{name: gpu, resourceClaimName: c}]}"))
    #expect(attempt.placedOn == nil)
    #expect(attempt.message?.hasPrefix("0/1 nodes are available: resource claims are not supported yet.") == true)
  }

  @Test("PreFilter that ended before it leaves it without state, and preemption does not run")
  func withoutState() throws {
    let attempt = try Situation(nodes: [node("n")])
      .attempt(pod("p", spec: "{volumes: [{name: v, persistentVolumeClaim: {claimName: gone}}]}"))
    #expect(attempt.postFilter.map(\.plugin) == ["DynamicResources"])
    #expect(
      attempt.message == "0/1 nodes are available: persistentvolumeclaim \"gone\" not found. not found")
  }
}
