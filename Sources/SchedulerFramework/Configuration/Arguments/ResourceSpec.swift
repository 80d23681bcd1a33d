import KubernetesAPI

/// A resource that counts in scoring (`v1.ResourceSpec`).
public struct ResourceSpec: Sendable, Hashable {
  public var name: String
  /// How much the resource counts beside the others; 1 to 100 once it is validated.
  public var weight: Int

  public init(name: String, weight: Int) {
    self.name = name
    self.weight = weight
  }

  /// A list of them; an empty one is cpu and memory, and a weight of 0 or none is 1.
  static func list(_ value: JSONValue) -> [ResourceSpec] {
    let resources = value.items.map { item in
      let weight = item["weight"].int ?? 0
      return ResourceSpec(name: item["name"].string ?? "", weight: weight == 0 ? 1 : weight)
    }
    return resources.isEmpty
      ? [ResourceSpec(name: "cpu", weight: 1), ResourceSpec(name: "memory", weight: 1)] : resources
  }
}

/// A point of a function from utilization (per cent, 0 to 100) to score (0 to 10) (`v1.UtilizationShapePoint`).
public struct UtilizationShapePoint: Sendable, Hashable {
  public var utilization: Int
  public var score: Int

  public init(utilization: Int, score: Int) {
    self.utilization = utilization
    self.score = score
  }

  init(_ value: JSONValue) {
    self.init(utilization: value["utilization"].int ?? 0, score: value["score"].int ?? 0)
  }

  static func validate(_ shape: [UtilizationShapePoint], at path: FieldPath, _ errors: inout ValidationErrors) {
    guard !shape.isEmpty else { return errors.required(path, "at least one point must be specified") }
    if let unsorted = shape.indices.dropFirst().first(where: { shape[$0 - 1].utilization >= shape[$0].utilization }) {
      errors.invalid(
        path.index(unsorted).field("utilization"), shape[unsorted].utilization,
        "values must be sorted in increasing order")
    }
    for (index, point) in shape.enumerated() {
      if !(0...100).contains(point.utilization) {
        errors.invalid(path.index(index).field("utilization"), point.utilization, "not in valid range [0, 100]")
      }
      if !(0...10).contains(point.score) {
        errors.invalid(path.index(index).field("score"), point.score, "not in valid range [0, 10]")
      }
    }
  }
}
