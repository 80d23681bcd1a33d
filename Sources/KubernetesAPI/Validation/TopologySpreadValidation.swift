/// The checks of `topologySpreadConstraints`.
enum TopologySpreadValidation {
  static func check(_ constraints: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, constraint) in constraints.enumerated() {
      let place = path.index(index)
      let skew = constraint["maxSkew"].integer ?? 0
      if skew <= 0 { errors.append(.invalid(place.field("maxSkew"), .integer(skew), "must be greater than zero")) }
      checkTopologyKey(constraint, at: place, &errors)
      let mode = constraint["whenUnsatisfiable"].text
      if !["DoNotSchedule", "ScheduleAnyway"].contains(mode) {
        errors.append(
          .notSupported(place.field("whenUnsatisfiable"), mode, ["DoNotSchedule", "ScheduleAnyway"]))
      }
      checkRepetition(constraint, constraints[(index + 1)...], at: place, &errors)
      checkMinDomains(constraint, at: place.field("minDomains"), &errors)
      for field in ["nodeAffinityPolicy", "nodeTaintsPolicy"] {
        if let policy = constraint[field].string, !["Honor", "Ignore"].contains(policy) {
          errors.append(.notSupported(place.field(field), policy, ["Honor", "Ignore"]))
        }
      }
      AffinityValidation.checkKeys(
        constraint["matchLabelKeys"].strings, selector: constraint["labelSelector"],
        at: place.field("matchLabelKeys"), &errors)
      LabelValidation.checkSelector(constraint["labelSelector"], at: place.field("labelSelector"), &errors)
    }
  }

  private static func checkTopologyKey(_ constraint: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let key = constraint["topologyKey"].text
    let place = path.field("topologyKey")
    if key.isEmpty {
      errors.append(.required(place, "can not be empty"))
    } else {
      LabelValidation.checkName(key, at: place, &errors)
    }
  }

  /// Two constraints of one kind for one topology contradict each other or say nothing new.
  private static func checkRepetition(
    _ constraint: JSONValue, _ others: ArraySlice<JSONValue>, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let isRepeated = others.contains {
      $0["topologyKey"].text == constraint["topologyKey"].text
        && $0["whenUnsatisfiable"].text == constraint["whenUnsatisfiable"].text
    }
    guard isRepeated else { return }
    let kind = "{\(constraint["topologyKey"].text), \(constraint["whenUnsatisfiable"].text)}"
    errors.append(
      .duplicate(path, .string(kind), field: path.field("{topologyKey, whenUnsatisfiable}").description))
  }

  private static func checkMinDomains(_ constraint: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard let domains = constraint["minDomains"].integer else { return }
    if domains <= 0 { errors.append(.invalid(path, .integer(domains), "must be greater than zero")) }
    let mode = constraint["whenUnsatisfiable"].text
    if mode != "DoNotSchedule" {
      errors.append(
        .invalid(
          path, .integer(domains), "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not \(mode)"))
    }
  }
}
