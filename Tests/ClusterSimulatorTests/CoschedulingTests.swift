import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

private func coscheduler(_ arguments: JSONValue = .null) throws -> SchedulerConfiguration {
  var profile: JSONValue = [
    "plugins": [
      "multiPoint": ["enabled": [["name": "Coscheduling"]], "disabled": [["name": "PrioritySort"]]]
    ]
  ]
  if !arguments.isNull { profile["pluginConfig"] = [["name": "Coscheduling", "args": arguments]] }
  return try SchedulerConfiguration([
    "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration", "profiles": [profile],
  ])
}

private func run(
  _ text: String, steps: [UserStep] = [], configuration: SchedulerConfiguration? = nil
) throws -> Simulation {
  try Simulation(
    SimulationInput(
      objects: try objects(text), userSteps: steps,
      schedulers: [SchedulerDefinition(configuration: try configuration ?? coscheduler())], plugins: .all))
}

private func nodeText(_ name: String, cpu: Int) -> String {
  """
  ---
  apiVersion: v1
  kind: Node
  metadata: {name: \(name)}
  status: {capacity: {cpu: "\(cpu)", memory: 8Gi, pods: "110"}}

  """
}

private func group(_ name: String, minMember: Int, _ extra: String = "") -> String {
  """
  ---
  apiVersion: scheduling.x-k8s.io/v1alpha1
  kind: PodGroup
  metadata: {name: \(name)}
  spec: {minMember: \(minMember)\(extra.isEmpty ? "" : ", ")\(extra)}

  """
}

private func member(_ name: String, of group: String, cpu: String = "1", _ extra: String = "") -> String {
  """
  ---
  apiVersion: v1
  kind: Pod
  metadata: {name: \(name), labels: {scheduling.x-k8s.io/pod-group: \(group)}}
  spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: "\(cpu)"}}}]\(extra.isEmpty ? "" : ", ")\(extra)}

  """
}

private func gang(_ name: String, _ count: Int, cpu: String = "1") -> String {
  (1...count).map { member("\(name)-\($0)", of: name, cpu: cpu) }.joined()
}

private let gated = "schedulingGates: [{name: later}]"

private func ungate(_ pod: String, at time: Int) -> UserStep {
  UserStep(
    at: seconds(time),
    .edit(kind: "Pod", name: pod, namespace: nil, patch: ["spec": ["schedulingGates": .null]]))
}

extension Simulation {
  fileprivate var boundCount: Int { result.placements.count { $0.node != nil } }

  fileprivate func message(of pod: String) -> String? {
    result.placements.first { $0.pod.name == pod }?.message
  }
}

@Suite struct CoschedulingTests {
  @Test func `the Pods of a gang wait for each other and are bound together`() throws {
    let simulation = try run(
      nodeText("a", cpu: 2) + nodeText("b", cpu: 2) + group("gang", minMember: 4) + gang("gang", 4))
    #expect(simulation.boundCount == 4)
    #expect(simulation.texts(.waiting).count == 3)
    #expect(simulation.result.attempts.map(\.pod.name) == ["gang-1", "gang-2", "gang-3", "gang-4"])
    let firstBound = simulation.result.steps.firstIndex { $0.kind == .bound }
    let lastWaiting = simulation.result.steps.lastIndex { $0.kind == .waiting }
    #expect(try #require(firstBound) > #require(lastWaiting))
    #expect(simulation.result.endedAt == .start)
  }

