public import KubernetesAPI

/// `VolumeBindingArgs`.
public struct VolumeBindingArguments: Sendable, Hashable {
  /// Zero for not waiting at all.
  public var bindTimeoutSeconds: Int
  /// Has to be nil: the feature StorageCapacityScoring, which it belongs to, is off.
  public var shape: [UtilizationShapePoint]?

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    bindTimeoutSeconds = value["bindTimeoutSeconds"].int ?? 600
    if !value["shape"].isNull { shape = value["shape"].items.map(UtilizationShapePoint.init) }
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    if bindTimeoutSeconds < 0 {
      errors.invalid(
        path.field("bindTimeoutSeconds"), bindTimeoutSeconds,
        "invalid BindTimeoutSeconds, should not be a negative value")
    }
    if let shape {
      let points = shape.map { "{\"Utilization\":\($0.utilization),\"Score\":\($0.score)}" }
      errors.invalid(
        path.field("shape"), "[\(points.joined(separator: ","))]",
        "unexpected field `shape`, remove it or turn on the feature gate StorageCapacityScoring")
    }
  }
}
