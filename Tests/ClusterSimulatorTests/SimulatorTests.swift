import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

@Suite struct SimulatorTests {
  @Test func `a Pod is bound, run and written down`() throws {
    let simulation = try simulate(threeNodes + podText("web"))
    #expect(simulation.nodes == ["web": "node01"])
    #expect(
      simulation.result.steps.map(\.text) == [
        "node/controlplane created", "node/node01 created", "node/node02 created", "pod/web created",
        "Successfully assigned default/web to node01",
      ])
    #expect(simulation.result.steps.map(\.kind) == [.user, .user, .user, .user, .bound])
    #expect(simulation.events(about: "pod/web") == ["Scheduled: Successfully assigned default/web to node01"])
    #expect(simulation.result.end == "quiet")
    #expect(simulation.result.metrics.bound == 1)
    let pod = try #require(try simulation.view(afterStep: 5)?.pods.first)
    #expect(pod.phase == "Running")
  }

  @Test func `the view before a step does not know of it`() throws {
    let simulation = try simulate(threeNodes + podText("web", cpu: "1"))
    let before = try #require(try simulation.view(afterStep: 4))
    #expect(before.queue.active.map(\.name) == ["web"])
    #expect(before.nodes.allSatisfy { $0.pods.isEmpty && $0.isReady })
    let after = try #require(try simulation.view(afterStep: 5))
    #expect(after.queue.active.isEmpty)
    #expect(after.nodes.first { $0.name == "node01" }?.requested == ["cpu": 1000, "pods": 1])
    #expect(try simulation.view(afterStep: 0)?.nodes.isEmpty == true)
    #expect(try simulation.view(afterStep: 6) == nil)
  }

  @Test func `an attempt's table can be looked at again`() throws {
    let simulation = try simulate(threeNodes + podText("a", cpu: "1") + podText("b", cpu: "3"))
    let attempt = try #require(try simulation.attempt(2, depth: .full))
    #expect(attempt.pod.name == "b")
    #expect(attempt.placedOn == "node01")
    #expect(attempt.table.rejections.count == 2)
    #expect(try simulation.attempt(3, depth: .full) == nil)
  }

  @Test func `a rejected Pod is tried again when what it needs has come`() throws {
    let steps = kubectl("label nodes node01 color=red", "label nodes node02 size=large")
    let simulation = try simulate(threeNodes + podText("sel", "nodeSelector: {size: large}"), steps: steps)
    #expect(simulation.nodes == ["sel": "node02"])
    let message = try #require(simulation.texts(.unschedulable).first)
    #expect(
      message.contains("1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's node affinity/selector."))
    #expect(simulation.result.steps.last?.at == seconds(20))
  }

  @Test func `a Pod of a scheduler that does not run is ignored`() throws {
    let simulation = try simulate(threeNodes + podText("other", "schedulerName: my-scheduler"))
    let placement = try #require(simulation.result.placements.first)
    #expect(placement.message == "no scheduler named \"my-scheduler\" runs")
    #expect(placement.attempts == 0)
    let view = try #require(try simulation.view(afterStep: simulation.result.steps.count))
    #expect(view.queue.ignored.map(\.pod.name) == ["other"])
    #expect(simulation.events(about: "pod/other").isEmpty)
  }

  @Test func `without a scheduler Pods stay Pending and a Binding does its work`() throws {
    let binding = """
      {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "nginx"}, "target": {"kind": "Node", "name": "node02"}}
      """
    let command = "create --raw /api/v1/namespaces/default/pods/nginx/binding -f binding.json"
    var input = try input(
      threeNodes + podText("nginx") + podText("direct", "nodeName: node01"), steps: kubectl(command, command),
      files: ["binding.json": binding])
    input.schedulers = []
    let simulation = try Simulation(input)
    #expect(simulation.nodes == ["nginx": "node02", "direct": "node01"])
    #expect(simulation.result.attempts.isEmpty)
    #expect(simulation.texts(.kubelet) == ["started default/direct"])
    #expect(
      simulation.texts(.error) == [
        "Error from server (Conflict): Operation cannot be fulfilled on pods/binding \"nginx\": pod nginx is already "
          + "assigned to node \"node02\""
      ])
  }

  @Test func `a gated Pod waits for its gates`() throws {
    let steps = kubectl(#"patch pod gated --type=json -p '[{"op":"remove","path":"/spec/schedulingGates/0"}]'"#)
    let simulation = try simulate(
      threeNodes + podText("gated", "schedulingGates: [{name: example.com/wait}]"), steps: steps)
    #expect(simulation.texts(.gated) == ["default/gated waits for its scheduling gates: example.com/wait"])
    #expect(simulation.nodes == ["gated": "node01"])
    let gate = try #require(simulation.result.steps.first { $0.kind == .gated })
    #expect(try simulation.view(afterStep: gate.step)?.queue.gated.map(\.pod.name) == ["gated"])
  }

  @Test func `NoExecute evicts at once, after tolerationSeconds, or never`() throws {
    let text =
      threeNodes + podText("mosquito", "nodeName: node02")
      + podText(
        "sitter",
        "nodeName: node02, tolerations: [{key: maint, operator: Exists, effect: NoExecute, tolerationSeconds: 6}]")
      + podText("stayer", "nodeName: node02, tolerations: [{key: maint, operator: Exists, effect: NoExecute}]")
    let simulation = try simulate(text, steps: kubectl("taint nodes node02 maint=now:NoExecute"))
    #expect(simulation.nodes == ["stayer": "node02"])
    let evictions = simulation.result.steps.filter { $0.actor == "taint-eviction-controller" }
    #expect(evictions.map(\.at) == [seconds(10), seconds(16)])
    #expect(
      simulation.events(about: "pod/sitter") == ["TaintManagerEviction: Marking for deletion Pod default/sitter"])
  }

  @Test func `a taint that goes in time cancels the eviction`() throws {
    let text =
      threeNodes
      + podText(
        "sitter",
        "nodeName: node02, tolerations: [{key: maint, operator: Exists, effect: NoExecute, tolerationSeconds: 60}]")
    let simulation = try simulate(
      text, steps: kubectl("taint nodes node02 maint=now:NoExecute", "taint nodes node02 maint-"))
    #expect(simulation.nodes == ["sitter": "node02"])
    #expect(
      simulation.events(about: "pod/sitter") == ["TaintManagerEviction: Cancelling deletion of Pod default/sitter"])
  }

  @Test(
    "A taint is removed by key, by key and effect, or as it was written",
    arguments: ["maint-", "maint:NoSchedule-", "maint=now:NoSchedule-", "maint=other:NoSchedule-"])
  func removeTaint(change: String) throws {
    let simulation = try simulate(
      threeNodes, steps: kubectl("taint nodes node02 maint=now:NoSchedule", "taint nodes node02 \(change)"))
    #expect(simulation.texts(.user, .error).last == "node/node02 untainted")
  }

  @Test func `run-for ends a Pod and gives its room to the next`() throws {
    let text =
      threeNodes
      + podText("long", cpu: "4").replacing("{name: long}", with: "{name: long, annotations: {berth.dev/run-for: 90s}}")
      + podText("next", cpu: "3")
    let simulation = try simulate(text)
    #expect(simulation.nodes == ["long": "node01", "next": "node01"])
    #expect(simulation.texts(.kubelet) == ["default/long has completed"])
    #expect(simulation.result.steps.last?.at == seconds(90))
    #expect(simulation.result.placements.last?.attempts == 2)
  }

  @Test func `fail-after restarts a Pod again and again until time is up`() throws {
    let text =
      threeNodes
      + podText("flaky").replacing("{name: flaky}", with: "{name: flaky, annotations: {berth.dev/fail-after: 20s}}")
    var input = try input(text)
    input.until = seconds(120)
    let simulation = try Simulation(input)
    let restarts = simulation.result.steps.filter { $0.kind == .kubelet }
    #expect(restarts.map(\.at) == [seconds(20), seconds(50), seconds(90)])
    #expect(simulation.result.end == "spec.until: 120 s")
  }

  @Test func `a ReplicaSet adopts, creates, replaces and scales down`() throws {
    let text =
      threeNodes + podText("p1").replacing("{name: p1}", with: "{name: p1, labels: {app: app1, tier: front}}") + """
        ---
        apiVersion: apps/v1
        kind: ReplicaSet
        metadata: {name: front}
        spec:
          replicas: 3
          selector: {matchLabels: {app: app1, tier: front}}
          template:
            metadata: {labels: {app: app1, tier: front}}
            spec: {containers: [{name: c, image: nginx}]}
        """
    let simulation = try simulate(
      text, steps: kubectl("label pod p1 tier=debug --overwrite", "scale rs front --replicas=1", "delete rs front"))
    #expect(Array(simulation.nodes.keys) == ["p1"])
    let events = simulation.events(about: "replicaset/front")
    #expect(events.filter { $0.hasPrefix("SuccessfulCreate: Created pod: front-") }.count == 3)
    #expect(events.filter { $0.hasPrefix("SuccessfulDelete: Deleted pod: front-") }.count == 2)
    #expect(simulation.texts(.controller).contains("replicaset front adopted default/p1"))
    #expect(simulation.texts(.controller).contains("replicaset front released default/p1"))
  }

  @Test func `a Deployment rolls one Pod at a time`() throws {
    let simulation = try simulate(
      threeNodes,
      steps: kubectl(
        "create deployment web --image=nginx:1.26 --replicas=4", "set image deployment/web nginx=nginx:1.27")
    )
    #expect(simulation.result.placements.count == 4)
    let events = simulation.events(about: "deployment/web").map { event in
      String(event.replacing(/web-[a-z0-9]+/, with: "RS"))
    }
    #expect(
      events == [
        "ScalingReplicaSet: Scaled up replica set RS from 0 to 4",
        "ScalingReplicaSet: Scaled up replica set RS from 0 to 1",
        "ScalingReplicaSet: Scaled down replica set RS from 4 to 3",
        "ScalingReplicaSet: Scaled up replica set RS from 1 to 2",
        "ScalingReplicaSet: Scaled down replica set RS from 3 to 2",
        "ScalingReplicaSet: Scaled up replica set RS from 2 to 3",
        "ScalingReplicaSet: Scaled down replica set RS from 2 to 1",
        "ScalingReplicaSet: Scaled up replica set RS from 3 to 4",
        "ScalingReplicaSet: Scaled down replica set RS from 1 to 0",
      ])
  }

  @Test func `a Node that is not ready is tainted, and its Pods leave after five minutes`() throws {
    let steps = [UserStep(at: seconds(10), .node(name: "node01", kubeletRuns: false, conditions: nil))]
    let simulation = try simulate(threeNodes + podText("web"), steps: steps)
    let texts = simulation.texts(.controller)
    #expect(texts.first == "node node01 does not answer: its status is Unknown")
    #expect(texts.last == "Marking for deletion Pod default/web")
    #expect(simulation.result.steps.last?.at == seconds(360))
  }

  @Test func `Pods of a deleted Node are removed`() throws {
    let simulation = try simulate(threeNodes + podText("web"), steps: kubectl("delete node node01"))
    #expect(simulation.nodes.isEmpty)
    #expect(simulation.texts(.controller) == ["removed default/web: its node node01 no longer exists"])
  }

  @Test func `of many Pods those leave whose Node is tainted or gone`() throws {
    let pods = (0..<1200).map { podText("p\($0)", "nodeName: node0\($0 % 2 + 1)") }.joined()
    let simulation = try simulate(
      threeNodes + pods,
      steps: kubectl("delete pod p0 p1 --force", "taint nodes node01 a=b:NoExecute", "delete node node02"))
    #expect(simulation.nodes.isEmpty)
    let steps = simulation.result.steps
    let evicted = steps.filter { $0.text.hasPrefix("Marking for deletion Pod") }.compactMap(\.pod)
    let removed = steps.filter { $0.text.hasSuffix("its node node02 no longer exists") }.compactMap(\.pod)
    #expect(evicted.count == 599 && evicted == evicted.sorted())
    #expect(removed.count == 599 && removed == removed.sorted())
  }

  @Test func `objects with a uid are taken as existing`() throws {
    let text =
      threeNodes
        + """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: old, uid: 46cc9270-641a-44f5-a0f5-d6fecd781966}
        spec: {nodeName: node02, priority: 7, containers: [{name: c, image: nginx}]}
        status: {phase: Running}
        """
    let simulation = try simulate(text)
    #expect(simulation.texts(.user).last == "pod/old exists")
    #expect(simulation.texts(.kubelet).isEmpty)
    #expect(try simulation.view(afterStep: 4)?.pods.first?.priority == 7)
  }

  @Test func `all refused objects are reported at once, with their places`() throws {
    let text = threeNodes + podText("web") + podText("Bad_Name") + podText("web")
    let error = #expect(throws: RefusedObjects.self) { try simulate(text) }
    #expect(error?.refusals.map(\.index) == [4, 5])
    #expect(error?.refusals.map(\.status.reason) == [.invalid, .alreadyExists])
  }

  @Test func `many objects are summed up`() throws {
    let pods = (1...120).map { podText("p\($0)") }.joined()
    let simulation = try simulate(threeNodes + pods)
    #expect(simulation.texts(.user) == ["3 nodes created", "120 pods created"])
    #expect(simulation.result.metrics.bound == 120)
  }

  @Test func `two runs of one input are equal, and so is what a shorter run finds`() throws {
    let steps = kubectl("create deployment web --image=nginx --replicas=5", "drain node01 --force", "uncordon node01")
    let input = try input(threeNodes + podText("a", cpu: "1") + podText("b", cpu: "100"), steps: steps)
    let first = try Simulation(input)
    let second = try Simulation(input)
    #expect(first.result.steps == second.result.steps)
    #expect(first.result.events == second.result.events)
    #expect(first.result.placements == second.result.placements)
    for outcome in first.result.attempts {
      let again = try #require(try first.attempt(outcome.attempt, depth: .full))
      #expect(again.placedOn == outcome.placedOn)
      #expect(again.message == outcome.message)
    }
  }

  @Test func `a run can be cancelled`() throws {
    struct Cancelled: Error {}
    var calls = 0
    #expect(throws: Cancelled.self) {
      try Simulation(try input(threeNodes + podText("web"))) {
        calls += 1
        if calls > 3 { throw Cancelled() }
      }
    }
  }
}
