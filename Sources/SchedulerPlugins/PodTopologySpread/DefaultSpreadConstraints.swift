import KubernetesAPI
import SchedulerFramework

/// The constraints of Pods that have none of their own. They select the Pods that the same Services and controller select.
/// <https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#cluster-level-default-constraints>
struct DefaultSpreadConstraints {
  private let constraints: [TopologySpreadConstraint]
  /// Whether they are kube-scheduler's own.
  let isSystem: Bool

  init(_ arguments: PodTopologySpreadArguments) {
    isSystem = arguments.usesSystemDefaults
    constraints = isSystem ? Self.system : arguments.defaultConstraints
  }

  private static let system = [
    ("kubernetes.io/hostname", Int64(3)), ("topology.kubernetes.io/zone", Int64(5)),
  ].map { key, maxSkew in
    TopologySpreadConstraint([
      "topologyKey": .string(key), "maxSkew": .integer(maxSkew), "whenUnsatisfiable": "ScheduleAnyway",
    ])
  }

  /// None when nothing selects the Pod.
  func constraints(for pod: Pod, hard: Bool, in cluster: ClusterState) -> [SpreadConstraint] {
    let chosen = constraints.filter { $0.isHard == hard }
    guard !chosen.isEmpty else { return [] }
    let selector = Self.selector(of: pod, in: cluster)
    guard !selector.isEmpty else { return [] }
    return chosen.map {
      var constraint = SpreadConstraint($0, pod: pod)
      constraint.selector = selector
      return constraint
    }
  }

  /// What the Pod's Services and its controller ask for, all together.
  private static func selector(of pod: Pod, in cluster: ClusterState) -> LabelSelector {
    let namespace = pod.metadata.namespace
    var labels: [String: String] = [:]
    for service in cluster.objects(ofKind: "Service") where service.metadata.namespace == namespace {
      let wanted = service.value["spec"]["selector"]
      guard !wanted.isNull, LabelSelector(matching: wanted.stringMap).matches(pod.metadata.labels) else { continue }
      labels.merge(wanted.stringMap) { _, last in last }
    }
    let owner = pod.metadata.controller
    let controller = owner.flatMap { cluster.object(kind: $0.kind, namespace: namespace, name: $0.name) }
    guard let owner, let controller else { return LabelSelector(matching: labels) }
    let selector = controller.value["spec"]["selector"]
    switch (owner.apiVersion, owner.kind) {
    case ("v1", "ReplicationController"):
      return LabelSelector(matching: labels.merging(selector.stringMap) { _, last in last })
    case ("apps/v1", "ReplicaSet"), ("apps/v1", "StatefulSet"):
      let own = LabelSelector(matching: labels).requirements
      return LabelSelector(own + (LabelSelector(selector)?.requirements ?? []))
    default:
      return LabelSelector(matching: labels)
    }
  }
}
