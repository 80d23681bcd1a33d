/// The checks of requests and limits of a Pod as a whole (KEP-2837).
enum PodResourceValidation {
  /// - Parameters:
  ///   - spec: the Pod's.
  ///   - path: of its `resources`.
  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let resources = spec["resources"]
    guard !resources.isNull else { return }
    if !resources["claims"].isNull {
      errors.append(.forbidden(path.field("claims"), "claims cannot be set for Resources at pod-level"))
    }
    ResourceValidation.checkRequirements(resources, at: path, names: .pod, claims: [], &errors)
    checkRequests(spec, at: path.field("requests"), &errors)
    checkLimits(spec, at: path, &errors)
  }

  /// The containers together must fit into the Pod.
  private static func checkRequests(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let requests = ResourceList(spec["resources"]["requests"])
    let sums = ContainerResources.total("requests", of: spec).quantities
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) where ResourceName(key).isSupportedForPods {
      let request = requests[key] ?? Quantity(nanoUnits: 0)
      if sum > request {
        errors.append(
          .invalid(
            path.key(key), request.description,
            "must be greater than or equal to aggregate container requests of \(sum)"))
      }
    }
  }

  /// No container may be allowed more than the Pod.
  private static func checkLimits(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let limits = ResourceList(spec["resources"]["limits"])
    guard !limits.isEmpty else { return }
    for (index, container) in spec["containers"].items.enumerated() {
      for (key, amount) in container["resources"]["limits"].members {
        guard let limit = Quantity(amount), let podLimit = limits[key], limit > podLimit else { continue }
        let shown = path.field("containers").index(index).key(key).field("limits")
        let place = (path.parent ?? path).field("containers").index(index).field("resources").field("limits").key(key)
        errors.append(
          .invalid(
            place, limit.description, "must be less than or equal to pod limits of \(podLimit)",
            field: shown.description))
      }
    }
  }
}
