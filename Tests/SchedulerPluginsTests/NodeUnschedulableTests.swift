import Testing

@Suite("NodeUnschedulable")
struct NodeUnschedulableTests {
  @Test(
    "a cordoned Node takes only Pods that tolerate its taint",
    arguments: [
      ("{}", true),
      ("{tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]}", false),
      ("{tolerations: [{operator: Exists}]}", false),
      ("{tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists, effect: NoExecute}]}", true),
    ])
  func cordoned(spec: String, isRejected: Bool) throws {
    let cluster = Situation(nodes: [try node("open"), try node("cordoned", spec: "{unschedulable: true}")])
    let rejections = try cluster.attempt(pod("p", spec: spec)).rejections(by: "NodeUnschedulable")
    #expect(rejections == (isRejected ? ["cordoned": ["node(s) were unschedulable"]] : [:]))
  }
}
