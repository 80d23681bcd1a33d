/// A kind of object as the API offers it: its group, version, plural name and scope (`metav1.APIResource`).
public struct APIResource: Sendable, Hashable {
  /// Empty for the core group.
  public var group: String
  public var version: String
  public var kind: String
  /// The plural name that stands in paths: `pods`.
  public var name: String
  public var isNamespaced: Bool
  /// Whether the API server counts up `metadata.generation` when the object's wishes change.
  public var hasGeneration: Bool

  /// `v1`, `apps/v1` …
  public var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
  /// The plural name as messages have it: `pods`, `deployments.apps`.
  public var groupResource: String { group.isEmpty ? name : "\(name).\(group)" }
  /// The kind as messages have it: `Pod`, `Deployment.apps`.
  public var groupKind: String { group.isEmpty ? kind : "\(kind).\(group)" }
}

extension APIResource {
  /// The resource that objects of this version and kind are; nil when there is none.
  public static func find(apiVersion: String, kind: String) -> APIResource? {
    guard let candidate = byKind[kind] else { return nil }
    if candidate.apiVersion == apiVersion { return candidate }
    return all.first { $0.kind == kind && $0.apiVersion == apiVersion }
  }

  /// The resource of a kind, whatever its group; nil when there is none.
  public static func find(kind: String) -> APIResource? { byKind[kind] }

  /// The resource with this plural name in this group and version; nil when there is none.
  public static func find(apiVersion: String, name: String) -> APIResource? {
    all.first { $0.name == name && $0.apiVersion == apiVersion }
  }

  private static let byKind = Dictionary(all.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first })

  /// Kinds of which the API server counts generations.
  private static let generations: Set<String> = [
    "Pod", "PodTemplate", "ReplicationController", "Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "Job",
    "CronJob", "PodDisruptionBudget", "PriorityClass", "MutatingWebhookConfiguration",
    "ValidatingWebhookConfiguration", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "Ingress",
    "IngressClass", "NetworkPolicy", "EndpointSlice", "DeviceClass", "ResourceSlice",
  ]

  private init(_ group: String, _ version: String, _ kind: String, _ name: String, namespaced: Bool) {
    self.group = group
    self.version = version
    self.kind = kind
    self.name = name
    isNamespaced = namespaced
    hasGeneration = Self.generations.contains(kind)
  }

  /// Every resource of v1.34 that the simulated API server serves.
  public static let all: [APIResource] = [
    APIResource("", "v1", "Binding", "bindings", namespaced: true),
    APIResource("", "v1", "ConfigMap", "configmaps", namespaced: true),
    APIResource("", "v1", "Endpoints", "endpoints", namespaced: true),
    APIResource("", "v1", "Event", "events", namespaced: true),
    APIResource("", "v1", "LimitRange", "limitranges", namespaced: true),
    APIResource("", "v1", "Namespace", "namespaces", namespaced: false),
    APIResource("", "v1", "Node", "nodes", namespaced: false),
    APIResource("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", namespaced: true),
    APIResource("", "v1", "PersistentVolume", "persistentvolumes", namespaced: false),
    APIResource("", "v1", "Pod", "pods", namespaced: true),
    APIResource("", "v1", "PodTemplate", "podtemplates", namespaced: true),
    APIResource("", "v1", "ReplicationController", "replicationcontrollers", namespaced: true),
    APIResource("", "v1", "ResourceQuota", "resourcequotas", namespaced: true),
    APIResource("", "v1", "Secret", "secrets", namespaced: true),
    APIResource("", "v1", "ServiceAccount", "serviceaccounts", namespaced: true),
    APIResource("", "v1", "Service", "services", namespaced: true),
    APIResource("apps", "v1", "ControllerRevision", "controllerrevisions", namespaced: true),
    APIResource("apps", "v1", "DaemonSet", "daemonsets", namespaced: true),
    APIResource("apps", "v1", "Deployment", "deployments", namespaced: true),
    APIResource("apps", "v1", "ReplicaSet", "replicasets", namespaced: true),
    APIResource("apps", "v1", "StatefulSet", "statefulsets", namespaced: true),
    APIResource("batch", "v1", "CronJob", "cronjobs", namespaced: true),
    APIResource("batch", "v1", "Job", "jobs", namespaced: true),
    APIResource("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", namespaced: true),
    APIResource("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", namespaced: false),
    APIResource("storage.k8s.io", "v1", "CSIDriver", "csidrivers", namespaced: false),
    APIResource("storage.k8s.io", "v1", "CSINode", "csinodes", namespaced: false),
    APIResource("storage.k8s.io", "v1", "CSIStorageCapacity", "csistoragecapacities", namespaced: true),
    APIResource("storage.k8s.io", "v1", "StorageClass", "storageclasses", namespaced: false),
    APIResource("storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments", namespaced: false),
    APIResource("storage.k8s.io", "v1", "VolumeAttributesClass", "volumeattributesclasses", namespaced: false),
    APIResource("coordination.k8s.io", "v1", "Lease", "leases", namespaced: true),
    APIResource(
      "admissionregistration.k8s.io", "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", namespaced: false),
    APIResource(
      "admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", namespaced: false),
    APIResource(
      "admissionregistration.k8s.io", "v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", namespaced: false),
    APIResource(
      "admissionregistration.k8s.io", "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", namespaced: false),
    APIResource("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", namespaced: false),
    APIResource("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", namespaced: false),
    APIResource("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", namespaced: true),
    APIResource("rbac.authorization.k8s.io", "v1", "Role", "roles", namespaced: true),
    APIResource("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", namespaced: true),
    APIResource("events.k8s.io", "v1", "Event", "events", namespaced: true),
    APIResource("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", namespaced: false),
    APIResource("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", namespaced: true),
    APIResource("resource.k8s.io", "v1", "DeviceClass", "deviceclasses", namespaced: false),
    APIResource("resource.k8s.io", "v1", "ResourceClaim", "resourceclaims", namespaced: true),
    APIResource("resource.k8s.io", "v1", "ResourceClaimTemplate", "resourceclaimtemplates", namespaced: true),
    APIResource("resource.k8s.io", "v1", "ResourceSlice", "resourceslices", namespaced: false),
    APIResource("networking.k8s.io", "v1", "IngressClass", "ingressclasses", namespaced: false),
    APIResource("networking.k8s.io", "v1", "Ingress", "ingresses", namespaced: true),
    APIResource("networking.k8s.io", "v1", "IPAddress", "ipaddresses", namespaced: false),
    APIResource("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", namespaced: true),
    APIResource("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", namespaced: false),
    APIResource(
      "authorization.k8s.io", "v1", "LocalSubjectAccessReview", "localsubjectaccessreviews", namespaced: true),
    APIResource("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", namespaced: false),
    APIResource("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", namespaced: false),
    APIResource("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews", namespaced: false),
    APIResource("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews", namespaced: false),
    APIResource("authentication.k8s.io", "v1", "TokenReview", "tokenreviews", namespaced: false),
    APIResource(
      "certificates.k8s.io", "v1", "CertificateSigningRequest", "certificatesigningrequests", namespaced: false),
  ]
}
