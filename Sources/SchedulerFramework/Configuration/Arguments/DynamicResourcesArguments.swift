public import KubernetesAPI

/// `DynamicResourcesArgs`.
public struct DynamicResourcesArguments: Sendable, Hashable {
  /// How long the search for devices on one Node may take; zero for no limit.
  public var filterTimeout: ConfigurationDuration

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    let timeout = value["filterTimeout"]
    filterTimeout = timeout.isNull ? .seconds(10) : ConfigurationDuration(timeout)
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    if filterTimeout.nanoseconds < 0 {
      errors.invalid(
        path.field("filterTimeout"), FieldError.quoted(filterTimeout.description), "must be zero or positive")
    }
  }
}
