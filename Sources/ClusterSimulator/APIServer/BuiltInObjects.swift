import KubernetesAPI

/// The objects that every cluster has from the start.
enum BuiltInObjects {
  static let all: [JSONValue] = namespaces + priorityClasses

  private static let namespaces = ["default", "kube-node-lease", "kube-public", "kube-system"].map(namespace)

  private static let priorityClasses = [
    priorityClass(
      "system-cluster-critical", 2_000_000_000,
      "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary."),
    priorityClass(
      "system-node-critical", 2_000_001_000,
      "Used for system critical pods that must not be moved from their current node."),
  ]

  private static func namespace(_ name: String) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)],
      "spec": ["finalizers": ["kubernetes"]], "status": ["phase": "Active"],
    ]
  }

  private static func priorityClass(_ name: String, _ value: Int64, _ description: String) -> JSONValue {
    [
      "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass",
      "metadata": ["name": .string(name), "generation": 1], "value": .integer(value),
      "description": .string(description),
    ]
  }
}
