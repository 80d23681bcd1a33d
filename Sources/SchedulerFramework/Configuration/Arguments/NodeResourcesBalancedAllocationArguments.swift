public import KubernetesAPI

/// `NodeResourcesBalancedAllocationArgs`.
public struct NodeResourcesBalancedAllocationArguments: Sendable, Hashable {
  /// The resources whose use should be balanced; all weigh 1.
  public var resources: [ResourceSpec]

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    resources = ResourceSpec.list(value["resources"])
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    var seen: Set<String> = []
    for (index, resource) in resources.enumerated() {
      let path = path.field("resources").index(index)
      if !seen.insert(resource.name).inserted { errors.duplicate(path.field("name"), FieldError.quoted(resource.name)) }
      if resource.weight != 1 { errors.invalid(path.field("weight"), resource.weight, "must be 1") }
    }
  }
}
