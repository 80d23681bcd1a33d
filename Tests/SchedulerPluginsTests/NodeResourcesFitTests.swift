import SchedulerFramework
import Testing

@Suite("NodeResourcesFit")
struct NodeResourcesFitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spec: String
    var reasons: [String]
    var code: Status.Code?

    init(_ description: String, _ spec: String, _ reasons: String..., code: Status.Code? = nil) {
      testDescription = description
      self.spec = spec
      self.reasons = reasons
      self.code = code
    }
  }

  @Test(
    "filter",
    arguments: [
      Case("what is left is enough", requesting("{cpu: 1, memory: 4Gi}")),
      Case(
        "what others use can be got back", requesting("{cpu: 2}"), "Insufficient cpu", code: .unschedulable),
      Case(
        "what the Node never had cannot", requesting("{cpu: 5}"), "Insufficient cpu",
        code: .unschedulableAndUnresolvable),
      Case(
        "every shortage is named, extended resources last and by name",
        requesting("{memory: 9Gi, cpu: 5, example.com/b: 1, example.com/a: 1}"), "Insufficient cpu",
        "Insufficient memory", "Insufficient example.com/a", "Insufficient example.com/b",
        code: .unschedulableAndUnresolvable),
      Case("a resource requested as 0 is never short", requesting("{example.com/a: 0}")),
      Case(
        "an init container counts where it is larger",
        "{initContainers: [{name: i, image: i, resources: {requests: {cpu: 2}}}]}", "Insufficient cpu",
        code: .unschedulable),
      Case(
        "a sidecar counts beside the containers",
        "{initContainers: [{name: s, image: i, restartPolicy: Always, resources: {requests: {cpu: 500m}}}], "
          + "containers: [{name: c, image: i, resources: {requests: {cpu: 600m}}}]}", "Insufficient cpu",
        code: .unschedulable),
      Case("overhead counts", requesting("{cpu: 1}", "overhead: {cpu: 1m}"), "Insufficient cpu", code: .unschedulable),
      Case("fractions of a milli-CPU are rounded up", requesting("{cpu: 999.5m}")),
    ])
  func filter(_ testCase: Case) throws {
    let cluster = Situation(
      nodes: [try node("n")], pods: [try pod("old", on: "n", spec: requesting("{cpu: 3, memory: 1Gi}"))])
    let attempt = try cluster.attempt(pod("p", spec: testCase.spec))
    #expect(attempt.rejections(by: "NodeResourcesFit") == (testCase.reasons.isEmpty ? [:] : ["n": testCase.reasons]))
    #expect(attempt.code(of: "n", by: "NodeResourcesFit") == testCase.code)
  }

  @Test("a Node that is full of Pods takes no more, however small")
  func tooManyPods() throws {
    let cluster = Situation(nodes: [try node("n", allocatable: "{cpu: 4, pods: 1}")], pods: [try pod("old", on: "n")])
    let attempt = try cluster.attempt(pod("p"))
    #expect(attempt.rejections(by: "NodeResourcesFit") == ["n": ["Too many pods"]])
    #expect(attempt.code(of: "n", by: "NodeResourcesFit") == .unschedulable)
  }

  static func strategy(_ text: String) -> String {
    """
    apiVersion: kubescheduler.config.k8s.io/v1
    kind: KubeSchedulerConfiguration
    profiles: [{pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: \(text)}}]}]
    """
  }

  @Test(
    "score",
    arguments: [
      // cpu (4 - 1) / 4 and memory (8 - 2) / 8 are left; a full share of b's cpu is.
      ("{type: LeastAllocated, resources: [{name: cpu, weight: 1}, {name: memory, weight: 1}]}", Int64(75), Int64(62)),
      ("{type: MostAllocated, resources: [{name: cpu, weight: 1}]}", Int64(25), Int64(50)),
      ("{type: MostAllocated, resources: [{name: cpu, weight: 3}, {name: memory, weight: 1}]}", Int64(25), Int64(43)),
      (
        "{type: RequestedToCapacityRatio, resources: [{name: cpu, weight: 1}], "
          + "requestedToCapacityRatio: {shape: [{utilization: 0, score: 0}, {utilization: 100, score: 10}]}}",
        Int64(25),
        Int64(50)
      ),
    ])
  func score(strategy: String, empty: Int64, used: Int64) throws {
    let cluster = Situation(
      nodes: [try node("empty"), try node("used")],
      pods: [try pod("old", on: "used", spec: requesting("{cpu: 1, memory: 0}"))],
      configuration: Self.strategy(strategy))
    let attempt = try cluster.attempt(pod("p", spec: requesting("{cpu: 1, memory: 2Gi}")))
    #expect(attempt.raw("NodeResourcesFit") == ["empty": empty, "used": used])
  }

  @Test("a container without requests counts as 100m and 200Mi in scores")
  func assumedRequests() throws {
    let nodes = [
      try node("a", allocatable: "{cpu: 1, memory: 1000Mi, pods: 9}"),
      try node("b", allocatable: "{cpu: 1, memory: 1000Mi, pods: 9}"),
    ]
    let attempt = try Situation(
      nodes: nodes, pods: [try pod("old", on: "b", spec: "{containers: [{name: c, image: i}]}")]
    )
    .attempt(pod("p", spec: "{containers: [{name: c, image: i}]}"))
    #expect(attempt.raw("NodeResourcesFit") == ["a": 85, "b": 70])
  }
}
