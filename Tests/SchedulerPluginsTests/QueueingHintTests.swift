import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// Which changes bring back a Pod that a plugin rejected.
@Suite struct QueueingHintTests {
  private static func value(_ yaml: String) throws -> JSONValue {
    try #require(try DocumentReader().read(yaml).get().first).value
  }

  /// A Node from its `metadata.labels`, `spec` and allocatable resources in YAML.
  private static func node(_ labels: String, _ spec: String, _ allocatable: String) throws -> Node {
    Node(
      try value(
        "{metadata: {name: node01, labels: \(labels)}, spec: \(spec), status: {allocatable: \(allocatable)}}"))
  }

  private static func pod(_ spec: String, uid: String = "waiting") throws -> Pod {
    Pod(try value("{metadata: {name: \(uid), uid: \(uid)}, spec: \(spec)}"))
  }

  private func hint(_ plugin: String, _ change: ClusterChange, _ pod: Pod) throws -> QueueingHint {
    let scheduler = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
    return try #require(scheduler.profile(for: pod)).hint(plugin, about: change, for: pod, in: scheduler.cluster)
  }

  struct NodeCase: Sendable, CustomTestStringConvertible {
    var plugin: String
    var pod: String
    var actions: ClusterEvent.Actions
    /// Labels, spec and allocatable resources; nil for a new Node.
    var old: (String, String, String)?
    var new: (String, String, String)
    var expected: QueueingHint
    var testDescription: String { "\(plugin) \(pod): \(old.map { "\($0)" } ?? "no node") to \(new)" }
  }

  private static let plain = ("{}", "{}", "{cpu: 4, pods: 10}")
  private static let tolerant = "{tolerations: [{key: app, operator: Exists}]}"
  private static let large = "{containers: [{name: c, resources: {requests: {cpu: 6}}}]}"

  @Test(arguments: [
    NodeCase(
      plugin: "NodeAffinity", pod: "{nodeSelector: {size: large}}", actions: .updateNodeLabel, old: plain,
      new: ("{size: large}", "{}", "{}"), expected: .queue),
    NodeCase(
      plugin: "NodeAffinity", pod: "{nodeSelector: {size: large}}", actions: .updateNodeLabel, old: plain,
      new: ("{size: small}", "{}", "{}"), expected: .skip),
    NodeCase(
      plugin: "NodeAffinity", pod: "{nodeSelector: {size: large}}", actions: .updateNodeLabel,
      old: ("{size: large}", "{}", "{}"), new: ("{size: large, a: b}", "{}", "{}"), expected: .skip),
    NodeCase(
      plugin: "NodeAffinity", pod: "{nodeSelector: {size: large}}", actions: .add, old: nil,
      new: ("{size: large}", "{}", "{}"), expected: .queue),
    NodeCase(
      plugin: "NodeAffinity", pod: "{nodeSelector: {size: large}}", actions: .updateNodeTaint, old: plain,
      new: ("{size: large}", "{}", "{}"), expected: .skip),
    NodeCase(
      plugin: "TaintToleration", pod: "{}", actions: .updateNodeTaint,
      old: ("{}", "{taints: [{key: app, effect: NoSchedule}]}", "{}"), new: plain, expected: .queue),
    NodeCase(
      plugin: "TaintToleration", pod: "{}", actions: .updateNodeTaint, old: plain,
      new: ("{}", "{taints: [{key: app, effect: NoSchedule}]}", "{}"), expected: .skip),
    NodeCase(
      plugin: "TaintToleration", pod: tolerant, actions: .add, old: nil,
      new: ("{}", "{taints: [{key: app, effect: NoSchedule}]}", "{}"), expected: .queue),
    NodeCase(
      plugin: "TaintToleration", pod: "{}", actions: .add, old: nil,
      new: ("{}", "{taints: [{key: app, effect: PreferNoSchedule}]}", "{}"), expected: .queue),
    NodeCase(
      plugin: "NodeUnschedulable", pod: "{}", actions: .updateNodeTaint, old: ("{}", "{unschedulable: true}", "{}"),
      new: plain, expected: .queue),
    NodeCase(
      plugin: "NodeUnschedulable", pod: "{}", actions: .updateNodeTaint, old: plain,
      new: ("{}", "{unschedulable: true}", "{}"), expected: .skip),
    NodeCase(
      plugin: "NodeResourcesFit", pod: large, actions: .updateNodeAllocatable, old: plain,
      new: ("{}", "{}", "{cpu: 8, pods: 10}"), expected: .queue),
    NodeCase(
      plugin: "NodeResourcesFit", pod: large, actions: .updateNodeAllocatable, old: plain,
      new: ("{}", "{}", "{cpu: 5, pods: 10}"), expected: .skip),
    NodeCase(
      plugin: "NodeResourcesFit", pod: large, actions: .updateNodeAllocatable, old: ("{}", "{}", "{cpu: 8, pods: 10}"),
      new: ("{}", "{}", "{cpu: 8, memory: 1Gi, pods: 10}"), expected: .skip),
    NodeCase(plugin: "NodeResourcesFit", pod: large, actions: .add, old: nil, new: plain, expected: .skip),
    NodeCase(
      plugin: "NodeResourcesFit", pod: large, actions: .add, old: nil, new: ("{}", "{}", "{cpu: 8, pods: 10}"),
      expected: .queue),
    NodeCase(plugin: "NodeName", pod: "{}", actions: .add, old: nil, new: plain, expected: .queue),
    NodeCase(plugin: "NodePorts", pod: "{}", actions: .add, old: nil, new: plain, expected: .queue),
    NodeCase(plugin: "DynamicResources", pod: "{}", actions: .add, old: nil, new: plain, expected: .skip),
  ])
  func `a Node's change`(_ row: NodeCase) throws {
    let change = ClusterChange(
      ClusterEvent(.node, row.actions), old: try row.old.map { .node(try Self.node($0.0, $0.1, $0.2)) },
      new: .node(try Self.node(row.new.0, row.new.1, row.new.2)))
    #expect(try hint(row.plugin, change, Self.pod(row.pod)) == row.expected)
  }

