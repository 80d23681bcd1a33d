/// The checks of how workloads replace their Pods.
enum UpdateStrategyValidation {
  static func checkDeployment(_ strategy: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let rolling = strategy["rollingUpdate"]
    let place = path.field("rollingUpdate")
    switch strategy["type"].text {
    case "Recreate":
      if !rolling.isNull {
        errors.append(.forbidden(place, "may not be specified when strategy `type` is 'Recreate'"))
      }
    case "RollingUpdate":
      checkAmount(rolling["maxUnavailable"], at: place.field("maxUnavailable"), &errors)
      checkAmount(rolling["maxSurge"], at: place.field("maxSurge"), &errors)
      if isZero(rolling["maxUnavailable"]), isZero(rolling["maxSurge"]) {
        errors.append(
          .invalid(place.field("maxUnavailable"), rolling["maxUnavailable"], "may not be 0 when `maxSurge` is 0"))
      }
      checkShare(rolling["maxUnavailable"], at: place.field("maxUnavailable"), &errors)
    default: errors.append(.notSupported(path, shown(strategy), ["Recreate", "RollingUpdate"]))
    }
  }

  static func checkDaemonSet(_ strategy: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let rolling = strategy["rollingUpdate"]
    let place = path.field("rollingUpdate")
    switch strategy["type"].text {
    case "OnDelete": break
    case "RollingUpdate":
      let fields = ["maxUnavailable", "maxSurge"]
      for field in fields { checkAmount(rolling[field], at: place.field(field), &errors) }
      for field in fields { checkShare(rolling[field], at: place.field(field), &errors) }
      switch (isZero(rolling["maxUnavailable"]), isZero(rolling["maxSurge"])) {
      case (false, false):
        errors.append(
          .invalid(
            place.field("maxSurge"), rolling["maxSurge"], "may not be set when maxUnavailable is non-zero"))
      case (true, true):
        errors.append(.required(place.field("maxUnavailable"), "cannot be 0 when maxSurge is 0"))
      default: break
      }
    default: errors.append(.notSupported(path, shown(strategy), ["RollingUpdate", "OnDelete"]))
    }
  }

  static func checkStatefulSet(_ strategy: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let rolling = strategy["rollingUpdate"]
    let place = path.field("rollingUpdate")
    switch strategy["type"].text {
    case "OnDelete":
      if !rolling.isNull {
        errors.append(
          .invalid(place, rolling, "only allowed for updateStrategy 'RollingUpdate'"))
      }
    case "RollingUpdate": Checks.notNegative(rolling["partition"], at: place.field("partition"), &errors)
    default: errors.append(.invalid(path, shown(strategy), "must be 'RollingUpdate' or 'OnDelete'"))
    }
  }

  // MARK: Numbers and shares

  /// A number of Pods or a share of them: `1`, `25%`.
  static func checkAmount(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if let text = value.string {
      errors += NameFormat.percentage(text).map { .invalid(path, text, $0) }
    } else {
      Checks.notNegative(value, at: path, &errors)
    }
  }

  static func checkShare(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if let share = percentage(value), share > 100 {
      errors.append(.invalid(path, value, "must not be greater than 100%"))
    }
  }

  private static func percentage(_ value: JSONValue) -> Int? {
    guard let text = value.string, NameFormat.percentage(text).isEmpty else { return nil }
    // More digits than a number can hold are more than 100 all the same.
    return Int(text.dropLast()) ?? .max
  }

  private static func isZero(_ value: JSONValue) -> Bool {
    value.integer ?? percentage(value).map(Int64.init) ?? 0 == 0
  }

  /// The strategy as the API server's own structure prints it.
  private static func shown(_ strategy: JSONValue) -> JSONValue {
    let rolling = strategy["rollingUpdate"]
    var update = JSONValue.null
    if !rolling.isNull {
      update = [:]
      for (field, name) in [("maxUnavailable", "MaxUnavailable"), ("maxSurge", "MaxSurge"), ("partition", "Partition")]
      where !rolling[field].isNull {
        update[name] = rolling[field]
      }
    }
    return ["Type": .string(strategy["type"].text), "RollingUpdate": update]
  }
}
