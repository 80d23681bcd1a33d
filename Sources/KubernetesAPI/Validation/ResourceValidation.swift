/// The checks of requests and limits.
enum ResourceValidation {
  /// Which names may be used.
  enum Names {
    case container
    case pod
  }

  static func checkQuantity(_ name: ResourceName, _ value: Quantity, at path: FieldPath, _ errors: inout [FieldError]) {
    if value.isNegative { errors.append(.invalid(path, value.description, MetadataValidation.atLeastZero)) }
    if name.isInteger, !value.isInteger { errors.append(.invalid(path, value.description, "must be an integer")) }
  }

  /// The checks of a `v1.ResourceRequirements`.
  ///
  /// - Parameter claims: the names of the Pod's resource claims.
  static func checkRequirements(
    _ resources: JSONValue, at path: FieldPath, names: Names, claims: Set<String>, _ errors: inout [FieldError]
  ) {
    guard !resources.isNull else { return }
    let limits = ResourceList(resources["limits"])
    var hasCompute = false
    var hasHugePages = false
    for list in ["limits", "requests"] {
      for (key, amount) in resources[list].members {
        let name = ResourceName(key)
        let place = path.field(list).key(key)
        switch names {
        case .container: name.checkForContainer(at: place, &errors)
        case .pod: name.checkForPod(at: place, &errors)
        }
        guard let quantity = Quantity(amount) else { continue }
        checkQuantity(name, quantity, at: place, &errors)
        if list == "requests" { checkRequest(name, quantity, limits[key], at: path, &errors) }
        if name.isHugePages {
          hasHugePages = true
          checkHugePages(name, quantity, at: place, &errors)
        }
        hasCompute = hasCompute || key == "cpu" || key == "memory"
      }
    }
    if hasHugePages, !hasCompute { errors.append(.forbidden(path, "HugePages require cpu or memory")) }
    checkClaims(resources["claims"].items, at: path.field("claims"), known: claims, &errors)
  }

  private static func checkRequest(
    _ name: ResourceName, _ request: Quantity, _ limit: Quantity?, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let requests = path.field("requests")
    let location = requests.key(name.text)
    guard let limit else {
      if !name.allowsOvercommit {
        errors.append(
          .required(path.field("limits"), "Limit must be set for non overcommitable resources"))
      }
      return
    }
    if request != limit, !name.allowsOvercommit {
      errors.append(
        .invalid(
          location, request.description, "must be equal to \(name.text) limit of \(limit)",
          field: requests.description))
    } else if request > limit {
      errors.append(
        .invalid(
          location, request.description, "must be less than or equal to \(name.text) limit of \(limit)",
          field: requests.description))
    }
  }

  private static func checkHugePages(
    _ name: ResourceName, _ quantity: Quantity, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let page = Quantity(String(name.text.dropFirst("hugepages-".count)))
    if let page, page > Quantity(nanoUnits: 0), page.isInteger, quantity.nanoUnits % page.nanoUnits == 0 { return }
    errors.append(
      .invalid(
        path, quantity.description, "\(quantity) is not positive integer multiple of \(name.text)"))
  }

  private static func checkClaims(
    _ claims: [JSONValue], at path: FieldPath, known: Set<String>, _ errors: inout [FieldError]
  ) {
    var seen: Set<String> = []
    for (index, claim) in claims.enumerated() {
      let place = path.index(index)
      let name = claim["name"].text
      if name.isEmpty {
        errors.append(.required(place))
        continue
      }
      let request = claim["request"].text
      if !request.isEmpty {
        errors += NameFormat.dns1123Label(request).map { .invalid(place.field("request"), request, $0) }
      }
      let key = request.isEmpty ? name : "\(name)/\(request)"
      let overlaps = seen.contains(name) || (request.isEmpty && seen.contains { $0.hasPrefix(name + "/") })
      if overlaps || seen.contains(key) { errors.append(.duplicate(place, .string(overlaps ? name : key))) }
      seen.insert(key)
      if !known.contains(name) {
        let list = known.isEmpty ? " which is empty" : ": " + known.sorted().joined(separator: ", ")
        errors.append(
          FieldError(
            .notFound,
            message: "Not found: \(FieldError.quoted(name)): must be one of the names in pod.spec.resourceClaims"
              + list, at: place))
      }
    }
  }
}
