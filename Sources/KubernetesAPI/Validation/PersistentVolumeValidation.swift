/// The checks of a PersistentVolume.
enum PersistentVolumeValidation {
  private static let sources = [
    "hostPath", "gcePersistentDisk", "awsElasticBlockStore", "glusterfs", "flocker", "nfs", "rbd", "quobyte",
    "cephfs", "iscsi", "cinder", "fc", "flexVolume", "azureFile", "vsphereVolume", "photonPersistentDisk",
    "portworxVolume", "azureDisk", "scaleIO", "local", "storageos", "csi",
  ]

  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let modes = path.field("accessModes")
    if spec["accessModes"].items.isEmpty { errors.append(.required(modes)) }
    PersistentVolumeClaimValidation.checkAccessModes(spec["accessModes"].strings, at: modes, &errors)
    checkCapacity(spec["capacity"], at: path.field("capacity"), &errors)
    if let policy = spec["persistentVolumeReclaimPolicy"].string, !policy.isEmpty,
      !["Delete", "Recycle", "Retain"].contains(policy)
    {
      errors.append(
        .notSupported(path.field("persistentVolumeReclaimPolicy"), policy, ["Delete", "Recycle", "Retain"]))
    }
    checkNodeAffinity(spec["nodeAffinity"], at: path.field("nodeAffinity"), &errors)
    checkSource(spec, at: path, &errors)
    if let name = spec["storageClassName"].string, !name.isEmpty {
      errors += NameFormat.dns1123Subdomain(name).map { .invalid(path.field("storageClassName"), name, $0) }
    }
    if let mode = spec["volumeMode"].string, !["Block", "Filesystem"].contains(mode) {
      errors.append(.notSupported(path.field("volumeMode"), mode, ["Block", "Filesystem"]))
    }
  }

  private static func checkCapacity(_ capacity: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if capacity.members.isEmpty { errors.append(.required(path)) }
    if capacity["storage"].isNull || capacity.members.count > 1 {
      errors.append(.notSupported(path, capacity, ["storage"]))
    }
    for (name, amount) in capacity.members {
      guard let quantity = Quantity(amount) else { continue }
      if quantity.isZero || quantity.isNegative {
        errors.append(.invalid(path.key(name), quantity.description, "must be greater than zero"))
      }
    }
  }

  private static func checkNodeAffinity(_ affinity: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard !affinity.isNull else { return }
    if affinity["required"].isNull {
      errors.append(.required(path.field("required"), "must specify required node constraints"))
    } else {
      NodeSelectorValidation.check(affinity["required"], at: path.field("required"), &errors)
    }
  }

  private static func checkSource(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let given = sources.filter { !spec[$0].isNull }
    guard let first = given.first else {
      errors.append(.required(path, "must specify a volume type"))
      return
    }
    for other in given.dropFirst() {
      errors.append(.forbidden(path.field(other), "may not specify more than 1 volume type"))
    }
    let place = path.field(first)
    switch first {
    case "local":
      Checks.required(spec[first]["path"], at: place.field("path"), &errors)
      if spec["nodeAffinity"].isNull {
        errors.append(.required(path.field("nodeAffinity"), "Local volume requires node affinity"))
      }
    case "csi":
      Checks.required(spec[first]["driver"], at: place.field("driver"), &errors)
      Checks.required(spec[first]["volumeHandle"], at: place.field("volumeHandle"), &errors)
    default: VolumeSourceValidation(source: spec[first], at: place).check(first, &errors)
    }
  }
}
