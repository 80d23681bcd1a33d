/// The checks of labels and label selectors.
enum LabelValidation {
  /// All mistakes are reported at the map itself, as the API server does.
  static func check(_ labels: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let labels = labels.members
    if labels.areGoodLabels { return }
    let known = errors.count
    for (key, value) in labels {
      for message in NameFormat.qualifiedName(key) {
        errors.append(.invalid(path.key(key), key, message, field: path.description))
      }
      let text = value.string ?? ""
      for message in NameFormat.labelValue(text) {
        errors.append(.invalid(path.key(key), text, message, field: path.description))
      }
    }
    if errors.count == known { labels.noteGoodLabels() }
  }

  static func checkName(_ key: String, at path: FieldPath, _ errors: inout [FieldError]) {
    for message in NameFormat.qualifiedName(key) { errors.append(.invalid(path, key, message)) }
  }

  /// The checks of a `metav1.LabelSelector`; a missing one has no mistakes.
  static func checkSelector(_ selector: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard !selector.isNull else { return }
    check(selector["matchLabels"], at: path.field("matchLabels"), &errors)
    for (index, requirement) in selector["matchExpressions"].items.enumerated() {
      checkRequirement(requirement, at: path.field("matchExpressions").index(index), &errors)
    }
  }

  private static func checkRequirement(_ requirement: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let operation = requirement["operator"].string ?? ""
    let values = requirement["values"].strings
    switch operation {
    case "In", "NotIn":
      if values.isEmpty {
        errors.append(.required(path.field("values"), "must be specified when `operator` is 'In' or 'NotIn'"))
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.append(
          .forbidden(path.field("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    default: errors.append(.invalid(path.field("operator"), operation, "not a valid selector operator"))
    }
    checkName(requirement["key"].string ?? "", at: path.field("key"), &errors)
    for (index, value) in values.enumerated() {
      for message in NameFormat.labelValue(value) {
        errors.append(.invalid(path.field("values").index(index), value, message))
      }
    }
  }
}
