/// What may not change in an object once it exists, for all kinds but Pod and Node.
enum ImmutableFields {
  static func check(_ new: JSONValue, of old: JSONValue, kind: String, _ errors: inout [FieldError]) {
    func changed(_ fields: String...) -> Bool {
      let path = FieldPath(fields.map(FieldPath.Element.field))
      return !new[path].isEquivalent(to: old[path])
    }
    func immutable(_ fields: String...) {
      let path = FieldPath(fields.map(FieldPath.Element.field))
      if !new[path].isEquivalent(to: old[path]) {
        errors.append(.invalid(path, new[path], MetadataValidation.immutable))
      }
    }
    switch kind {
    case "Deployment", "ReplicaSet", "DaemonSet": immutable("spec", "selector")
    case "StatefulSet": checkStatefulSet(new["spec"], of: old["spec"], &errors)
    case "Job":
      immutable("spec", "completionMode")
      immutable("spec", "selector")
      if old["spec"]["suspend"].bool != true { immutable("spec", "template") }
    case "PriorityClass":
      if changed("value") { errors.append(.forbidden(FieldPath("value"), "may not be changed in an update.")) }
      immutable("preemptionPolicy")
    case "StorageClass":
      for field in ["parameters", "provisioner", "reclaimPolicy"] where changed(field) {
        errors.append(.forbidden(FieldPath(field), "updates to \(field) are forbidden."))
      }
      immutable("volumeBindingMode")
    case "PersistentVolumeClaim": checkClaim(new["spec"], of: old, &errors)
    case "ConfigMap", "Secret":
      if kind == "Secret" { immutable("type") }
      guard old["immutable"].bool == true else { return }
      let message = "field is immutable when `immutable` is set"
      if new["immutable"].bool != true { errors.append(.forbidden(FieldPath("immutable"), message)) }
      for field in ["data", "binaryData"] where changed(field) {
        errors.append(.forbidden(FieldPath(field), message))
      }
    default: break
    }
  }

  private static func checkStatefulSet(_ new: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {
    var kept = new
    for field in [
      "replicas", "ordinals", "template", "updateStrategy", "revisionHistoryLimit",
      "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
    ] {
      kept[field] = old[field]
    }
    if !kept.isEquivalent(to: old) {
      errors.append(
        .forbidden(
          FieldPath("spec"),
          "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
            + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"))
    }
  }

  private static func checkClaim(_ new: JSONValue, of claim: JSONValue, _ errors: inout [FieldError]) {
    let old = claim["spec"]
    var kept = new
    if old["volumeName"].text.isEmpty { kept["volumeName"] = old["volumeName"] }
    if old["storageClassName"].isNull { kept["storageClassName"] = old["storageClassName"] }
    if claim["status"]["phase"] == "Bound" {
      kept["resources"]["requests"]["storage"] = old["resources"]["requests"]["storage"]
      kept["volumeAttributesClassName"] = old["volumeAttributesClassName"]
    }
    let path = FieldPath("spec")
    let changes = FieldChanges.paths(from: old, to: kept, at: path)
    if !changes.isEmpty {
      errors.append(
        .forbidden(
          path,
          "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n"
            + "changed: " + changes.map(\.description).joined(separator: ", ")))
    }
    if let size = Quantity(new["resources"]["requests"]["storage"]),
      let before = Quantity(old["resources"]["requests"]["storage"]), size < before
    {
      errors.append(
        .forbidden(
          FieldPath("spec", "resources", "requests", "storage"), "field can not be less than status.capacity"))
    }
  }
}
