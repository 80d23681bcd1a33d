/// The checks of a ResourceQuota.
enum ResourceQuotaValidation {
  private static let scopes: Set<String> = [
    "Terminating", "NotTerminating", "BestEffort", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity",
    "VolumeAttributesClass",
  ]

  private static let compute: Set<String> = [
    "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory",
  ]

  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for (key, amount) in spec["hard"].members {
      let name = ResourceName(key)
      let place = path.field("hard").key(key)
      name.checkForQuota(at: place, &errors)
      if let quantity = Quantity(amount) { ResourceValidation.checkQuantity(name, quantity, at: place, &errors) }
    }
    let resources = spec["hard"].members.keys.sorted()
    checkScopes(spec["scopes"].strings, resources, at: path.field("scopes"), &errors)
    checkSelector(
      spec["scopeSelector"], resources, at: path.field("scopeSelector").field("matchExpressions"), &errors)
  }

  private static func applies(_ scope: String, to resource: String) -> Bool {
    guard ResourceName(resource).isStandardForQuota else { return true }
    return switch scope {
    case "BestEffort": resource == "pods"
    case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity":
      resource == "pods" || compute.contains(resource)
    case "VolumeAttributesClass": resource == "persistentvolumeclaims" || resource == "requests.storage"
    default: true
    }
  }

  private static func checkScopes(
    _ given: [String], _ resources: [String], at path: FieldPath, _ errors: inout [FieldError]
  ) {
    func report(_ message: String) { errors.append(.invalid(path, JSONValue(given), message)) }
    for scope in given {
      if !scopes.contains(scope) { report("unsupported scope") }
      for resource in resources where !applies(scope, to: resource) {
        report("unsupported scope applied to resource")
      }
    }
    for pair in [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]]
    where pair.allSatisfy(given.contains) {
      report("conflicting scopes")
    }
  }

  private static func checkSelector(
    _ selector: JSONValue, _ resources: [String], at path: FieldPath, _ errors: inout [FieldError]
  ) {
    for requirement in selector["matchExpressions"].items {
      let scope = requirement["scopeName"].text
      let operation = requirement["operator"].text
      let values = requirement["values"].strings
      if !scopes.contains(scope) { errors.append(.invalid(path.field("scopeName"), scope, "unsupported scope")) }
      for resource in resources where !applies(scope, to: resource) {
        errors.append(.invalid(path, selector, "unsupported scope applied to resource"))
      }
      if scope != "PriorityClass", scope != "VolumeAttributesClass", scopes.contains(scope), operation != "Exists" {
        errors.append(
          .invalid(
            path.field("operator"), operation,
            "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, "
              + "ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or "
              + "ResourceQuotaScopeCrossNamespacePodAffinity"))
      }
      switch operation {
      case "In", "NotIn":
        if values.isEmpty {
          errors.append(
            .required(
              path.field("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector"))
        }
      case "Exists", "DoesNotExist":
        if !values.isEmpty {
          errors.append(
            .invalid(
              path.field("values"), JSONValue(values),
              "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector"))
        }
      default: errors.append(.invalid(path.field("operator"), operation, "not a valid selector operator"))
      }
    }
  }
}
