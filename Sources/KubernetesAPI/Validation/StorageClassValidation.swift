/// The checks of a StorageClass.
enum StorageClassValidation {
  static func check(_ value: JSONValue, _ errors: inout [FieldError]) {
    let provisioner = value["provisioner"].text
    if provisioner.isEmpty {
      errors.append(.required(FieldPath("provisioner")))
    } else {
      errors += NameFormat.qualifiedName(provisioner.lowercased()).map {
        .invalid(FieldPath("provisioner"), provisioner, $0)
      }
    }
    for (field, allowed) in [
      ("reclaimPolicy", ["Delete", "Retain"]), ("volumeBindingMode", ["Immediate", "WaitForFirstConsumer"]),
    ] {
      if value[field].isNull {
        errors.append(.required(FieldPath(field)))
      } else if !allowed.contains(value[field].text) {
        errors.append(.notSupported(FieldPath(field), value[field].text, allowed))
      }
    }
    for (index, term) in value["allowedTopologies"].items.enumerated() {
      checkTopology(term, at: FieldPath("allowedTopologies").index(index), &errors)
    }
  }

  private static func checkTopology(_ term: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    var keys: Set<String> = []
    for (index, requirement) in term["matchLabelExpressions"].items.enumerated() {
      let place = path.field("matchLabelExpressions").index(index)
      let values = requirement["values"].strings
      if values.isEmpty { errors.append(.required(place.field("values"))) }
      var seen: Set<String> = []
      for (number, value) in values.enumerated() where !seen.insert(value).inserted {
        errors.append(.duplicate(place.field("values").index(number), .string(value)))
      }
      let key = requirement["key"].text
      LabelValidation.checkName(key, at: place.field("key"), &errors)
      if !keys.insert(key).inserted { errors.append(.duplicate(place.field("key"), .string(key))) }
    }
  }
}
