/// The checks of a Pod's volumes.
enum VolumeValidation {
  /// The kinds of volumes, in the order in which the API server looks for a second one. Two go by another name in its
  /// messages.
  private static let kinds: [(field: String, shown: String)] = [
    "emptyDir", "hostPath", "gitRepo", "gcePersistentDisk", "awsElasticBlockStore", "secret", "nfs", "iscsi",
    "glusterfs", "flocker", "persistentVolumeClaim", "rbd", "cinder", "cephfs", "quobyte", "downwardAPI", "fc",
    "flexVolume", "configMap", "azureFile", "vsphereVolume", "photonPersistentDisk", "portworxVolume", "azureDisk",
    "storageos", "projected", "scaleIO", "csi", "ephemeral", "image",
  ].map { ($0, $0 == "cephfs" ? "cephFS" : $0 == "downwardAPI" ? "downwarAPI" : $0) }

  /// Gives the volumes without a mistake, by name: only those can be mounted.
  static func check(
    _ volumes: [JSONValue], at path: FieldPath, podName: String, _ errors: inout [FieldError]
  ) -> [String: JSONValue] {
    var valid: [String: JSONValue] = [:]
    for (index, volume) in volumes.enumerated() {
      let place = path.index(index)
      let name = volume["name"].text
      var found: [FieldError] = []
      checkSource(volume, at: place, podName: podName, &found)
      if name.isEmpty {
        found.append(.required(place.field("name")))
      } else {
        found += NameFormat.dns1123Label(name).map { .invalid(place.field("name"), name, $0) }
      }
      if valid[name] != nil { found.append(.duplicate(place.field("name"), .string(name))) }
      if found.isEmpty { valid[name] = volume }
      errors += found
    }
    return valid
  }

  private static func checkSource(
    _ volume: JSONValue, at path: FieldPath, podName: String, _ errors: inout [FieldError]
  ) {
    let given = kinds.filter { !volume[$0.field].isNull }
    guard let first = given.first else {
      errors.append(.required(path, "must specify a volume type"))
      return
    }
    VolumeSourceValidation(source: volume[first.field], at: path.field(first.field)).check(first.field, &errors)
    for other in given.dropFirst() {
      errors.append(
        .forbidden(
          path.field(other.field), "may not specify more than 1 volume type",
          field: path.field(other.shown).description))
    }
    if first.field == "ephemeral", !podName.isEmpty, !volume["name"].text.isEmpty {
      let claim = "\(podName)-\(volume["name"].text)"
      for message in NameFormat.dns1123Subdomain(claim) {
        errors.append(
          .invalid(
            path.field("name"), volume["name"], "PVC name \(FieldError.quoted(claim)): \(message)"))
      }
    }
  }
}
