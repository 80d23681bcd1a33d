/// The checks of a PersistentVolumeClaim.
enum PersistentVolumeClaimValidation {
  private static let accessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"]

  static func checkSpec(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if spec["accessModes"].items.isEmpty {
      errors.append(.required(path.field("accessModes"), "at least 1 access mode is required"))
    }
    LabelValidation.checkSelector(spec["selector"], at: path.field("selector"), &errors)
    checkAccessModes(spec["accessModes"].strings, at: path.field("accessModes"), &errors)
    checkStorage(spec["resources"]["requests"]["storage"], at: path.field("resources"), &errors)
    if let name = spec["storageClassName"].string, !name.isEmpty {
      errors += NameFormat.dns1123Subdomain(name).map { .invalid(path.field("storageClassName"), name, $0) }
    }
    if let mode = spec["volumeMode"].string, !["Block", "Filesystem"].contains(mode) {
      errors.append(.notSupported(path.field("volumeMode"), mode, ["Block", "Filesystem"]))
    }
    if let name = spec["volumeAttributesClassName"].string, !name.isEmpty {
      errors += NameFormat.dns1123Subdomain(name).map { .invalid(path.field("volumeAttributesClassName"), name, $0) }
    }
  }

  /// Of claims and volumes alike.
  static func checkAccessModes(_ modes: [String], at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, mode) in modes.enumerated() where !accessModes.contains(mode) {
      errors.append(.notSupported(path.index(index), .string(mode), accessModes, field: path.description))
    }
    let known = modes.filter(accessModes.contains)
    if known.contains("ReadWriteOncePod"), known.contains(where: { $0 != "ReadWriteOncePod" }) {
      errors.append(.forbidden(path, "may not use ReadWriteOncePod with other access modes"))
    }
  }

  private static func checkStorage(_ amount: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let place = path.field("requests").key("storage")
    let shown = path.key("storage").description
    guard let quantity = Quantity(amount) else {
      errors.append(.required(place, field: shown))
      return
    }
    if quantity.isZero || quantity.isNegative {
      errors.append(.invalid(place, quantity.description, "must be greater than zero", field: shown))
    }
  }
}
