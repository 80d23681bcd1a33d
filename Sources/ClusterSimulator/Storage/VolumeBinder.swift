import KubernetesAPI

/// What changes in a volume and in a claim when they are bound to each other.
/// <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding>
enum VolumeBinder {
  /// A reference to a claim, as `spec.claimRef` of a volume has it.
  static func reference(to claim: KubernetesObject) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "PersistentVolumeClaim", "namespace": .string(claim.namespace),
      "name": .string(claim.name), "uid": claim.value["metadata"]["uid"],
    ]
  }

  /// Enters the claim into the volume. Whoever kept the volume for the claim before needs no mark.
  static func enter(claim: KubernetesObject, into volume: inout KubernetesObject) {
    let existing = volume.value["spec"]["claimRef"]
    if existing.isNull { markAsBoundByController(&volume) }
    if existing["uid"].string ?? "" == "" { volume.value["spec"]["claimRef"] = reference(to: claim) }
  }

  /// Enters the volume into the claim, which is done with from now on.
  static func enter(volume: KubernetesObject, into claim: inout KubernetesObject) {
    if claim.value["spec"]["volumeName"].string ?? "" == "" {
      claim.value["spec"]["volumeName"] = .string(volume.name)
      markAsBoundByController(&claim)
    }
    claim.value["metadata"]["annotations"][PersistentVolumeClaim.bindCompletedAnnotation] = "yes"
  }

  /// The status of a claim that has the volume.
  static func status(ofClaimWith volume: KubernetesObject) -> JSONValue {
    let spec = volume.value["spec"]
    return ["phase": "Bound", "accessModes": spec["accessModes"], "capacity": spec["capacity"]]
  }

  private static func markAsBoundByController(_ object: inout KubernetesObject) {
    object.value["metadata"]["annotations"][PersistentVolume.boundByControllerAnnotation] = "yes"
  }
}
