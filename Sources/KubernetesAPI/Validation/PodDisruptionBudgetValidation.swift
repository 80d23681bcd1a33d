/// The checks of a PodDisruptionBudget.
enum PodDisruptionBudgetValidation {
  private static let policies = ["AlwaysAllow", "IfHealthyBudget"]

  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if !spec["minAvailable"].isNull, !spec["maxUnavailable"].isNull {
      // As the API server's own structure prints it.
      let shown: JSONValue = [
        "MinAvailable": spec["minAvailable"], "Selector": spec["selector"], "MaxUnavailable": spec["maxUnavailable"],
        "UnhealthyPodEvictionPolicy": spec["unhealthyPodEvictionPolicy"],
      ]
      errors.append(.invalid(path, shown, "minAvailable and maxUnavailable cannot be both set"))
    }
    for field in ["minAvailable", "maxUnavailable"] {
      UpdateStrategyValidation.checkAmount(spec[field], at: path.field(field), &errors)
      UpdateStrategyValidation.checkShare(spec[field], at: path.field(field), &errors)
    }
    LabelValidation.checkSelector(spec["selector"], at: path.field("selector"), &errors)
    if let policy = spec["unhealthyPodEvictionPolicy"].string, !policies.contains(policy) {
      errors.append(.notSupported(path.field("unhealthyPodEvictionPolicy"), policy, policies))
    }
  }
}
