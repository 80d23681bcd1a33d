/// The checks of a PriorityClass.
enum PriorityClassValidation {
  /// Users' own classes stay below the system's.
  private static let highest: Int64 = 1_000_000_000

  private static let system: [String: Int64] = [
    "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000,
  ]

  static func check(_ value: JSONValue, _ errors: inout [FieldError]) {
    let name = value["metadata"]["name"].text
    let priority = value["value"].integer ?? 0
    if name.hasPrefix("system-") {
      if let mistake = mistake(name, priority, isDefault: value["globalDefault"].bool == true) {
        errors.append(
          .forbidden(
            FieldPath("metadata", "name"),
            "priority class names with 'system-' prefix are reserved for system use only. error: \(mistake)"))
      }
    } else if priority > highest {
      errors.append(
        .forbidden(FieldPath("value"), "maximum allowed value of a user defined priority is \(highest)"))
    }
    if !value["preemptionPolicy"].isNull {
      Checks.oneOf(
        ["PreemptLowerPriority", "Never"], value["preemptionPolicy"], at: FieldPath("preemptionPolicy"), &errors)
    }
  }

  private static func mistake(_ name: String, _ priority: Int64, isDefault: Bool) -> String? {
    guard let expected = system[name] else { return "\(name) is not a known system priority class" }
    if priority != expected { return "value of \(name) PriorityClass must be \(expected)" }
    return isDefault ? "globalDefault of \(name) PriorityClass must be false" : nil
  }
}
