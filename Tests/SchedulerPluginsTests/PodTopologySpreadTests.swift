import Foundation
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("PodTopologySpread")
struct PodTopologySpreadTests {
  static let skewed = "node(s) didn't match pod topology spread constraints"
  static let unlabelled = "node(s) didn't match pod topology spread constraints (missing required label)"

  /// A spec with one constraint over zones.
  static func spread(
    _ rest: String = "", when: String = "DoNotSchedule", selector: String = "{matchLabels: {app: web}}",
    key: String = "zone"
  ) -> String {
    let constraint = "maxSkew: 1, topologyKey: \(key), whenUnsatisfiable: \(when), labelSelector: \(selector)"
    return "{topologySpreadConstraints: [{\(constraint)\(rest.isEmpty ? "" : ", \(rest)")}]}"
  }

  /// Two Nodes in zone a, one in zone b, one without a zone.
  static func nodes() throws -> [Node] {
    [
      try node("a1", ["zone": "a"]), try node("a2", ["zone": "a"]),
      try node("b1", ["zone": "b"], spec: "{taints: [{key: t, effect: NoSchedule}]}"), try node("nowhere"),
    ]
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spec: String
    /// Nodes that running Pods with the label `app: web` are on.
    var running: [String]
    var labels: [String: String]
    var rejected: [String: String]

    init(
      _ description: String, _ spec: String, running: [String] = [], labels: [String: String] = ["app": "web"],
      rejected: [String: String]
    ) {
      testDescription = description
      self.spec = spec
      self.running = running
      self.labels = labels
      self.rejected = rejected.merging(["nowhere": unlabelled]) { $1 }
    }
  }

  static let cases: [Case] = [
    Case("an even spread takes the Pod anywhere that has the key", spread(), running: ["a1", "b1"], rejected: [:]),
    Case(
      "a zone that is ahead by maxSkew is closed", spread(), running: ["a1"],
      rejected: ["a1": skewed, "a2": skewed]),
    Case(
      "a Pod that does not count itself may go where it makes no difference", spread(), running: ["a1"],
      labels: ["app": "db"], rejected: [:]),
    Case(
      "with fewer zones than minDomains the emptiest counts as empty", spread("minDomains: 3"),
      running: ["a1", "b1"], rejected: ["a1": skewed, "a2": skewed, "b1": skewed]),
    Case(
      "taints are ignored by default, so the tainted zone stays the emptiest", spread(), running: ["a1"],
      rejected: ["a1": skewed, "a2": skewed]),
    Case(
      "with nodeTaintsPolicy Honor the tainted zone does not count", spread("nodeTaintsPolicy: Honor"),
      running: ["a1"], rejected: [:]),
    Case(
      "the Pod's own nodeSelector decides which zones count",
      spread().replacingOccurrences(of: "{topo", with: "{nodeSelector: {zone: a}, topo"), running: ["a1"],
      rejected: [:]),
    Case(
      "with nodeAffinityPolicy Ignore it does not",
      spread("nodeAffinityPolicy: Ignore").replacingOccurrences(of: "{topo", with: "{nodeSelector: {zone: a}, topo"),
      running: ["a1"], rejected: ["a1": skewed, "a2": skewed]),
    Case("an empty selector counts nothing", spread(selector: "{}"), running: ["a1", "a2"], rejected: [:]),
    Case(
      "matchLabelKeys narrow the selector to the Pod's own value", spread("matchLabelKeys: [version]"),
      running: ["a1"], labels: ["app": "web", "version": "2"], rejected: [:]),
  ]

  @Test("filter", arguments: PodTopologySpreadTests.cases)
  func filter(_ testCase: Case) throws {
    let pods = try testCase.running.enumerated().map { try pod("w\($0)", on: $1, labels: ["app": "web"]) }
    let attempt = try Situation(nodes: Self.nodes(), pods: pods)
      .attempt(pod("p", labels: testCase.labels, spec: testCase.spec))
    #expect(attempt.rejections(by: "PodTopologySpread") == testCase.rejected.mapValues { [$0] })
  }

