/// The checks of a LimitRange.
enum LimitRangeValidation {
  private static let lists = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"]

  static func check(_ limits: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var types: Set<String> = []
    for (index, limit) in limits.enumerated() {
      let place = path.index(index)
      let type = limit["type"].text
      checkType(type, at: place.field("type"), &errors)
      if !types.insert(type).inserted { errors.append(.duplicate(place.field("type"), .string(type))) }
      checkNames(limit, type, at: place, &errors)
      var names: [String] = []
      for list in lists where type != "Pod" || !list.hasPrefix("default") {
        for name in limit[list].members.keys where !names.contains(name) { names.append(name) }
      }
      for name in names { Amounts(limit, name, isPod: type == "Pod", at: place).check(&errors) }
    }
  }

  private static func checkType(_ type: String, at path: FieldPath, _ errors: inout [FieldError]) {
    let messages = NameFormat.qualifiedName(type)
    errors += messages.map { .invalid(path, type, $0) }
    if messages.isEmpty, !type.contains("/"), !["Pod", "Container", "PersistentVolumeClaim"].contains(type) {
      errors.append(.invalid(path, type, "must be a standard limit type or fully qualified"))
    }
  }

  private static func checkNames(
    _ limit: JSONValue, _ type: String, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    for list in lists {
      if list == "maxLimitRequestRatio", type == "PersistentVolumeClaim",
        limit["min"]["storage"].isNull, limit["max"]["storage"].isNull
      {
        errors.append(
          .required(
            path.field("limits"),
            "either minimum or maximum storage value is required, but neither was provided"))
      }
      if type == "Pod", list.hasPrefix("default") {
        if !limit[list].members.isEmpty {
          errors.append(.forbidden(path.field(list), "may not be specified when `type` is 'Pod'"))
        }
        continue
      }
      for name in limit[list].members.keys {
        let place = path.field(list).key(name)
        if type == "Pod" || type == "Container" {
          ResourceName(name).checkForContainer(at: place, &errors)
        } else {
          ResourceName(name).check(at: place, &errors)
        }
      }
    }
  }

  /// What a LimitRange says of one resource.
  private struct Amounts {
    let name: String
    let path: FieldPath
    let min: Quantity?
    let max: Quantity?
    let standard: Quantity?
    let request: Quantity?
    let ratio: Quantity?

    init(_ limit: JSONValue, _ name: String, isPod: Bool, at path: FieldPath) {
      self.name = name
      self.path = path
      min = Quantity(limit["min"][name])
      max = Quantity(limit["max"][name])
      standard = isPod ? nil : Quantity(limit["default"][name])
      request = isPod ? nil : Quantity(limit["defaultRequest"][name])
      ratio = Quantity(limit["maxLimitRequestRatio"][name])
    }

    func check(_ errors: inout [FieldError]) {
      func report(_ list: String, _ value: Quantity, _ message: String) {
        errors.append(.invalid(path.field(list).key(name), value.description, message))
      }
      if let min, let max, min > max { report("min", min, "min value \(min) is greater than max value \(max)") }
      if let request, let min, min > request {
        report("defaultRequest", request, "min value \(min) is greater than default request value \(request)")
      }
      if let request, let max, request > max {
        report("defaultRequest", request, "default request value \(request) is greater than max value \(max)")
      }
      if let request, let standard, request > standard {
        report(
          "defaultRequest", request, "default request value \(request) is greater than default limit value \(standard)")
      }
      if let standard, let min, min > standard {
        report("default", min, "min value \(min) is greater than default value \(standard)")
      }
      if let standard, let max, standard > max {
        report("default", max, "default value \(standard) is greater than max value \(max)")
      }
      if let ratio { checkRatio(ratio, report) }
      if let standard, let request, standard != request, !ResourceName(name).allowsOvercommit {
        report(
          "defaultRequest", request,
          "default value \(standard) must equal to defaultRequest value \(request) in \(name)")
      }
    }

    private func checkRatio(_ ratio: Quantity, _ report: (String, Quantity, String) -> Void) {
      if ratio.nanoUnits < 1_000_000_000 { report("maxLimitRequestRatio", ratio, "ratio \(ratio) is less than 1") }
      guard let min, let max, !min.isZero else { return }
      // ratio > max / min, without a fraction.
      let most = max.nanoUnits.multipliedFullWidth(by: 1_000_000_000)
      let given = ratio.nanoUnits.multipliedFullWidth(by: min.nanoUnits)
      if (given.high, given.low) > (most.high, most.low) {
        let limit = DecimalText.fixed(max.nanoUnits, dividedBy: min.nanoUnits, digits: 6)
        report("maxLimitRequestRatio", ratio, "ratio \(ratio) is greater than max/min = \(limit)")
      }
    }
  }
}
