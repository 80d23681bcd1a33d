import AllocationCounter
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// How much is computed for a Pod, which no machine's speed changes.
@Suite struct WorkCountTests {
  static let nodes = 300
  static let pods = 600

  struct Workload: Sendable, CustomTestStringConvertible {
    let name: String
    let spec: String
    /// How often plugins may be asked about a Node, for each Pod.
    let evaluationsPerPod: Int
    /// How often plugins may be called for each Pod.
    let callsPerPod: Int
    /// How often memory may be allocated for each Pod.
    let allocationsPerPod: Int

    var testDescription: String { name }
  }

  /// Without what is kept, twelve plugins would be asked about 300 Nodes for every Pod.
  static let workloads = [
    Workload(
      name: "requests only", spec: requesting("{cpu: 10m, memory: 10Mi}"), evaluationsPerPod: 6,
      callsPerPod: 6, allocationsPerPod: 4),
    Workload(
      name: "a spread that is required",
      spec: requesting(
        "{cpu: 10m}",
        "topologySpreadConstraints: [{maxSkew: 5, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, "
          + "labelSelector: {matchLabels: {app: a}}}]"), evaluationsPerPod: 7, callsPerPod: 7,
      allocationsPerPod: 6),
    Workload(
      name: "no second Pod on a Node",
      spec: requesting(
        "{cpu: 10m}",
        "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
          + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: a}}}]}}"), evaluationsPerPod: 7,
      callsPerPod: 7, allocationsPerPod: 16),
    Workload(
      name: "company that is preferred, which every Pod changes for all Nodes",
      spec: requesting(
        "{cpu: 10m}",
        "affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: "
          + "[{weight: 1, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {app: a}}}}]}}"),
      evaluationsPerPod: nodes + 7, callsPerPod: 7, allocationsPerPod: 7),
  ]

  private func scheduler() throws -> Scheduler {
    let scheduler = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
    for index in 0..<Self.nodes {
      scheduler.cluster.setNode(try node("n\(index)", ["zone": "z\(index % 3)"]))
    }
    return scheduler
  }

  @Test(arguments: workloads)
  func `replicas share one table, and a placement is computed again on its own Node only`(workload: Workload) throws {
    let scheduler = try scheduler()
    let template = try pod("p", labels: ["app": "a"], spec: workload.spec)
    var allocations: UInt = 0
    for index in 0..<Self.pods {
      var pod = template
      pod.metadata.name = "p\(index)"
      let before = allocations_on_this_thread()
      let info = scheduler.cluster.makeInfo(pod)
      if let node = scheduler.decide(info).placedOn { scheduler.cluster.assume(info, on: node) }
      // Not those of the first table.
      if index > 0 { allocations += allocations_on_this_thread() - before }
    }
    let firstTable = 20 * Self.nodes
    #expect(scheduler.work.tables == 1)
    #expect(scheduler.work.plainAttempts == 0)
    #expect(scheduler.work.evaluations <= firstTable + workload.evaluationsPerPod * Self.pods)
    #expect(scheduler.work.calls <= 20 + workload.callsPerPod * Self.pods)
    #expect(allocations <= UInt(workload.allocationsPerPod * Self.pods))
  }

  @Test func `many shapes in turn are caught up with what the others changed`() throws {
    let scheduler = try scheduler()
    let shapes = 20
    for index in 0..<Self.pods {
      let requests = "{cpu: \(10 + index % shapes)m, memory: 10Mi}"
      let info = scheduler.cluster.makeInfo(try pod("p\(index)", labels: ["app": "a"], spec: requesting(requests)))
      if let node = scheduler.decide(info).placedOn { scheduler.cluster.assume(info, on: node) }
    }
    #expect(scheduler.work.tables == shapes)
    #expect(scheduler.work.evaluations <= 20 * Self.nodes * shapes + 6 * shapes * Self.pods)
  }
}
