import Testing

@Suite("SchedulingGates")
struct SchedulingGatesTests {
  @Test("a Pod with gates does not enter the queue, and the gates are named in its order")
  func gates() throws {
    let cluster = Situation(nodes: [try node("a")])
    let attempt = try cluster.attempt(pod("p", spec: "{schedulingGates: [{name: quota}, {name: audit}]}"))
    #expect(attempt.preEnqueue.map(\.plugin) == ["SchedulingGates"])
    #expect(attempt.preEnqueue.first?.status.reasons == ["waiting for scheduling gates: [quota audit]"])
    #expect(attempt.placedOn == nil)
    #expect(attempt.message == nil)
  }

  @Test("a Pod without gates is placed")
  func noGates() throws {
    #expect(try Situation(nodes: [node("a")]).attempt(pod("p")).placedOn == "a")
  }
}
