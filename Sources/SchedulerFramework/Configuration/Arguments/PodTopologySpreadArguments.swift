public import KubernetesAPI

/// `PodTopologySpreadArgs`: the constraints of Pods that have none of their own.
public struct PodTopologySpreadArguments: Sendable, Hashable {
  /// Only with ``usesSystemDefaults`` false.
  public var defaultConstraints: [TopologySpreadConstraint]
  /// Whether kube-scheduler's own constraints are taken (`defaultingType: System`) rather than
  /// ``defaultConstraints`` (`List`).
  public var usesSystemDefaults: Bool { defaultingType == "System" }

  private var defaultingType: String
  private var constraints: [JSONValue]

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    constraints = value["defaultConstraints"].items
    defaultConstraints = constraints.map(TopologySpreadConstraint.init)
    defaultingType = value["defaultingType"].nonEmptyString ?? "System"
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    let typePath = path.field("defaultingType")
    if defaultingType != "System" && defaultingType != "List" {
      errors.notSupported(typePath, defaultingType, supported: ["System", "List"])
    } else if usesSystemDefaults && !constraints.isEmpty {
      errors.invalid(typePath, FieldError.quoted(defaultingType), "when .defaultConstraints are not empty")
    }
    for (index, constraint) in constraints.enumerated() {
      let constraintPath = path.field("defaultConstraints").index(index)
      Self.validate(constraint, at: constraintPath, &errors)
      let isRepeated = constraints[..<index].contains { Self.identity(of: $0) == Self.identity(of: constraint) }
      if isRepeated { errors.duplicate(constraintPath, FieldError.quoted(Self.identity(of: constraint))) }
    }
  }

  /// What no two constraints may have in common, as the message names it.
  private static func identity(of constraint: JSONValue) -> String {
    "{\(constraint["topologyKey"].string ?? ""), \(constraint["whenUnsatisfiable"].string ?? "")}"
  }

  private static func validate(_ constraint: JSONValue, at path: FieldPath, _ errors: inout ValidationErrors) {
    let maxSkew = constraint["maxSkew"].int ?? 0
    if maxSkew <= 0 { errors.invalid(path.field("maxSkew"), maxSkew, "not in valid range (0, inf)") }
    if let key = constraint["topologyKey"].nonEmptyString {
      errors.labelName(path.field("topologyKey"), key)
    } else {
      errors.required(path.field("topologyKey"), "can not be empty")
    }
    let actions = ["DoNotSchedule", "ScheduleAnyway"]
    if let action = constraint["whenUnsatisfiable"].nonEmptyString {
      if !actions.contains(action) {
        errors.notSupported(path.field("whenUnsatisfiable"), action, supported: actions)
      }
    } else {
      errors.required(path.field("whenUnsatisfiable"), "can not be empty")
    }
    if !constraint["labelSelector"].isNull {
      errors.forbidden(
        path.field("labelSelector"), "constraint must not define a selector, as they deduced for each pod")
    }
  }
}
