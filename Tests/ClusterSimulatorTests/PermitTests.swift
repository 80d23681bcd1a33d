import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// A plugin of somebody's own: Pods say in their labels what it does with them.
private struct Doorman: Plugin {
  static let name = "Doorman"
  static let extensionPoints: Set<ExtensionPoint> = [.reserve, .permit]

  var events: [ClusterEvent] { [ClusterEvent(.node, .updateNodeLabel)] }

  func makeCycle(for pod: PodInfo, in cluster: ClusterState) -> any PluginCycle {
    Cycle(pod: pod.pod, cluster: cluster)
  }

  private final class Cycle: PluginCycle {
    let pod: Pod
    let cluster: ClusterState

    init(pod: Pod, cluster: ClusterState) {
      self.pod = pod
      self.cluster = cluster
    }

    func reserve(on row: Int) -> Status {
      switch pod.metadata.labels["reserve"] {
      case "reject": Status(.unschedulable, "the room is taken")
      case "fail": Status(.error, "the book is lost")
      default: .success
      }
    }

    func unreserve() {
      for waiting in cluster.waitingPods.pods where waiting.pod.metadata.labels["with"] == pod.metadata.name {
        cluster.waitingPods.reject(waiting.name, by: Doorman.name, "goes with \(pod.metadata.name)")
      }
    }

    func permit(on row: Int) -> PermitResult {
      switch pod.metadata.labels["permit"] {
      case "reject": return PermitResult(Status(.unschedulable, "not today"))
      case "fail": return PermitResult(Status(.error, "the door is stuck"))
      case "open":
        for waiting in cluster.waitingPods.pods { cluster.waitingPods.allow(waiting.name, by: Doorman.name) }
        return .success
      case let text?: return .wait(atMost: .seconds(Int64(text) ?? 0))
      case nil: return .success
      }
    }
  }
}

private func input(_ text: String, steps: [UserStep] = []) throws -> SimulationInput {
  let configuration = try SchedulerConfiguration([
    "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
    "profiles": [["plugins": ["multiPoint": ["enabled": [["name": "Doorman"]]]]]],
  ])
  var plugins = PluginRegistry.inTree
  plugins.register(Doorman.self) { _ in Doorman() }
  return SimulationInput(
    objects: try objects(text), userSteps: steps,
    schedulers: [SchedulerDefinition(configuration: configuration)], plugins: plugins)
}

private func run(_ text: String, steps: [UserStep] = []) throws -> Simulation {
  try Simulation(input(text, steps: steps))
}

private let oneNode = """
  apiVersion: v1
  kind: Node
  metadata: {name: inn}
  status: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}}

  """

private func guest(_ name: String, cpu: String = "100m", _ labels: String, priority: Int = 0) -> String {
  """
  ---
  apiVersion: v1
  kind: Pod
  metadata: {name: \(name), labels: \(labels)}
  spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: \(cpu)}}}]}

  """
}

@Suite struct PermitTests {
  @Test(
    arguments: [
      ("{reserve: reject}", "0/1 nodes are available: 1 the room is taken.", "Unschedulable"),
      ("{reserve: fail}", "running Reserve plugin \"Doorman\": the book is lost", "SchedulerError"),
      ("{permit: reject}", "0/1 nodes are available: 1 not today.", "Unschedulable"),
      ("{permit: fail}", "running Permit plugin \"Doorman\": the door is stuck", "SchedulerError"),
    ])
  func `a Pod that Reserve or Permit refuses stays without a Node, in kube-scheduler's words`(
    labels: String, message: String, reason: String
  ) throws {
    var given = try input(oneNode + guest("p", labels))
    given.until = seconds(2)
    let simulation = try Simulation(given)
    #expect(simulation.nodes == ["p": "-"])
    #expect(simulation.result.attempts.first?.message == message)
    #expect(simulation.events(about: "pod/p").first == "FailedScheduling: \(message)")
    let view = try simulation.view(afterStep: simulation.result.steps.count)
    #expect(view?.pods.first?.reason == reason)
    let table = try simulation.attempt(1, depth: .full)
    #expect(table?.isError == (reason == "SchedulerError"))
    #expect(table?.rejectedAt?.plugin == (reason == "SchedulerError" ? nil : "Doorman"))
  }

