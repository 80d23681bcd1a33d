/// The checks of a `v1.NodeSelector`.
enum NodeSelectorValidation {
  static func check(_ selector: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let list = path.field("nodeSelectorTerms")
    let terms = selector["nodeSelectorTerms"].items
    if terms.isEmpty { errors.append(.required(list, "must have at least one node selector term")) }
    for (index, term) in terms.enumerated() { checkTerm(term, at: list.index(index), &errors) }
  }

  /// - Parameter allowsAnyValue: values need not look like those of labels, as in preferred terms.
  static func checkTerm(
    _ term: JSONValue, allowsAnyValue: Bool = false, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    for (index, requirement) in term["matchExpressions"].items.enumerated() {
      checkRequirement(
        requirement, allowsAnyValue: allowsAnyValue, at: path.field("matchExpressions").index(index), &errors)
    }
    for (index, requirement) in term["matchFields"].items.enumerated() {
      checkField(requirement, at: path.field("matchFields").index(index), &errors)
    }
  }

  private static func checkRequirement(
    _ requirement: JSONValue, allowsAnyValue: Bool, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let values = requirement["values"].strings
    let place = path.field("values")
    switch requirement["operator"].text {
    case "In", "NotIn":
      if values.isEmpty { errors.append(.required(place, "must be specified when `operator` is 'In' or 'NotIn'")) }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.append(.forbidden(place, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"))
      }
    case "Gt", "Lt":
      if values.count != 1 {
        errors.append(.required(place, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
      }
    default:
      errors.append(.invalid(path.field("operator"), requirement["operator"].text, "not a valid selector operator"))
    }
    LabelValidation.checkName(requirement["key"].text, at: path.field("key"), &errors)
    guard !allowsAnyValue else { return }
    for (index, value) in values.enumerated() {
      errors += NameFormat.labelValue(value).map { .invalid(place.index(index), value, $0) }
    }
  }

  /// Only the Node's name can be asked for.
  private static func checkField(_ requirement: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let values = requirement["values"].strings
    switch requirement["operator"].text {
    case "In", "NotIn":
      if values.count != 1 {
        errors.append(
          .required(
            path.field("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"))
      }
    default:
      errors.append(.invalid(path.field("operator"), requirement["operator"].text, "not a valid selector operator"))
    }
    guard requirement["key"].text == "metadata.name" else {
      errors.append(.invalid(path.field("key"), requirement["key"].text, "not a valid field selector key"))
      return
    }
    for (index, value) in values.enumerated() {
      errors += NameFormat.dns1123Subdomain(value).map { .invalid(path.field("values").index(index), value, $0) }
    }
  }
}
