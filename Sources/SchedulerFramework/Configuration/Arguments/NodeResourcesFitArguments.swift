public import KubernetesAPI

/// `NodeResourcesFitArgs`.
public struct NodeResourcesFitArguments: Sendable, Hashable {
  /// How a Node is scored by the resources that are requested on it (`v1.ScoringStrategy`).
  public struct ScoringStrategy: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      /// Prefers Nodes with much left.
      case leastAllocated = "LeastAllocated"
      /// Prefers Nodes with little left.
      case mostAllocated = "MostAllocated"
      /// Scores by ``ScoringStrategy/shape``.
      case requestedToCapacityRatio = "RequestedToCapacityRatio"
    }

    /// As written; a valid one has a ``kind``.
    public var type: String
    public var resources: [ResourceSpec]
    /// The function from utilization to score; nil unless `requestedToCapacityRatio` is given.
    public var shape: [UtilizationShapePoint]?

    public var kind: Kind? { Kind(rawValue: type) }

    init(_ value: JSONValue) {
      type = value.isNull ? Kind.leastAllocated.rawValue : value["type"].string ?? ""
      resources = ResourceSpec.list(value["resources"])
      let ratio = value["requestedToCapacityRatio"]
      if !ratio.isNull { shape = ratio["shape"].items.map(UtilizationShapePoint.init) }
    }
  }

  /// Extended resources that the filter takes no notice of.
  public var ignoredResources: [String]
  /// Prefixes, before the `/`, of extended resources that the filter takes no notice of.
  public var ignoredResourceGroups: [String]
  public var scoringStrategy: ScoringStrategy

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    ignoredResources = value["ignoredResources"].items.map { $0.string ?? "" }
    ignoredResourceGroups = value["ignoredResourceGroups"].items.map { $0.string ?? "" }
    scoringStrategy = ScoringStrategy(value["scoringStrategy"])
  }

  /// The plugin checks its arguments itself, so the fields are named from the arguments on.
  func validate(_ errors: inout ValidationErrors) {
    for (index, name) in ignoredResources.enumerated() {
      errors.labelName(FieldPath("ignoredResources").index(index), name)
    }
    for (index, group) in ignoredResourceGroups.enumerated() {
      let path = FieldPath("ignoredResourceGroups").index(index)
      if group.contains("/") { errors.invalid(path, FieldError.quoted(group), "resource group name can't contain '/'") }
      errors.labelName(path, group)
    }
    scoringStrategy.validate(at: FieldPath("scoringStrategy"), &errors)
  }
}

extension NodeResourcesFitArguments.ScoringStrategy {
  fileprivate func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    if kind == nil { errors.notSupported(path.field("type"), type, supported: Kind.allCases.map(\.rawValue)) }
    for (index, resource) in resources.enumerated() where !(1...100).contains(resource.weight) {
      errors.invalid(
        path.field("resources").index(index).field("weight"), resource.weight,
        "resource weight of \(resource.name) not in valid range (0, 100]")
    }
    let ratioPath = path.field("requestedToCapacityRatio")
    switch (kind == .requestedToCapacityRatio, shape) {
    case (true, let shape?): UtilizationShapePoint.validate(shape, at: ratioPath.field("shape"), &errors)
    case (true, nil): errors.required(ratioPath, "must be specified when type is RequestedToCapacityRatio")
    case (false, .some): errors.forbidden(ratioPath, "must be nil when type is not RequestedToCapacityRatio")
    case (false, nil): break
    }
  }
}
