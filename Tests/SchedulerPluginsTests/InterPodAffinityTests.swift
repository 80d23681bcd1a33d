import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("InterPodAffinity")
struct InterPodAffinityTests {
  static let apart = "node(s) didn't match pod affinity rules"
  static let tooClose = "node(s) didn't match pod anti-affinity rules"
  static let unwelcome = "node(s) didn't satisfy existing pods anti-affinity rules"

  static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

  /// A spec with one term about Pods with the label `app: db` in the same zone.
  static func term(
    _ kind: String, _ rest: String = "", weight: Int? = nil, selector: String = "{matchLabels: {app: db}}"
  ) -> String {
    let term = "{topologyKey: zone, labelSelector: \(selector)\(rest.isEmpty ? "" : ", \(rest)")}"
    guard let weight else { return "{affinity: {\(kind): {\(required): [\(term)]}}}" }
    return "{affinity: {\(kind): {\(preferred): [{weight: \(weight), podAffinityTerm: \(term)}]}}}"
  }

  static func nodes() throws -> [Node] {
    [
      try node("a1", ["zone": "a"]), try node("a2", ["zone": "a"]), try node("b1", ["zone": "b"]),
      try node("nowhere"),
    ]
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spec: String
    /// What the Pod `db` on a1 has.
    var running: String
    var namespace: String
    var labels: [String: String]
    var rejected: [String: String]

    init(
      _ description: String, _ spec: String = "{}", running: String = "{}", namespace: String = "default",
      labels: [String: String] = ["app": "web"], rejected: [String: String]
    ) {
      testDescription = description
      self.spec = spec
      self.running = running
      self.namespace = namespace
      self.labels = labels
      self.rejected = rejected
    }
  }

  static let cases: [Case] = [
    Case("affinity wants the zone of the other Pod", term("podAffinity"), rejected: ["b1": apart, "nowhere": apart]),
    Case(
      "nobody matches, and the Pod does not match itself", term("podAffinity", selector: "{matchLabels: {app: x}}"),
      rejected: ["a1": apart, "a2": apart, "b1": apart, "nowhere": apart]),
    Case(
      "the first of its kind may go to any zone", term("podAffinity", selector: "{matchLabels: {app: web}}"),
      rejected: ["nowhere": apart]),
    Case("anti-affinity keeps out of the zone", term("podAntiAffinity"), rejected: ["a1": tooClose, "a2": tooClose]),
    Case(
      "a running Pod's anti-affinity keeps others out of its zone",
      running: term("podAntiAffinity", selector: "{matchLabels: {app: web}}"),
      rejected: ["a1": unwelcome, "a2": unwelcome]),
    Case(
      "a term without namespaces is about the Pod's own", term("podAntiAffinity"), namespace: "other", rejected: [:]),
    Case(
      "named namespaces count instead", term("podAntiAffinity", "namespaces: [other]"), namespace: "other",
      rejected: ["a1": tooClose, "a2": tooClose]),
    Case(
      "an empty namespaceSelector takes all namespaces", term("podAntiAffinity", "namespaceSelector: {}"),
      namespace: "other", rejected: ["a1": tooClose, "a2": tooClose]),
    Case(
      "a namespaceSelector goes by labels", term("podAntiAffinity", "namespaceSelector: {matchLabels: {team: red}}"),
      namespace: "other", rejected: ["a1": tooClose, "a2": tooClose]),
    Case(
      "every namespace has its name as a label",
      term("podAntiAffinity", "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: bare}}"),
      namespace: "bare", rejected: ["a1": tooClose, "a2": tooClose]),
    Case(
      "an empty selector matches every Pod", term("podAntiAffinity", selector: "{}"),
      rejected: ["a1": tooClose, "a2": tooClose]),
    Case("a missing selector matches none", term("podAntiAffinity", selector: "null"), rejected: [:]),
  ]

  @Test("filter", arguments: InterPodAffinityTests.cases)
  func filter(_ testCase: Case) throws {
    let running = try pod(
      "db", on: "a1", labels: ["app": "db"], namespace: testCase.namespace, spec: testCase.running)
    let namespace = "{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {team: red}}}"
    let attempt = try Situation(nodes: Self.nodes(), pods: [running], objects: [namespace])
      .attempt(pod("p", labels: testCase.labels, spec: testCase.spec))
    #expect(attempt.rejections(by: "InterPodAffinity") == testCase.rejected.mapValues { [$0] })
  }

  @Test("missing company cannot be preempted for, a neighbour can be preempted")
  func codes() throws {
    let running = try pod("db", on: "a1", labels: ["app": "db"])
    let cluster = Situation(nodes: try Self.nodes(), pods: [running])
    let apart = try cluster.attempt(pod("p", spec: Self.term("podAffinity")))
    #expect(apart.code(of: "b1", by: "InterPodAffinity") == .unschedulableAndUnresolvable)
    let close = try cluster.attempt(pod("p", spec: Self.term("podAntiAffinity")))
    #expect(close.code(of: "a1", by: "InterPodAffinity") == .unschedulable)
  }

  static let scores: [(String, String, [String: Int64])] = [
    (term("podAffinity", weight: 10), "{}", ["a1": 10, "a2": 10, "b1": 0, "nowhere": 0]),
    (term("podAntiAffinity", weight: 10), "{}", ["a1": -10, "a2": -10, "b1": 0, "nowhere": 0]),
    // A running Pod's wish counts like an own one, its required affinity as much as hardPodAffinityWeight.
    (
      "{}", term("podAffinity", weight: 7, selector: "{matchLabels: {app: web}}"),
      ["a1": 7, "a2": 7, "b1": 0, "nowhere": 0]
    ),
    (
      "{}", term("podAffinity", selector: "{matchLabels: {app: web}}"), ["a1": 1, "a2": 1, "b1": 0, "nowhere": 0]
    ),
  ]

  @Test("score", arguments: InterPodAffinityTests.scores)
  func score(spec: String, running: String, expected: [String: Int64]) throws {
    let running = try pod("db", on: "a1", labels: ["app": "db"], spec: running)
    let attempt = try Situation(nodes: Self.nodes(), pods: [running])
      .attempt(pod("p", labels: ["app": "web"], spec: spec))
    #expect(attempt.raw("InterPodAffinity") == expected)
    let best = expected.values.max()
    for (node, score) in attempt.normalized("InterPodAffinity") {
      #expect(score == (expected[node] == best ? 100 : 0))
    }
  }

  @Test("a Pod that nobody wants near or far is neither filtered nor scored")
  func skips() throws {
    let attempt = try Situation(nodes: Self.nodes(), pods: [try pod("db", on: "a1")]).attempt(pod("p"))
    #expect(attempt.preFilterStatus(of: "InterPodAffinity") == .skip)
    #expect(attempt.preScore.first { $0.plugin == "InterPodAffinity" }?.code == .skip)
  }

  @Test("ignorePreferredTermsOfExistingPods leaves running Pods' wishes out")
  func ignoresExisting() throws {
    let configuration = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles: [{pluginConfig: [{name: InterPodAffinity, args: {ignorePreferredTermsOfExistingPods: true}}]}]
      """
    let wish = Self.term("podAffinity", weight: 7, selector: "{matchLabels: {app: web}}")
    let cluster = Situation(
      nodes: try Self.nodes(), pods: [try pod("db", on: "a1", labels: ["app": "db"], spec: wish)],
      configuration: configuration)
    #expect(try cluster.attempt(pod("p", labels: ["app": "web"])).raw("InterPodAffinity").isEmpty)
  }
}
