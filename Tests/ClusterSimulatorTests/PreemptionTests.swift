import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

/// What is seen of a preemption while its victims take their time to stop.
@Suite("Preemption in a run")
struct PreemptionTests {
  private static let priorities = """
    ---
    apiVersion: scheduling.k8s.io/v1
    kind: PriorityClass
    metadata: {name: high}
    value: 1000000

    """

  private static let unfit = "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu."
  private static let waits =
    "\(unfit) no new claims to deallocate, preemption: not eligible due to a terminating pod on the nominated node."
  private static let hopeless =
    "\(unfit) no new claims to deallocate, preemption: 0/3 nodes are available: 1 Preemption is not helpful for "
    + "scheduling, 2 No preemption victims found for incoming pod."

  private static func apply(_ text: String, at time: Int) throws -> UserStep {
    UserStep(at: seconds(time), .apply(try objects(text)))
  }

  @Test("the preemptor is tried again as each victim ends, and waits for the last one")
  func twoVictims() throws {
    let fill = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: fill}
      spec:
        replicas: 6
        selector: {matchLabels: {app: fill}}
        template:
          metadata: {labels: {app: fill}}
          spec: {containers: [{name: c, image: nginx, resources: {requests: {cpu: "1"}}}]}
      """
    let vip = try Self.apply(podText("vip", cpu: "2", "priorityClassName: high"), at: 10)
    let simulation = try simulate(threeNodes + Self.priorities + "---\n" + fill, steps: [vip])
    #expect(simulation.nodes["vip"] == "node01")
    #expect(
      simulation.events(about: "pod/vip") == [
        "FailedScheduling: \(Self.unfit)", "FailedScheduling: \(Self.waits)",
        "Scheduled: Successfully assigned default/vip to node01",
      ])
    #expect(simulation.texts(.preempted).count == 2)
    let preempted = simulation.result.events.filter { $0.reason == "Preempted" }
    #expect(Set(preempted.map(\.object)).count == 2)
    #expect(preempted.allSatisfy { $0.message.hasSuffix(" on node node01") })
    // Those that replace the victims find no room either, neither at once nor when the first of the victims is gone.
    let pending = simulation.result.placements.filter { $0.node == nil }
    #expect(pending.count == 2)
    for placement in pending {
      #expect(simulation.events(about: "pod/\(placement.pod.name)") == ["FailedScheduling: \(Self.hopeless)"])
      #expect(placement.attempts >= 2)
    }
  }

  @Test("with one victim the preemptor fails once and is scheduled when the victim is gone")
  func oneVictim() throws {
    let low = podText("low", cpu: "4")
    let text =
      threeNodes + Self.priorities + low + podText("other", cpu: "2", "nodeName: node02, priorityClassName: high")
    let vip = try Self.apply(podText("vip", cpu: "3", "priorityClassName: high"), at: 10)
    let simulation = try simulate(text, steps: [vip])
    #expect(simulation.nodes == ["other": "node02", "vip": "node01"])
    #expect(
      simulation.events(about: "pod/vip") == [
        "FailedScheduling: \(Self.unfit)", "Scheduled: Successfully assigned default/vip to node01",
      ])
    let kinds = simulation.result.steps.filter { $0.at == seconds(10) }.map(\.kind)
    #expect(kinds == [.user, .preempted, .unschedulable, .kubelet, .bound])
  }

  @Test("a Pod that replaces one on its way out does not get the room before it is there")
  func replacement() throws {
    let set = """
      ---
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: web}
      spec:
        replicas: 1
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            nodeSelector: {kubernetes.io/hostname: node02}
            containers: [{name: c, image: nginx, resources: {requests: {cpu: "2"}}}]

      """
    let simulation = try simulate(threeNodes + set, steps: kubectl("delete pods -l app=web"))
    #expect(simulation.result.placements.map(\.node) == ["node02"])
    #expect(simulation.result.placements.map(\.attempts) == [2])
  }
}
