import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("DefaultPreemption")
struct DefaultPreemptionTests {
  /// A Pod that uses a Node of 4 CPUs in part.
  static func running(
    _ name: String, on node: String, cpu: Int, priority: Int = 0, labels: [String: String] = [:], start: Int? = nil
  ) throws -> Pod {
    let status = start.map { "{startTime: '2026-01-01T00:00:\($0 < 10 ? "0" : "")\($0)Z'}" } ?? "{}"
    return try pod(
      name, on: node, labels: labels, spec: requesting("{cpu: \(cpu)}", "priority: \(priority)"), status: status)
  }

  static func important(_ cpu: Int, _ rest: String = "") throws -> Pod {
    try pod("p", spec: requesting("{cpu: \(cpu)}", "priority: 100" + (rest.isEmpty ? "" : ", \(rest)")))
  }

  static func names(_ attempt: Attempt) -> [String] { attempt.victims.map(\.name) }

  @Test("as few and as unimportant Pods go as make room")
  func victims() throws {
    let pods = [
      try Self.running("low", on: "n", cpu: 1, priority: 1), try Self.running("lower", on: "n", cpu: 1),
      try Self.running("high", on: "n", cpu: 2, priority: 50),
    ]
    let attempt = try Situation(nodes: [node("n")], pods: pods).attempt(Self.important(1))
    #expect(attempt.nominatedNode == "n")
    #expect(Self.names(attempt) == ["lower"])
    #expect(attempt.message == "0/1 nodes are available: 1 Insufficient cpu.")
  }

  @Test("of equal Pods the one that started last goes")
  func latestStart() throws {
    let pods = [
      try Self.running("young", on: "n", cpu: 2, start: 30), try Self.running("old", on: "n", cpu: 2, start: 10),
    ]
    #expect(try Self.names(Situation(nodes: [node("n")], pods: pods).attempt(Self.important(2))) == ["young"])
  }

  @Test("the Node where eviction harms least is chosen")
  func choice() throws {
    let nodes = [try node("a"), try node("b"), try node("c")]
    let byPriority = [
      try Self.running("a", on: "a", cpu: 4, priority: 9), try Self.running("b", on: "b", cpu: 4, priority: 3),
      try Self.running("c", on: "c", cpu: 4, priority: 7),
    ]
    #expect(try Situation(nodes: nodes, pods: byPriority).attempt(Self.important(4)).nominatedNode == "b")
    let byCount = [
      try Self.running("a1", on: "a", cpu: 2), try Self.running("a2", on: "a", cpu: 2),
      try Self.running("b", on: "b", cpu: 4), try Self.running("c1", on: "c", cpu: 2),
      try Self.running("c2", on: "c", cpu: 2),
    ]
    #expect(try Situation(nodes: nodes, pods: byCount).attempt(Self.important(4)).nominatedNode == "b")
    let byStart = [
      try Self.running("a", on: "a", cpu: 4, start: 5), try Self.running("b", on: "b", cpu: 4, start: 6),
      try Self.running("c", on: "c", cpu: 4, start: 50),
    ]
    #expect(try Situation(nodes: nodes, pods: byStart).attempt(Self.important(4)).nominatedNode == "c")
    let same = [
      try Self.running("a", on: "a", cpu: 4, start: 5), try Self.running("b", on: "b", cpu: 4, start: 5),
      try Self.running("c", on: "c", cpu: 4, start: 5),
    ]
    #expect(try Situation(nodes: nodes, pods: same).attempt(Self.important(4)).nominatedNode == "a")
  }

  @Test("a Node whose victims are within their disruption budget is preferred")
  func budgets() throws {
    let budget = """
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b, namespace: default},
       spec: {selector: {matchLabels: {app: db}}}, status: {disruptionsAllowed: 0}}
      """
    let pods = [
      try Self.running("guarded", on: "a", cpu: 4, labels: ["app": "db"]),
      try Self.running("free", on: "b", cpu: 4, priority: 50),
    ]
    let cluster = Situation(nodes: [try node("a"), try node("b")], pods: pods, objects: [budget])
    #expect(try Self.names(cluster.attempt(Self.important(4))) == ["free"])
    let only = Situation(nodes: [try node("a")], pods: [pods[0]], objects: [budget])
    #expect(try Self.names(only.attempt(Self.important(4))) == ["guarded"])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var pod: Pod
    var message: String
  }

