import KubernetesAPI

/// What the API server keeps and counts when an object changes (`rest.RESTUpdateStrategy`).
enum UpdateStrategy {
  /// Kinds whose status is changed through the `status` subresource alone.
  private static let kindsWithStatus: Set<String> = [
    "Pod", "Node", "Namespace", "PersistentVolume", "PersistentVolumeClaim", "Service", "ReplicaSet",
    "ReplicationController", "StatefulSet", "DaemonSet", "Deployment", "Job", "CronJob", "PodDisruptionBudget",
    "ResourceQuota", "HorizontalPodAutoscaler", "Ingress", "VolumeAttachment", "CertificateSigningRequest",
    "ResourceClaim", "ValidatingAdmissionPolicy", "ServiceCIDR",
  ]

  static func prepare(_ value: inout JSONValue, of old: KubernetesObject, _ resource: APIResource) {
    if kindsWithStatus.contains(resource.kind) { value["status"] = old.value["status"] }
    if resource.kind == "Namespace" { value["spec"]["finalizers"] = old.value["spec"]["finalizers"] }
    guard resource.hasGeneration else { return }
    if differsInWishes(value, old.value) {
      value["metadata"]["generation"] = .integer((old.value["metadata"]["generation"].integer ?? 0) + 1)
    }
  }

  /// A write to the status may change the status, and labels and annotations besides.
  static func keepAllButStatus(_ value: inout JSONValue, of old: KubernetesObject) {
    let status = value["status"]
    let metadata = value["metadata"]
    value = old.value
    value["status"] = status
    for field in ["labels", "annotations"] { value["metadata"][field] = metadata[field] }
    if old.kind == "Pod" {
      value["status"]["qosClass"] = old.value["status"]["qosClass"]
    }
  }

  private static func differsInWishes(_ new: JSONValue, _ old: JSONValue) -> Bool {
    func wishes(_ value: JSONValue) -> JSONValue {
      .object(value.members.filter { $0.key != "metadata" && $0.key != "status" })
    }
    return !wishes(new).isEquivalent(to: wishes(old))
  }
}
