/// The checks of a change to a Pod: most of its spec is fixed once it exists.
enum PodUpdateValidation {
  private static let updatable = [
    "`spec.containers[*].image`", "`spec.initContainers[*].image`", "`spec.activeDeadlineSeconds`",
    "`spec.tolerations` (only additions to existing tolerations)",
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)",
  ].joined(separator: ",")

  static func check(_ pod: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {
    PodValidation.checkMetadataAndSpec(pod, nil, &errors)
    let path = FieldPath("spec")
    let new = pod["spec"]
    let before = old["spec"]
    for list in ["containers", "initContainers"] {
      guard checkImages(new[list].items, before[list].items, at: path.field(list), &errors) else { return }
    }
    guard checkDeadline(new, before, at: path.field("activeDeadlineSeconds"), &errors) else { return }
    checkTolerations(new, before, at: path.field("tolerations"), &errors)
    checkGates(new, before, at: path.field("schedulingGates"), &errors)
    if new.isEquivalent(to: before) { return }

    let allowed = allowedChanges(new, before, at: path, &errors)
    let changes = FieldChanges.paths(from: before, to: allowed, at: path)
    if !changes.isEmpty {
      let list = changes.map(\.description).joined(separator: ", ")
      errors.append(
        FieldError(
          .forbidden, field: path.description,
          message: "Forbidden: pod updates may not change fields other than \(updatable)\nchanged: \(list)",
          at: changes[0]))
    }
  }

  /// The new spec with everything that may change put back to what it was; what still differs may not.
  private static func allowedChanges(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) -> JSONValue {
    var spec = new
    for list in ["containers", "initContainers"] {
      let images = old[list].items
      spec[list] = .array(
        zip(spec[list].items, images).map { container, before in
          var container = container
          container["image"] = before["image"]
          return container
        })
      if old[list].isNull, spec[list].items.isEmpty { spec[list] = .null }
    }
    for field in ["activeDeadlineSeconds", "schedulingGates", "tolerations"] { spec[field] = old[field] }
    if let grace = old["terminationGracePeriodSeconds"].integer, grace < 0,
      spec["terminationGracePeriodSeconds"] == 1
    {
      spec["terminationGracePeriodSeconds"] = .integer(grace)
    }
    if !old["schedulingGates"].items.isEmpty { allowGatedChanges(&spec, old, at: path, &errors) }
    return spec
  }

  // MARK: Gated Pods

  /// A Pod that is not yet offered to a scheduler may be narrowed down, not widened.
  private static func allowGatedChanges(
    _ spec: inout JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    if !spec["nodeSelector"].isEquivalent(to: old["nodeSelector"]) {
      checkSelectorAdditions(spec["nodeSelector"], old["nodeSelector"], at: path.field("nodeSelector"), &errors)
      spec["nodeSelector"] = old["nodeSelector"]
    }
    let new = spec["affinity"]["nodeAffinity"]
    let before = old["affinity"]["nodeAffinity"]
    guard !new.isEquivalent(to: before) else { return }
    checkAffinityAdditions(new, before, at: path.field("affinity").field("nodeAffinity"), &errors)
    spec["affinity"]["nodeAffinity"] = before
    if spec["affinity"].members.isEmpty { spec["affinity"] = old["affinity"] }
  }

  private static func checkSelectorAdditions(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    for (key, value) in old.members {
      if new[key] != value {
        errors.append(
          .invalid(path, new, "only additions to spec.nodeSelector are allowed (no mutations or deletions)"))
        return
      }
    }
  }

  private static func checkAffinityAdditions(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let required = AffinityValidation.required
    let place = path.field(required).field("nodeSelectorTerms")
    let before = old[required]["nodeSelectorTerms"].items
    guard !old[required].isNull else { return }
    let terms = new[required]["nodeSelectorTerms"].items
    guard !before.isEmpty, terms.count == before.count else {
      errors.append(
        .invalid(place, .array(terms), "no additions/deletions to non-empty NodeSelectorTerms list are allowed"))
      return
    }
    for (index, (term, earlier)) in zip(terms, before).enumerated() {
      let keepsExpressions = begins(term["matchExpressions"].items, with: earlier["matchExpressions"].items)
      let keepsFields = begins(term["matchFields"].items, with: earlier["matchFields"].items)
      // A term that matches nothing must go on matching nothing.
      let wasEmpty = earlier["matchExpressions"].items.isEmpty && earlier["matchFields"].items.isEmpty
      if !keepsExpressions || !keepsFields || (wasEmpty && !term.isEquivalent(to: earlier)) {
        errors.append(.invalid(place.index(index), term, "only additions are allowed (no mutations or deletions)"))
      }
    }
  }

  private static func begins(_ items: [JSONValue], with earlier: [JSONValue]) -> Bool {
    items.starts(with: earlier) { $0.isEquivalent(to: $1) }
  }

  // MARK: What may change

  /// false when nothing more can be said, as with another number of containers.
  private static func checkImages(
    _ new: [JSONValue], _ old: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]
  ) -> Bool {
    guard new.count == old.count else {
      errors.append(.forbidden(path, "pod updates may not add or remove containers"))
      return false
    }
    for (index, container) in new.enumerated() {
      Checks.required(container["image"], at: path.index(index).field("image"), &errors)
      ContainerValidation.checkImageBlanks(container, at: path.index(index), &errors)
    }
    return true
  }

  private static func checkDeadline(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) -> Bool {
    let before = old["activeDeadlineSeconds"].integer
    guard let seconds = new["activeDeadlineSeconds"].integer else {
      if before != nil {
        errors.append(.invalid(path, .null, "must not update from a positive integer to nil value"))
      }
      return true
    }
    if !(0...Int64(Int32.max)).contains(seconds) {
      errors.append(.invalid(path, .integer(seconds), "must be between 0 and \(Int32.max), inclusive"))
      return false
    }
    if let before, before < seconds {
      errors.append(.invalid(path, .integer(seconds), "must be less than or equal to previous value"))
      return false
    }
    return true
  }

  private static func checkTolerations(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    func timeless(_ toleration: JSONValue) -> JSONValue {
      var toleration = toleration
      toleration["tolerationSeconds"] = .null
      return toleration
    }
    let kept = new["tolerations"].items.map(timeless)
    if old["tolerations"].items.contains(where: { !kept.contains(where: timeless($0).isEquivalent) }) {
      errors.append(.forbidden(path, "existing toleration can not be modified except its tolerationSeconds"))
      return
    }
    TolerationValidation.check(new["tolerations"].items, at: path, &errors)
  }

  private static func checkGates(
    _ new: JSONValue, _ old: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let known = Set(old["schedulingGates"].items.map(\.["name"].text))
    for (index, gate) in new["schedulingGates"].items.enumerated() where !known.contains(gate["name"].text) {
      errors.append(
        .forbidden(
          path.index(index).field("name"),
          "only deletion is allowed, but found new scheduling gate '\(gate["name"].text)'"))
    }
  }
}
