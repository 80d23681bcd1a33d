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

  private static let admission = "admissionregistration.k8s.io"
  private static let authentication = "authentication.k8s.io"
  private static let authorization = "authorization.k8s.io"
  private static let rbac = "rbac.authorization.k8s.io"
  private static let certificates = "certificates.k8s.io"

  /// Every resource of v1.34 that the simulated API server serves.
  public static let all: [APIResource] = [
    .init("", "v1", "Binding", "bindings", namespaced: true),
    .init("", "v1", "ConfigMap", "configmaps", namespaced: true),
    .init("", "v1", "Endpoints", "endpoints", namespaced: true),
    .init("", "v1", "Event", "events", namespaced: true),
    .init("", "v1", "LimitRange", "limitranges", namespaced: true),
    .init("", "v1", "Namespace", "namespaces", namespaced: false),
    .init("", "v1", "Node", "nodes", namespaced: false),
    .init("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", namespaced: true),
    .init("", "v1", "PersistentVolume", "persistentvolumes", namespaced: false),
    .init("", "v1", "Pod", "pods", namespaced: true),
    .init("", "v1", "PodTemplate", "podtemplates", namespaced: true),
    .init("", "v1", "ReplicationController", "replicationcontrollers", namespaced: true),
    .init("", "v1", "ResourceQuota", "resourcequotas", namespaced: true),
    .init("", "v1", "Secret", "secrets", namespaced: true),
    .init("", "v1", "ServiceAccount", "serviceaccounts", namespaced: true),
    .init("", "v1", "Service", "services", namespaced: true),
    .init("apps", "v1", "ControllerRevision", "controllerrevisions", namespaced: true),
    .init("apps", "v1", "DaemonSet", "daemonsets", namespaced: true),
    .init("apps", "v1", "Deployment", "deployments", namespaced: true),
    .init("apps", "v1", "ReplicaSet", "replicasets", namespaced: true),
    .init("apps", "v1", "StatefulSet", "statefulsets", namespaced: true),
    .init("batch", "v1", "CronJob", "cronjobs", namespaced: true),
    .init("batch", "v1", "Job", "jobs", namespaced: true),
    .init("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", namespaced: true),
    .init("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", namespaced: false),
    .init("storage.k8s.io", "v1", "CSIDriver", "csidrivers", namespaced: false),
    .init("storage.k8s.io", "v1", "CSINode", "csinodes", namespaced: false),
    .init("storage.k8s.io", "v1", "CSIStorageCapacity", "csistoragecapacities", namespaced: true),
    .init("storage.k8s.io", "v1", "StorageClass", "storageclasses", namespaced: false),
    .init("storage.k8s.io", "v1", "VolumeAttachment", "volumeattachments", namespaced: false),
    .init("storage.k8s.io", "v1", "VolumeAttributesClass", "volumeattributesclasses", namespaced: false),
    .init("coordination.k8s.io", "v1", "Lease", "leases", namespaced: true),
    .init(admission, "v1", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", namespaced: false),
    .init(admission, "v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", namespaced: false),
    .init(admission, "v1", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", namespaced: false),
    .init(admission, "v1", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", namespaced: false),
    .init(rbac, "v1", "ClusterRoleBinding", "clusterrolebindings", namespaced: false),
    .init(rbac, "v1", "ClusterRole", "clusterroles", namespaced: false),
    .init(rbac, "v1", "RoleBinding", "rolebindings", namespaced: true),
    .init(rbac, "v1", "Role", "roles", namespaced: true),
    .init("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", namespaced: true),
    .init("events.k8s.io", "v1", "Event", "events", namespaced: true),
    .init("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses", namespaced: false),
    .init("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", namespaced: true),
    .init("resource.k8s.io", "v1", "DeviceClass", "deviceclasses", namespaced: false),
    .init("resource.k8s.io", "v1", "ResourceClaim", "resourceclaims", namespaced: true),
    .init("resource.k8s.io", "v1", "ResourceClaimTemplate", "resourceclaimtemplates", namespaced: true),
    .init("resource.k8s.io", "v1", "ResourceSlice", "resourceslices", namespaced: false),
    .init("networking.k8s.io", "v1", "IngressClass", "ingressclasses", namespaced: false),
    .init("networking.k8s.io", "v1", "Ingress", "ingresses", namespaced: true),
    .init("networking.k8s.io", "v1", "IPAddress", "ipaddresses", namespaced: false),
    .init("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", namespaced: true),
    .init("networking.k8s.io", "v1", "ServiceCIDR", "servicecidrs", namespaced: false),
    .init(authorization, "v1", "LocalSubjectAccessReview", "localsubjectaccessreviews", namespaced: true),
    .init(authorization, "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews", namespaced: false),
    .init(authorization, "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews", namespaced: false),
    .init(authorization, "v1", "SubjectAccessReview", "subjectaccessreviews", namespaced: false),
    .init(authentication, "v1", "SelfSubjectReview", "selfsubjectreviews", namespaced: false),
    .init(authentication, "v1", "TokenReview", "tokenreviews", namespaced: false),
    .init(certificates, "v1", "CertificateSigningRequest", "certificatesigningrequests", namespaced: false),
  ]
}
