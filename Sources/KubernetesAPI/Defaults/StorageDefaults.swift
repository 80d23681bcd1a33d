/// The defaults of volumes, claims and their classes.
enum StorageDefaults {
  static func apply(to object: inout JSONValue) {
    switch object["kind"].text {
    case "PersistentVolume":
      object["spec"].fillText("persistentVolumeReclaimPolicy", "Retain")
      object["spec"].fill("volumeMode", "Filesystem")
      object["spec"].ifPresent("capacity") { ResourceListDefaults.apply(to: &$0) }
      VolumeDefaults.applyToSource(&object["spec"])
      object["status"].fillText("phase", "Pending")
    case "PersistentVolumeClaim":
      object.fill("spec", [:])
      applyToClaimSpec(&object["spec"])
      object["status"].fillText("phase", "Pending")
    case "StorageClass":
      object.fill("reclaimPolicy", "Delete")
      object.fill("volumeBindingMode", "Immediate")
    case "CSIDriver": applyToDriver(&object["spec"])
    default: break
    }
  }

  static func applyToClaimSpec(_ spec: inout JSONValue) {
    spec.fill("resources", [:])
    spec.ifPresent("resources") { ResourceListDefaults.apply(toRequirements: &$0) }
    spec.fill("volumeMode", "Filesystem")
  }

  private static func applyToDriver(_ spec: inout JSONValue) {
    spec.fill("attachRequired", true)
    spec.fill("podInfoOnMount", false)
    spec.fill("storageCapacity", false)
    spec.fill("fsGroupPolicy", "ReadWriteOnceWithFSType")
    if spec["volumeLifecycleModes"].items.isEmpty { spec["volumeLifecycleModes"] = ["Persistent"] }
    spec.fill("requiresRepublish", false)
    spec.fill("seLinuxMount", false)
  }
}
