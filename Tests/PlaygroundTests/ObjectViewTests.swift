import ClusterSimulator
import Foundation
import KubernetesAPI
import Playground
import Testing

/// What components report of Pods and Nodes is known in views at once and written into the objects when somebody looks: both
/// have to say the same.
@Suite struct ObjectViewTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../scenarios").standardizedFileURL.path

  private static func check(_ run: ScenarioRun, _ name: String) throws {
    for step in 0...run.result.steps.count {
      for object in try #require(try run.simulation.objects(afterStep: step)) {
        switch object.kind {
        case "Pod": #expect(object.pod == Pod(object.value), "\(name), step \(step), \(object.name)")
        case "Node":
          let read = KubernetesObject(object.value)
          #expect(object.node == read.node, "\(name), step \(step), \(object.name)")
          #expect(object.nodeConditions == read.nodeConditions, "\(name), step \(step), \(object.name)")
        default: break
        }
      }
    }
  }

  @Test("Views and objects say the same after every step of every shipped scenario")
  func shippedScenarios() throws {
    for entry in try ScenarioLibrary(directory: Self.folder).entries {
      try Self.check(try ScenarioRun(entry.scenario), entry.id)
    }
  }

  @Test("Views and objects say the same when Pods end, fail, are preempted and Nodes fall silent")
  func manyReports() throws {
    let text = """
      apiVersion: berth.dev/v1
      kind: Scenario
      metadata: {name: reports}
      spec:
        steps:
        - {at: 20, node: {name: n1, kubelet: stopped}}
        - {at: 60, node: {name: n2, conditions: [{type: MemoryPressure, status: "True"}]}}
        - {at: 200, node: {name: n1, kubelet: running}}
        - at: 2
          apply:
            apiVersion: v1
            kind: Pod
            metadata: {name: high}
            spec: {priorityClassName: high, containers: [{name: c, image: i, resources: {requests: {cpu: 1800m}}}]}
        until: 400
      ---
      {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1000}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {capacity: {cpu: "2", memory: 2Gi, pods: "10"}}}
      ---
      {apiVersion: v1, kind: Node, metadata: {name: n2}, status: {capacity: {cpu: "2", memory: 2Gi, pods: "10"}}}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: ends, annotations: {berth.dev/run-for: 15s}}
      spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: fails, annotations: {berth.dev/fail-after: 5s}}
      spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: fails-once, annotations: {berth.dev/fail-after: 5s}}
      spec: {restartPolicy: Never, containers: [{name: c, image: i, resources: {requests: {cpu: 500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: low}
      spec: {containers: [{name: c, image: i, resources: {requests: {cpu: 1500m}}}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: huge}
      spec: {containers: [{name: c, image: i, resources: {requests: {cpu: "64"}}}]}

      """
    let run = try ScenarioRun(try ScenarioReader().read(text))
    let kinds = Set(run.result.steps.map(\.kind))
    #expect(kinds.isSuperset(of: [.bound, .preempted, .unschedulable, .kubelet]))
    try Self.check(run, "reports")
  }
}
