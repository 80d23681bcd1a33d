/// The checks of a `v1.Affinity`.
enum AffinityValidation {
  static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  static let preferred = "preferredDuringSchedulingIgnoredDuringExecution"

  static func check(_ affinity: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let nodes = affinity["nodeAffinity"]
    let place = path.field("nodeAffinity")
    if !nodes[required].isNull { NodeSelectorValidation.check(nodes[required], at: place.field(required), &errors) }
    for (index, wish) in nodes[preferred].items.enumerated() {
      let item = place.field(preferred).index(index)
      checkWeight(wish, at: item, &errors)
      NodeSelectorValidation.checkTerm(
        wish["preference"], allowsAnyValue: true, at: item.field("preference"), &errors)
    }
    for kind in ["podAffinity", "podAntiAffinity"] { checkPods(affinity[kind], at: path.field(kind), &errors) }
  }

  private static func checkPods(_ affinity: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, term) in affinity[required].items.enumerated() {
      checkTerm(term, at: path.field(required).index(index), &errors)
    }
    for (index, wish) in affinity[preferred].items.enumerated() {
      let place = path.field(preferred).index(index)
      checkWeight(wish, at: place, &errors)
      checkTerm(wish["podAffinityTerm"], at: place.field("podAffinityTerm"), &errors)
    }
  }

  private static func checkWeight(_ wish: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let weight = wish["weight"].integer ?? 0
    if !(1...100).contains(weight) {
      errors.append(.invalid(path.field("weight"), .integer(weight), "must be in the range 1-100"))
    }
  }

  private static func checkTerm(_ term: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    LabelValidation.checkSelector(term["labelSelector"], at: path.field("labelSelector"), &errors)
    LabelValidation.checkSelector(term["namespaceSelector"], at: path.field("namespaceSelector"), &errors)
    for (index, namespace) in term["namespaces"].strings.enumerated() {
      errors += NameFormat.dns1123Label(namespace).map {
        .invalid(
          path.field("namespaces").index(index), namespace, $0, field: path.field("namespace").description)
      }
    }
    checkLabelKeys(term, at: path, &errors)
    let key = term["topologyKey"].text
    if key.isEmpty { errors.append(.required(path.field("topologyKey"), "can not be empty")) }
    LabelValidation.checkName(key, at: path.field("topologyKey"), &errors)
  }

  private static func checkLabelKeys(_ term: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for field in ["matchLabelKeys", "mismatchLabelKeys"] {
      checkKeys(term[field].strings, selector: term["labelSelector"], at: path.field(field), &errors)
    }
    let matching = Set(term["matchLabelKeys"].strings)
    for (index, key) in term["mismatchLabelKeys"].strings.enumerated() where matching.contains(key) {
      errors.append(
        .invalid(
          path.field("matchLabelKeys").index(index), key, "exists in both matchLabelKeys and mismatchLabelKeys"))
    }
  }

  /// Keys that are to be added to a selector, of terms and spread constraints alike.
  static func checkKeys(
    _ keys: [String], selector: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    guard !keys.isEmpty else { return }
    if selector.isNull {
      errors.append(.forbidden(path, "must not be specified when labelSelector is not set"))
      return
    }
    for (index, key) in keys.enumerated() { LabelValidation.checkName(key, at: path.index(index), &errors) }
  }
}