  private static let holding = "{nodeName: node01, containers: [{name: c, ports: [{hostPort: 80, containerPort: 80}]}]}"

  @Test(
    arguments: [
      ("NodeResourcesFit", large, "{nodeName: node01}", nil, .delete, .queue),
      ("NodeResourcesFit", large, "{}", nil, .delete, .skip),
      (
        "NodeResourcesFit", large, "{nodeName: node01, containers: [{name: c, resources: {requests: {cpu: 2}}}]}",
        "{nodeName: node01, containers: [{name: c, resources: {requests: {cpu: 1}}}]}", .updatePodScaleDown, .queue
      ),
      (
        "NodeResourcesFit", large, "{nodeName: node01, containers: [{name: c, resources: {requests: {memory: 2}}}]}",
        "{nodeName: node01, containers: [{name: c, resources: {requests: {memory: 1}}}]}", .updatePodScaleDown, .skip
      ),
      (
        "NodePorts", "{containers: [{name: c, ports: [{hostPort: 80, containerPort: 80}]}]}", holding, nil, .delete,
        .queue
      ),
      (
        "NodePorts", "{containers: [{name: c, ports: [{hostPort: 81, containerPort: 80}]}]}", holding, nil, .delete,
        .skip
      ),
      ("TaintToleration", "{}", holding, nil, .delete, .skip),
    ] as [(String, String, String, String?, ClusterEvent.Actions, QueueingHint)])
  func `another Pod's change`(
    plugin: String, pod: String, old: String, new: String?, actions: ClusterEvent.Actions, expected: QueueingHint
  ) throws {
    let change = ClusterChange(
      ClusterEvent(.assignedPod, actions), old: .pod(try Self.pod(old, uid: "other")),
      new: try new.map { .pod(try Self.pod($0, uid: "other")) })
    #expect(try hint(plugin, change, Self.pod(pod)) == expected)
  }

  @Test(arguments: ["waiting", "other"])
  func `a toleration and the end of gates help only the Pod itself`(uid: String) throws {
    let waiting = try Self.pod("{}")
    let unschedulable = "{tolerations: [{key: node.kubernetes.io/unschedulable, operator: Exists}]}"
    for (plugin, actions) in [
      ("TaintToleration", ClusterEvent.Actions.updatePodToleration), ("NodeUnschedulable", .updatePodToleration),
      ("SchedulingGates", .updatePodSchedulingGatesEliminated),
    ] {
      let change = ClusterChange(
        ClusterEvent(.unscheduledPod, actions), old: .pod(try Self.pod("{}", uid: uid)),
        new: .pod(try Self.pod(unschedulable, uid: uid)))
      #expect(try hint(plugin, change, waiting) == (uid == "waiting" ? .queue : .skip))
    }
  }
}
