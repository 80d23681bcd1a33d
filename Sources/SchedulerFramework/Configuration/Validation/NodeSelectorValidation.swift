import KubernetesAPI

/// Checks the terms of a node selector as kube-scheduler does when it compiles them.
enum NodeSelectorValidation {
  private static let labelOperators = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]
  private static let fieldOperators = ["In", "NotIn"]

  static func term(_ term: JSONValue, at path: FieldPath, _ errors: inout ValidationErrors) {
    for (index, requirement) in term["matchExpressions"].items.enumerated() {
      labelRequirement(requirement, at: path.field("matchExpressions").index(index), &errors)
    }
    for (index, requirement) in term["matchFields"].items.enumerated() {
      fieldRequirement(requirement, at: path.field("matchFields").index(index), &errors)
    }
  }

  private static func labelRequirement(
    _ requirement: JSONValue, at path: FieldPath, _ errors: inout ValidationErrors
  ) {
    let operation = requirement["operator"].string ?? ""
    guard labelOperators.contains(operation) else {
      return errors.notSupported(path.field("operator"), operation, supported: labelOperators)
    }
    let key = requirement["key"].string ?? ""
    let keyProblems = NameFormat.qualifiedName(key)
    if !keyProblems.isEmpty {
      errors.invalid(path.field("key"), FieldError.quoted(key), keyProblems.joined(separator: "; "))
    }
    let values = requirement["values"].items.map { $0.string ?? "" }
    let valuesPath = path.field("values")
    let written = requirement["values"].json
    switch operation {
    case "In", "NotIn":
      if values.isEmpty {
        errors.invalid(valuesPath, written, "for 'in', 'notin' operators, values set can't be empty")
      }
    case "Exists", "DoesNotExist":
      if !values.isEmpty {
        errors.invalid(valuesPath, written, "values set must be empty for exists and does not exist")
      }
    default:
      if values.count != 1 {
        errors.invalid(valuesPath, written, "for 'Gt', 'Lt' operators, exactly one value is required")
      }
      for (index, value) in values.enumerated() where Int64(value) == nil {
        errors.invalid(
          valuesPath.index(index), FieldError.quoted(value), "for 'Gt', 'Lt' operators, the value must be an integer")
      }
    }
    for (index, value) in values.enumerated() {
      let problems = NameFormat.labelValue(value)
      if !problems.isEmpty {
        errors.invalid(valuesPath.index(index).key(key), FieldError.quoted(value), problems.joined(separator: "; "))
      }
    }
  }

  private static func fieldRequirement(
    _ requirement: JSONValue, at path: FieldPath, _ errors: inout ValidationErrors
  ) {
    let operation = requirement["operator"].string ?? ""
    guard fieldOperators.contains(operation) else {
      return errors.notSupported(path.field("operator"), operation, supported: fieldOperators)
    }
    if requirement["values"].items.count != 1 {
      errors.invalid(path.field("values"), requirement["values"].json, "must have one element")
    }
  }
}
