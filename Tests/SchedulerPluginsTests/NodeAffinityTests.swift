import SchedulerFramework
import Testing

@Suite("NodeAffinity")
struct NodeAffinityTests {
  static func required(_ terms: String) -> String {
    "{affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: \(terms)}}}}"
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spec: String
    var fits: Set<String>

    init(_ description: String, _ spec: String, fits: Set<String>) {
      testDescription = description
      self.spec = spec
      self.fits = fits
    }
  }

  static let reason = "node(s) didn't match Pod's node affinity/selector"

  static let cases: [Case] = [
    Case("a nodeSelector asks for labels with exactly these values", "{nodeSelector: {disk: ssd}}", fits: ["fast"]),
    Case(
      "In takes any of the values", required("[{matchExpressions: [{key: disk, operator: In, values: [hdd, ssd]}]}]"),
      fits: ["fast", "slow"]),
    Case(
      "NotIn also takes Nodes without the label",
      required("[{matchExpressions: [{key: disk, operator: NotIn, values: [ssd]}]}]"), fits: ["slow", "bare"]),
    Case("Exists", required("[{matchExpressions: [{key: disk, operator: Exists}]}]"), fits: ["fast", "slow"]),
    Case("DoesNotExist", required("[{matchExpressions: [{key: disk, operator: DoesNotExist}]}]"), fits: ["bare"]),
    Case(
      "Gt compares integers", required("[{matchExpressions: [{key: cores, operator: Gt, values: ['8']}]}]"),
      fits: ["fast"]),
    Case(
      "Lt compares integers", required("[{matchExpressions: [{key: cores, operator: Lt, values: ['16']}]}]"),
      fits: ["slow"]),
    Case(
      "terms are alternatives",
      required(
        "[{matchExpressions: [{key: disk, operator: In, values: [hdd]}]}, "
          + "{matchFields: [{key: metadata.name, operator: In, values: [bare]}]}]"), fits: ["slow", "bare"]),
    Case("a term without expressions matches nothing", required("[{}]"), fits: []),
  ]

  @Test("filter", arguments: NodeAffinityTests.cases)
  func filter(_ testCase: Case) throws {
    let nodes = [
      try node("fast", ["disk": "ssd", "cores": "16"]), try node("slow", ["disk": "hdd", "cores": "4"]),
      try node("bare"),
    ]
    let attempt = try Situation(nodes: nodes).attempt(pod("p", spec: testCase.spec))
    let out = Set(nodes.map(\.name)).subtracting(testCase.fits)
    #expect(
      attempt.rejections(by: "NodeAffinity")
        == Dictionary(uniqueKeysWithValues: out.map { ($0, [Self.reason]) }))
  }

  @Test("terms that all name Nodes restrict the search to these, whether they exist or not")
  func namedNodes() throws {
    let names = "[{matchFields: [{key: metadata.name, operator: In, values: [b, ghost]}]}]"
    let attempt = try Situation(nodes: [node("a"), node("b")]).attempt(pod("p", spec: Self.required(names)))
    #expect(attempt.preFilter.first { $0.plugin == "NodeAffinity" }?.nodes == ["b", "ghost"])
    #expect(attempt.placedOn == "b")
    #expect(attempt.table.rejection(of: 0)?.status.reasons == ["node(s) didn't satisfy plugin(s) [NodeAffinity]"])
  }

  @Test("terms that contradict themselves fail before any Node is looked at")
  func conflict() throws {
    let names =
      "[{matchFields: [{key: metadata.name, operator: In, values: [a]}, "
      + "{key: metadata.name, operator: In, values: [b]}]}]"
    let attempt = try Situation(nodes: [node("a"), node("b")]).attempt(pod("p", spec: Self.required(names)))
    #expect(
      attempt.preFilterStatus(of: "NodeAffinity")
        == Status(.unschedulableAndUnresolvable, "pod affinity terms conflict"))
  }

  @Test("preferred terms add up their weights")
  func preferred() throws {
    let terms =
      "[{weight: 10, preference: {matchExpressions: [{key: disk, operator: In, values: [ssd]}]}}, "
      + "{weight: 30, preference: {matchExpressions: [{key: zone, operator: Exists}]}}]"
    let spec = "{affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: \(terms)}}}"
    let nodes = [try node("both", ["disk": "ssd", "zone": "z"]), try node("disk", ["disk": "ssd"]), try node("none")]
    let attempt = try Situation(nodes: nodes).attempt(pod("p", spec: spec))
    #expect(attempt.raw("NodeAffinity") == ["both": 40, "disk": 10, "none": 0])
    #expect(attempt.normalized("NodeAffinity") == ["both": 100, "disk": 25, "none": 0])
  }

  @Test("a profile's addedAffinity is enforced for every Pod, with its own words")
  func addedAffinity() throws {
    let configuration = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles:
      - pluginConfig:
        - name: NodeAffinity
          args:
            addedAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                nodeSelectorTerms: [{matchExpressions: [{key: team, operator: In, values: [red]}]}]
      """
    let cluster = Situation(
      nodes: [try node("red", ["team": "red"]), try node("blue", ["team": "blue"])], configuration: configuration)
    #expect(
      try cluster.attempt(pod("p")).rejections(by: "NodeAffinity")
        == ["blue": ["node(s) didn't match scheduler-enforced node affinity"]])
  }
}
