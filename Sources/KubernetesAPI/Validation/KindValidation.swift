/// The checks of all kinds but Pod, Node and Namespace: which check belongs to which kind.
enum KindValidation {
  private static let clusterScoped: Set<String> = [
    "PersistentVolume", "PriorityClass", "CSIDriver", "CSINode", "StorageClass", "VolumeAttachment",
    "VolumeAttributesClass", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration", "ClusterRole", "ClusterRoleBinding",
    "RuntimeClass", "DeviceClass", "ResourceSlice", "IngressClass", "IPAddress", "ServiceCIDR",
    "CertificateSigningRequest",
  ]

  static func check(_ value: JSONValue, kind: String, _ errors: inout [FieldError]) {
    MetadataValidation.check(
      MetadataMembers(value["metadata"]), isNamespaced: !clusterScoped.contains(kind), nameFormat: nameFormat(kind),
      &errors)
    checkBody(value, kind: kind, &errors)
  }

  static func checkUpdate(_ value: JSONValue, of old: JSONValue, kind: String, _ errors: inout [FieldError]) {
    checkBody(value, kind: kind, &errors)
    ImmutableFields.check(value, of: old, kind: kind, &errors)
  }

  private static func checkBody(_ value: JSONValue, kind: String, _ errors: inout [FieldError]) {
    let spec = FieldPath("spec")
    switch kind {
    case "ReplicaSet", "Deployment", "DaemonSet", "StatefulSet", "ReplicationController", "Job", "CronJob":
      WorkloadValidation.check(value["spec"], kind: kind, at: spec, &errors)
    case "PodTemplate": PodValidation.checkTemplate(value["template"], at: FieldPath("template"), &errors)
    case "LimitRange": LimitRangeValidation.check(value["spec"]["limits"].items, at: spec.field("limits"), &errors)
    case "ResourceQuota": ResourceQuotaValidation.check(value["spec"], at: spec, &errors)
    case "PriorityClass": PriorityClassValidation.check(value, &errors)
    case "PodDisruptionBudget": PodDisruptionBudgetValidation.check(value["spec"], at: spec, &errors)
    case "PersistentVolumeClaim": PersistentVolumeClaimValidation.checkSpec(value["spec"], at: spec, &errors)
    case "PersistentVolume": PersistentVolumeValidation.check(value["spec"], at: spec, &errors)
    case "StorageClass": StorageClassValidation.check(value, &errors)
    case "Service": ServiceValidation.check(value["spec"], at: spec, &errors)
    case "ConfigMap": checkKeys(value, of: ["data", "binaryData"], &errors)
    case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration":
      WebhookValidation.check(value["webhooks"].items, at: FieldPath("webhooks"), &errors)
    default: break
    }
  }

  // MARK: Names

  private static func nameFormat(_ kind: String) -> (String) -> [String] {
    switch kind {
    case "Service": NameFormat.dns1035Label
    case "StatefulSet": NameFormat.dns1123Label
    case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding": pathSegment
    default: NameFormat.dns1123Subdomain
    }
  }

  /// Names of RBAC's kinds may be anything that can stand in a path.
  private static func pathSegment(_ name: String) -> [String] {
    if name == "." || name == ".." { return ["may not be '\(name)'"] }
    return ["/", "%"].filter { name.contains($0) }.map { "may not contain '\($0)'" }
  }

  private static func checkKeys(_ value: JSONValue, of fields: [String], _ errors: inout [FieldError]) {
    for field in fields {
      for key in value[field].members.keys {
        let place = FieldPath(field).key(key)
        errors += NameFormat.configMapKey(key).map { .invalid(place, key, $0) }
        if field == "data", !value["binaryData"][key].isNull {
          errors.append(.invalid(place, key, "duplicate of key present in binaryData"))
        }
      }
    }
  }
}