  @Test func `a waiting Pod holds its place, is rejected at its timeout, and leaves the place to others`() throws {
    let simulation = try run(
      oneNode + guest("waits", cpu: "3", "{permit: \"10\"}") + guest("next", cpu: "2", "{}"))
    #expect(simulation.nodes == ["waits": "-", "next": "inn"])
    #expect(simulation.texts(.waiting) == ["default/waits waits on inn for Doorman (at most 10s)"])
    #expect(
      simulation.events(about: "pod/waits") == [
        "FailedScheduling: 0/1 nodes are available: 1 rejected due to timeout after waiting 10s at plugin Doorman."
      ])
    let bound = simulation.result.steps.first { $0.kind == .bound }
    #expect(bound?.at == seconds(10))
    let waiting = try #require(simulation.result.steps.first { $0.kind == .waiting })
    let view = try #require(try simulation.view(afterStep: waiting.step))
    #expect(view.queue.waiting.map(\.pod.name) == ["waits"])
    #expect(view.queue.waiting.map(\.until) == [seconds(10)])
    #expect(view.queue.waiting.map(\.plugins) == [["Doorman"]])
    let attempt = try #require(try simulation.attempt(waiting.attempt ?? 0, depth: .full))
    #expect(attempt.placedOn == "inn")
    #expect(attempt.waits == [PermitWait(plugin: "Doorman", timeout: .seconds(10))])
    #expect(attempt.pointStates[.permit] == .ran)
    #expect(attempt.pointStates[.bind] == .notReached)
  }

  @Test func `a plugin may wait fifteen minutes at most`() throws {
    let simulation = try run(oneNode + guest("p", "{permit: \"3000\"}"))
    #expect(simulation.result.endedAt == seconds(900))
    #expect(
      simulation.events(about: "pod/p") == [
        "FailedScheduling: 0/1 nodes are available: 1 rejected due to timeout after waiting 15m0s at plugin Doorman."
      ])
  }

  @Test func `a Pod that a plugin allows is bound`() throws {
    let simulation = try run(
      oneNode + guest("a", "{permit: \"60\"}") + guest("b", "{permit: \"60\"}") + guest("c", "{permit: open}"))
    #expect(simulation.nodes == ["a": "inn", "b": "inn", "c": "inn"])
    #expect(simulation.result.endedAt == .start)
    #expect(simulation.result.attempts.count == 3)
  }

  @Test func `whoever is turned away takes those with it that its plugin rejects`() throws {
    let simulation = try run(
      oneNode + guest("a", "{permit: \"5\"}") + guest("b", "{permit: \"60\", with: a}"))
    #expect(
      simulation.texts(.unschedulable) == [
        "default/a: 0/1 nodes are available: 1 rejected due to timeout after waiting 5s at plugin Doorman.",
        "default/b: 0/1 nodes are available: 1 goes with a.",
      ])
    #expect(simulation.result.endedAt == seconds(5))
  }

  @Test func `deleting a Pod that waits gives its place back`() throws {
    let simulation = try run(
      oneNode + guest("waits", cpu: "3", "{permit: \"60\"}") + guest("next", cpu: "2", "{}"),
      steps: kubectl("delete pod waits"))
    #expect(simulation.nodes == ["next": "inn"])
    #expect(simulation.result.steps.first { $0.kind == .bound }?.at == seconds(10))
    #expect(
      simulation.events(about: "pod/waits") == ["FailedScheduling: 0/1 nodes are available: 1 removed."])
    #expect(simulation.result.endedAt == seconds(10))
  }

  @Test func `a rejected Pod is tried again when its plugin hears of a change`() throws {
    let simulation = try run(
      oneNode + guest("p", "{permit: \"5\"}"), steps: kubectl("label node inn room=free"))
    #expect(simulation.result.attempts.count == 2)
    #expect(simulation.result.endedAt == seconds(15))
  }

  @Test func `a Pod that waits and is preempted is turned away, not deleted`() throws {
    let important = """
      ---
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: {name: high}
      value: 1000
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: important}
      spec:
        priorityClassName: high
        containers: [{name: c, image: nginx, resources: {requests: {cpu: "3"}}}]
        schedulingGates: [{name: later}]

      """
    let simulation = try run(
      oneNode + guest("waits", cpu: "3", "{permit: \"60\"}") + important,
      steps: [
        UserStep(
          at: seconds(10),
          .edit(
            kind: "Pod", name: "important", namespace: nil,
            patch: ["spec": ["schedulingGates": [["name": "later", "$patch": "delete"]]]]))
      ])
    #expect(simulation.nodes == ["waits": "-", "important": "inn"])
    #expect(
      simulation.texts(.preempted) == ["default/waits no longer waits on inn: it makes room for default/important"])
    #expect(simulation.result.steps.first { $0.kind == .bound }?.at == seconds(10))
  }

  @Test func `every attempt of a run with waiting Pods can be looked at again`() throws {
    let simulation = try run(
      oneNode + guest("a", cpu: "2", "{permit: \"5\"}") + guest("b", cpu: "3", "{}") + guest("c", "{permit: \"7\"}"),
      steps: kubectl("label node inn room=free"))
    for outcome in simulation.result.attempts {
      let again = try #require(try simulation.attempt(outcome.attempt, depth: .decision))
      #expect(again.placedOn == outcome.placedOn)
      #expect(again.message == outcome.message)
    }
  }
}
