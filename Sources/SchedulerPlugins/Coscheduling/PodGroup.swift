import KubernetesAPI
import SchedulerFramework

/// Pods that are to be scheduled together or not at all (`scheduling.x-k8s.io/v1alpha1`, kind PodGroup).
struct PodGroup: Sendable, Hashable {
  static let kind = "PodGroup"
  /// Says which group of its namespace a Pod belongs to.
  static let label = "scheduling.x-k8s.io/pod-group"

  var name: NamespacedName
  /// How many Pods must have a Node before any of them is bound.
  var minMember: Int
  /// What all of them need together.
  var minResources: ResourceList
  /// How long a Pod waits for the others; nil when the plugin's arguments say so.
  var scheduleTimeout: Duration?
  /// RFC 3339 text; empty when unknown.
  var created: String

  init(_ object: KubernetesObject) {
    name = object.metadata.namespacedName
    let spec = object.value["spec"]
    minMember = Int(clamping: spec["minMember"].integer ?? 0)
    minResources = ResourceList(spec["minResources"])
    scheduleTimeout = spec["scheduleTimeoutSeconds"].integer.map { .seconds($0) }
    created = object.metadata.creationTimestamp ?? ""
  }

  /// The group that the Pod names; nil for a Pod that stands alone.
  static func name(of pod: Pod) -> NamespacedName? {
    guard let name = pod.metadata.labels[label], !name.isEmpty else { return nil }
    return NamespacedName(pod.metadata.namespace, name)
  }

  /// nil when the group does not exist.
  static func named(_ name: NamespacedName, in cluster: ClusterState) -> PodGroup? {
    cluster.object(kind: kind, namespace: name.namespace, name: name.name).map(PodGroup.init)
  }

  // MARK: Members

  func contains(_ pod: Pod) -> Bool { Self.name(of: pod) == name }

  /// Members that have a Node, bound or assumed.
  func assignedCount(in cluster: ClusterState) -> Int { cluster.allPods.count { contains($0.pod) } }

  /// Members other than the given one that have no Node, by name.
  func unassignedSiblings(of pod: Pod, in cluster: ClusterState) -> [NamespacedName] {
    cluster.unscheduledPods.filter(contains).map(\.namespacedName).filter { $0 != pod.namespacedName }.sorted()
  }

  /// How many members there are, the given one included, which has no Node.
  func memberCount(with pod: Pod, in cluster: ClusterState) -> Int {
    assignedCount(in: cluster) + unassignedSiblings(of: pod, in: cluster).count + 1
  }

  /// What is missing on all Nodes together for ``minResources`` and as many Pods, the members' own share left out of account;
  /// empty when it is there.
  func resourceGap(in cluster: ClusterState) -> [String: Int64] {
    guard !minResources.isEmpty else { return [:] }
    var missing = ["pods": Int64(minMember)]
    for (name, amount) in minResources.quantities where name != "pods" {
      missing[name] = name == "cpu" ? amount.milliValue : amount.value
    }
    for row in cluster.nodes.indices {
      let own = cluster.podsOnRow[row].filter { contains($0.pod) }
      for (name, amount) in missing {
        let left = Self.left(of: name, on: row, without: own, in: cluster)
        missing[name] = amount > left ? amount - left : nil
      }
      if missing.isEmpty { break }
    }
    return missing
  }

  private static func left(
    of resource: String, on row: Int, without own: [PodInfo], in cluster: ClusterState
  ) -> Int64 {
    if resource == "pods" {
      return cluster.allowedPods[row] - Int64(cluster.podsOnRow[row].count - own.count)
    }
    guard let number = cluster.vocabulary.number(of: resource), number < cluster.allocatable.count else { return 0 }
    let requestedByOwn = own.flatMap(\.requests).filter { $0.resource == number }.reduce(0) { $0 + $1.amount }
    return cluster.allocatable[number][row] - cluster.requested[number][row] + requestedByOwn
  }
}