  static func refusals() throws -> [Refusal] {
    [
      Refusal(
        testDescription: "a Pod that may not preempt", pod: try important(4, "preemptionPolicy: Never"),
        message: "preemption: not eligible due to preemptionPolicy=Never."),
      Refusal(
        testDescription: "a Pod that needs more than the Node ever had", pod: try important(5),
        message: "preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."),
      Refusal(
        testDescription: "a Pod that is no more important", pod: try pod("p", spec: requesting("{cpu: 4}")),
        message: "preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod."),
    ]
  }

  @Test("no room is made for", arguments: try DefaultPreemptionTests.refusals())
  func refuses(_ refusal: Refusal) throws {
    let cluster = Situation(nodes: [try node("n")], pods: [try Self.running("old", on: "n", cpu: 2)])
    let attempt = try cluster.attempt(refusal.pod)
    #expect(attempt.nominatedNode == nil)
    #expect(attempt.postFilter.first { $0.plugin == "DefaultPreemption" }?.message == refusal.message)
    #expect(
      attempt.message
        == "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, \(refusal.message)")
  }

  @Test("trying evictions out leaves the cluster as it was")
  func leavesNoTrace() throws {
    let spread =
      "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, "
      + "whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]"
    let pods = try (0..<12).map {
      try Self.running("r\($0)", on: "n\($0 % 3)", cpu: 1, priority: $0 % 4, labels: ["app": "web"])
    }
    let scheduler = try Situation(nodes: (0..<3).map { try node("n\($0)") }, pods: pods).scheduler()
    scheduler.cluster.refresh()
    let before = scheduler.cluster.podsOnRow.map { $0.map(\.pod.namespacedName) }
    let requested = scheduler.cluster.requested
    let preemptor = try pod("p", labels: ["app": "web"], spec: requesting("{cpu: 3}", "priority: 100, \(spread)"))
    let first = scheduler.schedule(preemptor)
    #expect(first.nominatedNode != nil)
    #expect(scheduler.cluster.podsOnRow.map { $0.map(\.pod.namespacedName) } == before)
    #expect(scheduler.cluster.requested == requested)
    let second = scheduler.schedule(preemptor)
    #expect(second.nominatedNode == first.nominatedNode)
    #expect(second.victims == first.victims)
  }

  // MARK: - Nominated Pods

  @Test(
    "a waiting Pod of equal or higher priority counts on its nominated Node",
    arguments: [
      (100, true), (200, true), (50, false),
    ])
  func nominatedPodsCount(priority: Int, counts: Bool) throws {
    let waiting = try pod(
      "w", spec: requesting("{cpu: 3}", "priority: \(priority)"), status: "{nominatedNodeName: 'n'}")
    let attempt = try Situation(nodes: [node("n")], pods: [waiting]).attempt(Self.important(2))
    #expect(attempt.placedOn == (counts ? nil : "n"))
    // Each filter by itself is asked without them.
    #expect(attempt.rejections(by: "NodeResourcesFit").isEmpty)
  }

  @Test("the nominated Node is tried first and alone, and the others when the Pod does not fit there")
  func nominatedNodeFirst() throws {
    let nodes = [try node("a"), try node("b")]
    let waiting = try pod("p", spec: requesting("{cpu: 2}"), status: "{nominatedNodeName: b}")
    let there = try Situation(nodes: nodes).attempt(waiting)
    #expect(there.placedOn == "b")
    #expect(there.table.notEvaluated == [0])
    let full = try Situation(nodes: nodes, pods: [Self.running("old", on: "b", cpu: 3)]).attempt(waiting)
    #expect(full.placedOn == "a")
    #expect(full.table.rejections.map(\.row) == [1])
  }

  @Test("victims that are still on their way out hold further preemption back")
  func waitsForVictims() throws {
    let leaving = try pod(
      "old", on: "n", metadata: "{deletionTimestamp: '2026-01-01T00:00:00Z'}", spec: requesting("{cpu: 4}"),
      status: "{conditions: [{type: DisruptionTarget, status: 'True', reason: PreemptionByScheduler}]}")
    let waiting = try pod("p", spec: requesting("{cpu: 4}", "priority: 100"), status: "{nominatedNodeName: 'n'}")
    let attempt = try Situation(nodes: [node("n")], pods: [leaving]).attempt(waiting)
    #expect(
      attempt.postFilter.last?.message
        == "preemption: not eligible due to a terminating pod on the nominated node.")
    #expect(!attempt.clearsNomination)
  }

  @Test("finding no candidate gives the nomination up")
  func clearsNomination() throws {
    let waiting = try pod("p", spec: requesting("{cpu: 5}", "priority: 100"), status: "{nominatedNodeName: 'n'}")
    #expect(try Situation(nodes: [node("n")]).attempt(waiting).clearsNomination)
  }
}
