public import KubernetesAPI

/// What Kubernetes knows and a simulated cluster cannot heed yet. It is refused, not passed over: a Pod is rather not
/// scheduled at all than scheduled wrongly.
public enum UnsupportedFields {
  /// The fields of an object, or of the Pods that it is a template of, that are not supported yet.
  public static func errors(in object: KubernetesObject) -> [FieldError] {
    guard let path = podSpecPath(of: object.kind) else { return [] }
    let spec = path.reduce(object.value) { $0[$1] }
    guard !spec["resourceClaims"].items.isEmpty else { return [] }
    return [
      FieldError(
        .notSupported, message: "resource claims (DynamicResources) are not supported yet",
        at: FieldPath((path + ["resourceClaims"]).map(FieldPath.Element.field)))
    ]
  }

  private static func podSpecPath(of kind: String) -> [String]? {
    // Most objects are of the first two.
    switch kind {
    case "Pod": ["spec"]
    case "Node": nil
    case "PodTemplate": ["template", "spec"]
    case "Deployment", "ReplicaSet", "ReplicationController", "DaemonSet", "StatefulSet", "Job":
      ["spec", "template", "spec"]
    case "CronJob": ["spec", "jobTemplate", "spec", "template", "spec"]
    default: nil
    }
  }
}
