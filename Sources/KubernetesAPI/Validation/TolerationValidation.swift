/// The checks of tolerations and of the effects of taints.
enum TolerationValidation {
  static func check(_ tolerations: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, toleration) in tolerations.enumerated() { check(toleration, at: path.index(index), &errors) }
  }

  private static func check(_ toleration: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let key = toleration["key"].text
    let operation = toleration["operator"].text
    let value = toleration["value"].text
    let effect = toleration["effect"].text
    if !key.isEmpty { LabelValidation.checkName(key, at: path.field("key"), &errors) }
    if key.isEmpty, operation != "Exists" {
      errors.append(
        .invalid(
          path.field("operator"), operation,
          "operator must be Exists when `key` is empty, which means \"match all values and all keys\""))
    }
    if !toleration["tolerationSeconds"].isNull, effect != "NoExecute" {
      errors.append(
        .invalid(path.field("effect"), effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"))
    }
    // Mistakes in the value are reported at the operator.
    let shown = path.field("operator").description
    switch operation {
    case "Equal", "":
      let messages = NameFormat.labelValue(value)
      if !messages.isEmpty {
        errors.append(.invalid(path.field("value"), value, messages.joined(separator: ";"), field: shown))
      }
    case "Exists":
      if !value.isEmpty {
        errors.append(
          .invalid(path.field("value"), value, "value must be empty when `operator` is 'Exists'", field: shown))
      }
    default: errors.append(.notSupported(path.field("operator"), operation, ["Equal", "Exists"]))
    }
    if !effect.isEmpty { checkEffect(effect, at: path.field("effect"), &errors) }
  }

  /// - Parameter field: the API server's name of the field, when it is not where it stands.
  static func checkEffect(
    _ effect: String, at path: FieldPath, field: String? = nil, _ errors: inout [FieldError]
  ) {
    if effect.isEmpty {
      errors.append(.required(path, field: field))
    } else if TaintEffect(rawValue: effect) == nil {
      errors.append(
        .notSupported(path, effect, ["NoSchedule", "PreferNoSchedule", "NoExecute"], field: field))
    }
  }
}
