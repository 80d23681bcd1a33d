import Testing

@Suite("NodeName")
struct NodeNameTests {
  @Test("a Pod without a nodeName is rejected nowhere, one with a nodeName everywhere else")
  func rejectsOtherNodes() throws {
    let cluster = Situation(nodes: [try node("a"), try node("b")])
    #expect(try cluster.attempt(pod("free")).rejections(by: "NodeName").isEmpty)
    let bound = try cluster.attempt(pod("bound", on: "b"))
    #expect(bound.rejections(by: "NodeName") == ["a": ["node(s) didn't match the requested node name"]])
    #expect(bound.code(of: "a", by: "NodeName") == .unschedulableAndUnresolvable)
  }
}