  @Test func `a gang that does not fit takes no place at all`() throws {
    let simulation = try run(
      nodeText("a", cpu: 3) + group("gang", minMember: 4) + gang("gang", 4) + podText("other", cpu: "3"))
    #expect(simulation.nodes == ["gang-1": "-", "gang-2": "-", "gang-3": "-", "gang-4": "-", "other": "a"])
    #expect(
      simulation.message(of: "gang-1") == "0/1 nodes are available: 1 optimistic rejection in PostFilter.")
    let last = try #require(simulation.message(of: "gang-4"))
    #expect(last.hasPrefix("0/1 nodes are available: 1 Insufficient cpu."))
    #expect(
      last.hasSuffix("PodGroup default/gang gets rejected due to Pod gang-4 is unschedulable even after PostFilter"))
    #expect(simulation.result.end == "quiet")
  }

  @Test func `gangs of which none fits do not take turns for ever`() throws {
    let simulation = try run(
      nodeText("a", cpu: 3) + group("one", minMember: 4) + group("two", minMember: 5) + gang("one", 4) + gang("two", 5))
    #expect(simulation.boundCount == 0)
    #expect(simulation.result.end == "quiet")
    #expect(simulation.result.attempts.count < 40)
  }

  @Test func `a Node that joins lets a gang in, however short it was turned away before`() throws {
    let node = try #require(try objects(nodeText("b", cpu: 2)).first)
    let simulation = try run(
      nodeText("a", cpu: 3) + group("gang", minMember: 4) + gang("gang", 4),
      steps: [UserStep(at: seconds(2), .apply([node]))])
    #expect(simulation.boundCount == 4)
    #expect(simulation.result.steps.last { $0.kind == .bound }?.at == seconds(2))
  }

  @Test func `a gang that is not complete in time gives its places back, and is tried whole once it is`() throws {
    let simulation = try run(
      nodeText("a", cpu: 4) + group("gang", minMember: 4, "scheduleTimeoutSeconds: 10") + gang("gang", 3)
        + member("gang-4", of: "gang", gated) + podText("single", cpu: "2"),
      steps: [UserStep(at: seconds(20), .kubectl("delete pod single")), ungate("gang-4", at: 30)])
    #expect(
      simulation.texts(.unschedulable).filter { $0.contains("gang") }.prefix(3) == [
        "default/gang-1: 0/1 nodes are available: 1 rejected due to timeout after waiting 10s at plugin Coscheduling.",
        "default/gang-2: 0/1 nodes are available: 1 rejection in Unreserve.",
        "default/gang-3: 0/1 nodes are available: 1 rejection in Unreserve.",
      ])
    let bound = simulation.result.steps.filter { $0.kind == .bound }
    #expect(bound.map(\.at) == [seconds(10)] + Array(repeating: seconds(30), count: 4))
    #expect(bound.first?.pod?.name == "single")
    #expect(simulation.boundCount == 4)
  }

  @Test func `a gang with too few Pods is not begun, and is as soon as the last one is there`() throws {
    let last = try #require(try objects(member("gang-3", of: "gang")).first)
    let simulation = try run(
      nodeText("a", cpu: 4) + group("gang", minMember: 3) + gang("gang", 2),
      steps: [UserStep(at: seconds(5), .apply([last]))])
    #expect(
      simulation.texts(.unschedulable).first?.hasPrefix(
        "default/gang-1: 0/1 nodes are available: pre-filter pod gang-1 cannot find enough sibling pods, "
          + "current pods number: 2, minMember of group: 3.") == true)
    #expect(simulation.boundCount == 3)
    #expect(simulation.result.endedAt == seconds(5))
  }

  @Test func `a Pod of a group that does not exist waits for the group`() throws {
    let podGroup = try #require(try objects(group("gang", minMember: 1)).first)
    let simulation = try run(
      nodeText("a", cpu: 4) + member("alone", of: "gang"), steps: [UserStep(at: seconds(5), .apply([podGroup]))])
    #expect(
      simulation.events(about: "pod/alone").first == "FailedScheduling: 0/1 nodes are available: 1 PodGroup not found.")
    #expect(simulation.boundCount == 1)
  }

  @Test func `minResources are looked for before the first Pod of the gang takes a place`() throws {
    let simulation = try run(
      nodeText("a", cpu: 3) + group("gang", minMember: 2, "minResources: {cpu: \"5\"}") + gang("gang", 2))
    #expect(simulation.boundCount == 0)
    #expect(simulation.texts(.waiting).isEmpty)
    #expect(simulation.message(of: "gang-1")?.contains("resource gap: cpu 2000m") == true)
  }

  @Test func `the Pods of a gang are tried one after the other, the older gang first`() throws {
    let simulation = try run(
      nodeText("a", cpu: 4) + group("second", minMember: 2) + group("first", minMember: 2)
        + member("m1", of: "second") + member("m2", of: "first") + member("m3", of: "second")
        + member("m4", of: "first"))
    #expect(simulation.result.attempts.map(\.pod.name) == ["m2", "m4", "m1", "m3"])
  }

  @Test func `without the plugin a gang is scheduled Pod by Pod`() throws {
    let simulation = try run(
      nodeText("a", cpu: 3) + group("gang", minMember: 4) + gang("gang", 4), configuration: SchedulerConfiguration(nil))
    #expect(simulation.boundCount == 3)
  }

  @Test(
    arguments: [
      (["permitWaitingTimeSeconds": 0], "permitWaitingTimeSeconds", "must be a whole number from 1 to 86400"),
      (["permitWaitingTimeSeconds": "60"], "permitWaitingTimeSeconds", "must be a whole number from 1 to 86400"),
      (["permitWaitingTime": 60], "permitWaitingTime", "unknown field \"permitWaitingTime\""),
    ] as [(JSONValue, String, String)])
  func `wrong arguments are errors with their place`(arguments: JSONValue, field: String, problem: String) throws {
    let configuration = try coscheduler(arguments)
    let error = #expect(throws: ConfigurationError.self) {
      _ = try Scheduler(configuration: configuration, plugins: .all)
    }
    let cause = try #require(error?.causes.first)
    #expect(cause.location.description == "profiles[0].pluginConfig[0].args.\(field)")
    #expect(cause.message.contains(problem))
    #expect(
      error?.message.hasPrefix(
        "initializing profiles: creating profile for scheduler name default-scheduler: "
          + "initializing plugin \"Coscheduling\": ") == true)
  }

  @Test func `kube-scheduler itself has no such plugin`() throws {
    let configuration = try coscheduler()
    let error = #expect(throws: ConfigurationError.self) {
      _ = try Scheduler(configuration: configuration, plugins: .inTree)
    }
    #expect(error?.message.contains("\"Coscheduling\" does not exist") == true)
  }
}
