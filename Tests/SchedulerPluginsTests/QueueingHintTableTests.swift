import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// A row an event: what a plugin that had rejected a Pod says of a change.
@Suite struct QueueingHintTableTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var plugin: String
    /// The waiting Pod's labels and spec.
    var pod: String
    var resource: ClusterEvent.Resource
    var actions: ClusterEvent.Actions
    /// The object before and after; nil for none.
    var old: String?
    var new: String?
    var expected: QueueingHint
    /// What is in the cluster.
    var objects: [String] = []

    init(
      _ plugin: String, _ pod: String, _ resource: ClusterEvent.Resource, _ actions: ClusterEvent.Actions,
      old: String? = nil, new: String? = nil, in objects: [String] = [], _ expected: QueueingHint
    ) {
      (self.plugin, self.pod, self.resource, self.actions) = (plugin, pod, resource, actions)
      (self.old, self.new, self.objects, self.expected) = (old, new, objects, expected)
    }

    var testDescription: String { "\(plugin) \(pod): \(resource.rawValue) \(old ?? "-") to \(new ?? "-")" }

    private static func value(_ yaml: String) throws -> JSONValue {
      try #require(try DocumentReader().read(yaml).get().first).value
    }

    private func subject(_ yaml: String) throws -> ClusterChange.Subject {
      var value = try Self.value(yaml)
      switch resource {
      case .node: return .node(Node(value))
      case .pod, .assignedPod, .unscheduledPod: return .pod(Pod(value))
      default:
        value["kind"] = .string(resource.rawValue)
        return .object(KubernetesObject(value))
      }
    }

    func hint() throws -> QueueingHint {
      let scheduler = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
      for object in objects { scheduler.cluster.setObject(KubernetesObject(try Self.value(object))) }
      let waiting = Pod(try Self.value("{metadata: {name: waiting, uid: waiting, labels: {app: web}}, spec: \(pod)}"))
      let change = ClusterChange(ClusterEvent(resource, actions), old: try old.map(subject), new: try new.map(subject))
      return try #require(scheduler.profile(for: waiting))
        .hint(plugin, about: change, for: waiting, in: scheduler.cluster)
    }
  }

  @Test(
    "what a plugin says of a change",
    arguments: spread + affinity + binding + restrictions + zones + limits + nodes + others)
  func hint(_ row: Row) throws {
    #expect(try row.hint() == row.expected)
  }

  /// A Pod with labels on a Node, unless `node` is empty.
  private static func other(_ labels: String = "{app: web}", node: String = "n1", namespace: String = "default")
    -> String
  {
    "{metadata: {name: other, uid: other, namespace: \(namespace), labels: \(labels)}, "
      + "spec: {nodeName: \"\(node)\"}}"
  }

  private static func node(_ labels: String, _ spec: String = "{}") -> String {
    "{metadata: {name: n1, labels: \(labels)}, spec: \(spec)}"
  }

  // MARK: PodTopologySpread

  private static func spreading(_ more: String = "") -> String {
    "{topologySpreadConstraints: [{topologyKey: zone, maxSkew: 1, whenUnsatisfiable: DoNotSchedule, "
      + "labelSelector: {matchLabels: {app: web}}\(more)}]}"
  }

  private static let tolerating = "{tolerations: [{key: app, operator: Exists}]}"

  static let spread: [Row] = {
    let (name, pod) = ("PodTopologySpread", spreading())
    func own(_ spec: String) -> String {
      "{metadata: {name: waiting, uid: waiting, labels: {app: web}}, spec: \(spec)}"
    }
    return [
      Row(name, pod, .assignedPod, .add, new: other(), .queue),
      Row(name, pod, .assignedPod, .add, new: other("{app: db}"), .skip),
      Row(name, pod, .assignedPod, .add, new: other(namespace: "elsewhere"), .skip),
      Row(name, pod, .assignedPod, .delete, old: other(), .queue),
      Row(name, pod, .assignedPod, .delete, old: other("{}"), .skip),
      Row(name, pod, .assignedPod, .updatePodLabel, old: other("{app: db}"), new: other(), .queue),
      Row(name, pod, .assignedPod, .updatePodLabel, old: other(), new: other("{app: db}"), .queue),
      Row(name, pod, .assignedPod, .updatePodLabel, old: other(), new: other("{app: web, a: b}"), .skip),
      Row(name, pod, .assignedPod, .updatePodScaleDown, old: other(), new: other("{}"), .skip),
      Row(name, pod, .unscheduledPod, .updatePodLabel, old: other("{}", node: ""), new: other(node: ""), .skip),
      Row(
        name, spreading(", nodeTaintsPolicy: Honor"), .unscheduledPod, .updatePodToleration, old: own("{}"),
        new: own(tolerating), .queue),
      Row(name, pod, .unscheduledPod, .updatePodToleration, old: own("{}"), new: own(tolerating), .skip),
      Row(name, pod, .node, .add, new: node("{zone: a}"), .queue),
      Row(name, pod, .node, .add, new: node("{}"), .skip),
      Row(name, pod, .node, .delete, old: node("{zone: a}"), .queue),
      Row(name, pod, .node, .delete, old: node("{}"), .skip),
      Row(name, pod, .node, .updateNodeLabel, old: node("{}"), new: node("{zone: a}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{zone: b}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{zone: a, x: y}"), .skip),
      Row(
        name, pod, .node, .updateNodeTaint, old: node("{zone: a}"),
        new: node("{zone: a}", "{taints: [{key: app, effect: NoSchedule}]}"), .queue),
      Row(
        name, pod, .node, .updateNodeTaint, old: node("{}"),
        new: node("{}", "{taints: [{key: app, effect: NoSchedule}]}"), .skip),
      Row(name, pod, .node, .updateNodeAllocatable, old: node("{}"), new: node("{zone: a}"), .skip),
    ]
  }()

  // MARK: InterPodAffinity

  private static func near(_ key: String, _ kind: String, _ more: String = "") -> String {
    "{affinity: {\(kind): {requiredDuringSchedulingIgnoredDuringExecution: "
      + "[{topologyKey: \(key), labelSelector: {matchLabels: {app: web}}\(more)}]}}}"
  }

  static let affinity: [Row] = {
    let (name, pod, anti) = ("InterPodAffinity", near("zone", "podAffinity"), near("zone", "podAntiAffinity"))
    let everywhere = near("zone", "podAffinity", ", namespaceSelector: {}")
    let teams = near("zone", "podAffinity", ", namespaceSelector: {matchLabels: {team: a}}")
    return [
      Row(name, pod, .assignedPod, .add, new: other(), .queue),
      Row(name, pod, .assignedPod, .add, new: other("{app: db}"), .skip),
      Row(name, pod, .assignedPod, .add, new: other(namespace: "elsewhere"), .skip),
      Row(name, everywhere, .assignedPod, .add, new: other(namespace: "elsewhere"), .queue),
      Row(
        name, teams, .assignedPod, .add, new: other(namespace: "elsewhere"),
        in: ["{apiVersion: v1, kind: Namespace, metadata: {name: elsewhere, labels: {team: a}}}"], .skip),
      Row(name, pod, .assignedPod, .delete, old: other(), .skip),
      Row(name, pod, .assignedPod, .updatePodLabel, old: other("{}"), new: other(), .queue),
      Row(name, pod, .assignedPod, .updatePodLabel, old: other(), new: other("{}"), .skip),
      Row(name, anti, .assignedPod, .add, new: other(), .skip),
      Row(name, anti, .assignedPod, .delete, old: other(), .queue),
      Row(name, anti, .assignedPod, .delete, old: other("{app: db}"), .skip),
      Row(name, anti, .assignedPod, .updatePodLabel, old: other(), new: other("{}"), .queue),
      Row(name, anti, .assignedPod, .updatePodLabel, old: other("{}"), new: other(), .skip),
      Row(name, anti, .unscheduledPod, .delete, old: other(node: ""), .skip),
      Row(name, pod, .assignedPod, .updatePodScaleDown, old: other("{}"), new: other(), .skip),
      Row(name, pod, .node, .add, new: node("{zone: a}"), .queue),
      Row(name, pod, .node, .add, new: node("{}"), .skip),
      Row(name, anti, .node, .add, new: node("{}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{}"), new: node("{zone: a}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{zone: b}"), new: node("{zone: a}"), .queue),
      Row(name, pod, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{}"), .skip),
      Row(name, anti, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{}"), .queue),
      Row(name, anti, .node, .updateNodeLabel, old: node("{}"), new: node("{zone: a}"), .skip),
      Row(name, anti, .node, .updateNodeLabel, old: node("{zone: a}"), new: node("{zone: a, x: y}"), .skip),
      Row(name, pod, .node, .delete, old: node("{zone: a}"), .skip),
    ]
  }()

  // MARK: Volumes

  private static let claiming = "{volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}"
  private static let scratch = "{volumes: [{name: scratch, ephemeral: {volumeClaimTemplate: {}}}]}"

  private static func claim(_ name: String, _ namespace: String = "default") -> String {
    "{metadata: {name: \(name), namespace: \(namespace)}}"
  }

  static let binding: [Row] = {
    let name = "VolumeBinding"
    func topology(_ zone: String) -> String {
      "{metadata: {name: c}, allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [\(zone)]}]}]}"
    }
    func capacity(_ size: String, _ largest: String? = nil) -> String {
      "{metadata: {name: c}, capacity: \(size)\(largest.map { ", maximumVolumeSize: \($0)" } ?? "")}"
    }
    func migrated(_ plugins: String) -> String {
      "{metadata: {name: n1, annotations: {storage.alpha.kubernetes.io/migrated-plugins: \(plugins)}}}"
    }
    let (full, open) =
      ("{metadata: {name: d}, spec: {storageCapacity: true}}", "{metadata: {name: d}, spec: {storageCapacity: false}}")
    return [
      Row(name, claiming, .storageClass, .add, new: topology("a"), .queue),
      Row(name, claiming, .storageClass, .updateOther, old: topology("a"), new: topology("b"), .queue),
      Row(name, claiming, .storageClass, .updateOther, old: topology("a"), new: topology("a"), .skip),
      Row(name, claiming, .storageClass, .delete, old: topology("a"), .skip),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .updateOther, old: claim("data"), new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("other"), .skip),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("data", "elsewhere"), .skip),
      Row(name, scratch, .persistentVolumeClaim, .add, new: claim("waiting-scratch"), .queue),
      Row(name, claiming, .persistentVolume, .add, new: "{metadata: {name: v}}", .queue),
      Row(
        name, claiming, .persistentVolume, .updateOther, old: "{metadata: {name: v}}", new: "{metadata: {name: v}}",
        .queue),
      Row(name, claiming, .persistentVolume, .delete, old: "{metadata: {name: v}}", .skip),
      Row(name, claiming, .node, .add, new: node("{}"), .queue),
      Row(name, claiming, .node, .updateNodeLabel, old: node("{}"), new: node("{zone: a}"), .queue),
      Row(name, claiming, .node, .updateNodeTaint, old: node("{}"), new: node("{}"), .skip),
      Row(name, claiming, .csiNode, .add, new: migrated("a"), .queue),
      Row(name, claiming, .csiNode, .updateOther, old: migrated("a"), new: migrated("b"), .queue),
      Row(name, claiming, .csiNode, .updateOther, old: migrated("a"), new: migrated("a"), .skip),
      Row(name, claiming, .csiStorageCapacity, .add, new: capacity("1Gi"), .queue),
      Row(name, claiming, .csiStorageCapacity, .updateOther, old: capacity("1Gi"), new: capacity("2Gi"), .queue),
      Row(name, claiming, .csiStorageCapacity, .updateOther, old: capacity("2Gi"), new: capacity("1Gi"), .skip),
      Row(
        name, claiming, .csiStorageCapacity, .updateOther, old: capacity("1Gi", "1Gi"), new: capacity("9Gi", "1Gi"),
        .skip),
      Row(name, claiming, .csiDriver, .updateOther, old: full, new: open, .skip),
      Row(name, "{volumes: [{name: v, csi: {driver: d}}]}", .csiDriver, .updateOther, old: full, new: open, .queue),
      Row(name, "{volumes: [{name: v, csi: {driver: d}}]}", .csiDriver, .updateOther, old: open, new: full, .skip),
      Row(name, claiming, .csiDriver, .add, new: open, .skip),
      Row(name, claiming, .assignedPod, .delete, old: other(), .skip),
    ]
  }()

  private static func user(_ spec: String, _ namespace: String = "default") -> String {
    "{metadata: {name: other, uid: other, namespace: \(namespace)}, spec: \(spec)}"
  }

  static let restrictions: [Row] = {
    let name = "VolumeRestrictions"
    let disk = "{volumes: [{name: d, gcePersistentDisk: {pdName: d}}]}"
    return [
      Row(name, claiming, .assignedPod, .delete, old: user(claiming), .queue),
      Row(name, claiming, .assignedPod, .delete, old: user(claiming, "elsewhere"), .skip),
      Row(name, claiming, .assignedPod, .delete, old: user("{}"), .skip),
      Row(name, disk, .assignedPod, .delete, old: user(disk), .queue),
      Row(
        name, disk, .assignedPod, .delete, old: user("{volumes: [{name: d, gcePersistentDisk: {pdName: e}}]}"), .skip),
      Row(name, claiming, .assignedPod, .add, new: user(claiming), .skip),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("other"), .skip),
      Row(name, scratch, .persistentVolumeClaim, .add, new: claim("waiting-scratch"), .skip),
      Row(name, claiming, .persistentVolumeClaim, .updateOther, old: claim("data"), new: claim("data"), .skip),
      Row(name, claiming, .node, .add, new: node("{}"), .queue),
      Row(name, claiming, .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .skip),
    ]
  }()

  static let zones: [Row] = {
    let name = "VolumeZone"
    func volume(_ zone: String) -> String {
      "{metadata: {name: v, labels: {topology.kubernetes.io/zone: \(zone), size: s}}}"
    }
    func mode(_ mode: String) -> String { "{metadata: {name: c}, volumeBindingMode: \(mode)}" }
    return [
      Row(name, claiming, .storageClass, .add, new: mode("WaitForFirstConsumer"), .queue),
      Row(name, claiming, .storageClass, .add, new: mode("Immediate"), .skip),
      Row(name, claiming, .storageClass, .updateOther, old: mode("a"), new: mode("WaitForFirstConsumer"), .skip),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .updateOther, old: claim("data"), new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("other"), .skip),
      Row(name, claiming, .persistentVolume, .add, new: volume("a"), .queue),
      Row(name, claiming, .persistentVolume, .updateOther, old: volume("a"), new: volume("b"), .queue),
      Row(name, claiming, .persistentVolume, .updateOther, old: volume("a__b"), new: volume("b__a"), .skip),
      Row(name, claiming, .node, .add, new: node("{}"), .queue),
      Row(name, claiming, .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .queue),
      Row(name, claiming, .node, .updateNodeTaint, old: node("{}"), new: node("{}"), .skip),
      Row(name, claiming, .csiNode, .add, new: node("{}"), .skip),
    ]
  }()

  static let limits: [Row] = {
    let name = "NodeVolumeLimits"
    func drivers(_ count: Int) -> String {
      "{metadata: {name: n1}, spec: {drivers: [{name: d, allocatable: {count: \(count)}}]}}"
    }
    func onNode(_ volumes: String) -> String { user("{nodeName: n1, volumes: [\(volumes)]}") }
    let attachment = "{metadata: {name: a}, spec: {nodeName: n1, attacher: d, source: {persistentVolumeName: v}}}"
    func bound(to volume: String) -> String {
      "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: default}, "
        + "spec: {volumeName: \(volume)}}"
    }
    let disk = "{volumes: [{name: d, awsElasticBlockStore: {volumeID: d}}]}"
    return [
      Row(name, claiming, .csiNode, .add, new: drivers(1), .queue),
      Row(name, claiming, .csiNode, .updateOther, old: drivers(1), new: drivers(2), .queue),
      Row(name, claiming, .csiNode, .updateOther, old: drivers(2), new: drivers(1), .skip),
      Row(
        name, claiming, .assignedPod, .delete, old: onNode("{name: v, persistentVolumeClaim: {claimName: c}}"), .queue),
      Row(name, claiming, .assignedPod, .delete, old: onNode("{name: v, gcePersistentDisk: {pdName: d}}"), .queue),
      Row(name, claiming, .assignedPod, .delete, old: onNode("{name: v, emptyDir: {}}"), .skip),
      Row(name, claiming, .unscheduledPod, .delete, old: user(claiming), .skip),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("data"), .queue),
      Row(name, claiming, .persistentVolumeClaim, .add, new: claim("other"), .skip),
      Row(name, scratch, .persistentVolumeClaim, .add, new: claim("waiting-scratch"), .queue),
      Row(name, claiming, .volumeAttachment, .delete, old: attachment, in: [bound(to: "v")], .queue),
      Row(name, claiming, .volumeAttachment, .delete, old: attachment, in: [bound(to: "w")], .skip),
      Row(name, claiming, .volumeAttachment, .delete, old: attachment, .skip),
      Row(
        name, disk, .volumeAttachment, .delete,
        old: "{metadata: {name: a}, spec: {nodeName: n1, attacher: ebs.csi.aws.com, source: {}}}", .queue),
      Row(name, disk, .volumeAttachment, .delete, old: attachment, .skip),
      Row(name, claiming, .volumeAttachment, .add, new: attachment, .skip),
      Row(name, claiming, .node, .add, new: node("{}"), .skip),
    ]
  }()

  // MARK: The rest

  static let nodes: [Row] = [
    Row("NodeName", "{}", .node, .add, new: node("{}"), .queue),
    Row("NodeName", "{}", .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .skip),
    Row("NodePorts", "{}", .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .skip),
    Row("NodePorts", "{}", .assignedPod, .add, new: other(), .skip),
    Row("NodeUnschedulable", "{}", .assignedPod, .delete, old: other(), .skip),
    Row("NodeUnschedulable", "{}", .node, .add, new: node("{}", "{unschedulable: true}"), .skip),
    Row("TaintToleration", "{}", .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .skip),
    Row("NodeAffinity", "{}", .assignedPod, .delete, old: other(), .skip),
    Row("NodeAffinity", "{}", .node, .delete, old: node("{}"), .skip),
    Row("NodeResourcesFit", "{}", .node, .updateNodeLabel, old: node("{}"), new: node("{a: b}"), .skip),
    Row("NodeResourcesFit", "{}", .assignedPod, .add, new: other(), .skip),
    Row(
      "NodeResourcesFit", "{}", .unscheduledPod, .delete,
      old: "{metadata: {name: o, uid: o}, spec: {}, status: {nominatedNodeName: n1}}", .queue),
  ]

  static let others: [Row] = [
    Row("DefaultPreemption", "{}", .assignedPod, .delete, old: other(), .skip),
    Row("DefaultPreemption", "{}", .node, .add, new: node("{}"), .skip),
    Row("DynamicResources", "{}", .resourceClaim, .add, new: "{metadata: {name: c}}", .skip),
    Row("DynamicResources", "{}", .assignedPod, .delete, old: other(), .skip),
    Row("SchedulingGates", "{}", .node, .add, new: node("{}"), .skip),
  ]
}
