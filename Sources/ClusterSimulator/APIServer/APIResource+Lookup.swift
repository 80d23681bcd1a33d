public import KubernetesAPI

extension APIResource {
  /// Every resource that the simulated API server serves, without subresources.
  public static var all: [APIResource] { Schema.kubernetes.allResources }

  /// The resource that objects of this version and kind are; nil when there is none.
  public static func find(apiVersion: String, kind: String) -> APIResource? {
    Schema.kubernetes.resource(apiVersion: apiVersion, kind: kind)
  }

  /// The resource of a kind, whatever its group; nil when there is none.
  public static func find(kind: String) -> APIResource? { byKind[kind] }

  /// The resource with this plural name in this group and version; nil when there is none.
  public static func find(apiVersion: String, name: String) -> APIResource? {
    all.first { $0.name == name && $0.apiVersion == apiVersion }
  }

  /// The kind as messages have it: `Pod`, `Deployment.apps`.
  public var groupKind: String { group.isEmpty ? kind : "\(kind).\(group)" }

  /// Whether the API server counts up `metadata.generation` when what the object wishes for changes.
  var hasGeneration: Bool { Self.generations.contains(kind) }

  private static let byKind = Dictionary(all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  private static let generations: Set<String> = [
    "Pod", "PodTemplate", "ReplicationController", "Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "Job",
    "CronJob", "PodDisruptionBudget", "PriorityClass", "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "Ingress",
    "IngressClass", "NetworkPolicy", "EndpointSlice", "DeviceClass", "ResourceSlice",
  ]
}