  @Test(
    "only running Pods of the same namespace count, and terminating ones do not",
    arguments: [
      ("other", "{}"), ("default", "{deletionTimestamp: '2026-01-01T00:00:00Z'}"),
    ])
  func whoCounts(namespace: String, metadata: String) throws {
    let old = try pod("old", on: "a1", labels: ["app": "web"], namespace: namespace, metadata: metadata)
    let attempt = try Situation(nodes: Self.nodes(), pods: [old])
      .attempt(pod("p", labels: ["app": "web"], spec: Self.spread()))
    #expect(attempt.rejections(by: "PodTopologySpread") == ["nowhere": [Self.unlabelled]])
  }

  @Test("a missing label cannot be preempted away, a skew can")
  func codes() throws {
    let attempt = try Situation(nodes: Self.nodes(), pods: [try pod("w", on: "a1", labels: ["app": "web"])])
      .attempt(pod("p", labels: ["app": "web"], spec: Self.spread()))
    #expect(attempt.code(of: "nowhere", by: "PodTopologySpread") == .unschedulableAndUnresolvable)
    #expect(attempt.code(of: "a1", by: "PodTopologySpread") == .unschedulable)
  }

  @Test("ScheduleAnyway prefers emptier zones, and Nodes without the key get nothing")
  func soft() throws {
    let pods = [
      try pod("w1", on: "a1", labels: ["app": "web"]), try pod("w2", on: "a2", labels: ["app": "web"]),
    ]
    let spec = Self.spread(when: "ScheduleAnyway").replacingOccurrences(
      of: "{topo", with: "{tolerations: [{operator: Exists}], topo")
    let attempt = try Situation(nodes: Self.nodes(), pods: pods).attempt(pod("p", labels: ["app": "web"], spec: spec))
    // Two Pods in zone a weigh 2 · ln(2 zones + 2).
    #expect(attempt.raw("PodTopologySpread") == ["a1": 3, "a2": 3, "b1": 0, "nowhere": 0])
    #expect(attempt.normalized("PodTopologySpread") == ["a1": 0, "a2": 0, "b1": 100, "nowhere": 0])
    #expect(attempt.placedOn == "b1")
  }

  @Test("Pods of a Service are spread over hosts and zones by default")
  func systemDefaults() throws {
    let service =
      "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {selector: {app: web}}}"
    let nodes = [try node("n1"), try node("n2")]
    let pods = [try pod("w", on: "n1", labels: ["app": "web"])]
    let attempt = try Situation(nodes: nodes, pods: pods, objects: [service])
      .attempt(pod("p", labels: ["app": "web"]))
    // One Pod on one of two hosts, and 3 - 1 for the tolerated skew; neither Node has a zone.
    #expect(attempt.raw("PodTopologySpread") == ["n1": 3, "n2": 2])
    let alone = try Situation(nodes: nodes, pods: pods).attempt(pod("p", labels: ["app": "web"]))
    #expect(alone.preScore.first { $0.plugin == "PodTopologySpread" }?.code == .skip)
  }

  @Test("a ReplicaSet counts when it is the Pod's controller", arguments: [true, false])
  func controller(isOwner: Bool) throws {
    let set = """
      {apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: rs, namespace: default},
       spec: {selector: {matchLabels: {app: web}}}}
      """
    let owner = "{ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: rs, uid: u, controller: \(isOwner)}]}"
    let attempt = try Situation(nodes: [node("n1"), node("n2")], objects: [set])
      .attempt(pod("p", labels: ["app": "web"], metadata: owner))
    #expect(
      attempt.preScore.first { $0.plugin == "PodTopologySpread" }?.code == (isOwner ? Status.Code.success : .skip))
  }

  @Test("a profile that leaves out PreFilter makes the filter fail as kube-scheduler's does")
  func missingPreFilter() throws {
    let configuration = """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      profiles: [{plugins: {preFilter: {disabled: [{name: PodTopologySpread}]}}}]
      """
    let attempt = try Situation(nodes: [node("n")], configuration: configuration).attempt(pod("p"))
    #expect(attempt.isError)
    #expect(
      attempt.message
        == "running \"PodTopologySpread\" filter plugin: reading \"PreFilterPodTopologySpread\" from cycleState: not found"
    )
  }
}
