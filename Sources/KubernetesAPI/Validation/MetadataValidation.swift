/// The checks of `metadata` (`ValidateObjectMeta`).
enum MetadataValidation {
  static let path = FieldPath("metadata")
  private static let namespace = path.field("namespace")
  private static let labels = path.field("labels")
  static let annotations = path.field("annotations")

  /// Of all annotations together, keys and values, in bytes.
  private static let annotationsLimit = 256 * 1024

  /// Kinds whose namespaces, owners and so on are checked alike, whatever their names must look like.
  static func check(
    _ metadata: MetadataMembers, isNamespaced: Bool, nameFormat: (String) -> [String], _ errors: inout [FieldError]
  ) {
    let name = metadata.name
    let base = metadata.generateName
    if !base.isEmpty {
      // What is added to the base will be letters and digits.
      let probe = base.hasSuffix("-") ? base.dropLast() + "a" : base
      for message in nameFormat(String(probe)) {
        errors.append(.invalid(path.field("generateName"), base, message))
      }
    }
    if name.isEmpty {
      errors.append(.required(path.field("name"), "name or generateName is required"))
    } else {
      for message in nameFormat(name) { errors.append(.invalid(path.field("name"), name, message)) }
    }
    checkNamespace(metadata.namespace, isNamespaced: isNamespaced, &errors)
    checkCommon(metadata, &errors)
  }

  private static func checkNamespace(_ name: String, isNamespaced: Bool, _ errors: inout [FieldError]) {
    if isNamespaced {
      if name.isEmpty {
        errors.append(.required(namespace))
      } else {
        for message in NameFormat.dns1123Label(name) { errors.append(.invalid(namespace, name, message)) }
      }
    } else if !name.isEmpty {
      errors.append(.forbidden(namespace, "not allowed on this type"))
    }
  }

  private static func checkCommon(_ metadata: MetadataMembers, _ errors: inout [FieldError]) {
    if let generation = metadata.generation, generation < 0 {
      errors.append(.invalid(path.field("generation"), .integer(generation), atLeastZero))
    }
    LabelValidation.check(metadata.labels, at: labels, &errors)
    checkAnnotations(metadata.annotations, at: annotations, &errors)
    checkOwnerReferences(metadata.ownerReferences, &errors)
    checkFinalizers(metadata.finalizers, &errors)
    checkFinalizerNames(metadata.finalizers, &errors)
  }

  static let atLeastZero = "must be greater than or equal to 0"

  static func checkAnnotations(_ annotations: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    var size = 0
    for (key, value) in annotations.members {
      // Annotations of old had upper case letters in their prefixes.
      for message in NameFormat.qualifiedName(key.lowercased()) {
        errors.append(.invalid(path.key(key), key, message, field: path.description))
      }
      size += key.utf8.count + (value.string?.utf8.count ?? 0)
    }
    if size > annotationsLimit { errors.append(.tooLong(path, maximum: annotationsLimit)) }
  }

  private static func checkOwnerReferences(_ references: [JSONValue], _ errors: inout [FieldError]) {
    guard !references.isEmpty else { return }
    let list = path.field("ownerReferences")
    var controller: String?
    for (index, reference) in references.enumerated() {
      let place = list.index(index)
      checkOwnerReference(reference, at: place, &errors)
      guard reference["controller"].bool == true else { continue }
      let name = reference["name"].string ?? ""
      if let controller {
        errors.append(
          .invalid(
            place, .array(references),
            "Only one reference can have Controller set to true. Found \"true\" in references for \(controller) and "
              + name, field: list.description))
      } else {
        controller = name
      }
    }
  }

  private static func checkOwnerReference(
    _ reference: JSONValue, at place: FieldPath, _ errors: inout [FieldError]
  ) {
    let list = path.field("ownerReferences")
    func require(_ member: String, _ message: String) {
      guard (reference[member].string ?? "").isEmpty else { return }
      errors.append(
        .invalid(place.field(member), reference[member].string ?? "", message, field: "\(list).\(member)"))
    }
    let version = reference["apiVersion"].string ?? ""
    if version.split(separator: "/", omittingEmptySubsequences: false).count > 2 {
      errors.append(
        .invalid(
          place.field("apiVersion"), version, "unexpected GroupVersion string: \(version)",
          field: "\(list).apiVersion"))
      return
    }
    require("apiVersion", "version must not be empty")
    require("kind", "must not be empty")
    require("name", "must not be empty")
    require("uid", "must not be empty")
    if version == "v1", reference["kind"].string == "Event" {
      errors.append(.invalid(place, "/v1, Kind=Event", "is disallowed from being an owner", field: list.description))
    }
  }

  private static func checkFinalizers(_ finalizers: [String], _ errors: inout [FieldError]) {
    guard !finalizers.isEmpty else { return }
    let list = path.field("finalizers")
    for (index, finalizer) in finalizers.enumerated() {
      for message in NameFormat.qualifiedName(finalizer) {
        errors.append(.invalid(list.index(index), finalizer, message, field: list.description))
      }
    }
    if finalizers.contains("orphan"), finalizers.contains("foregroundDeletion") {
      errors.append(
        .invalid(
          list, JSONValue(finalizers), "finalizer orphan and foregroundDeletion cannot be both set"))
    }
  }

  private static let standardFinalizers: Set<String> = ["kubernetes", "orphan", "foregroundDeletion"]

  private static func checkFinalizerNames(_ finalizers: [String], _ errors: inout [FieldError]) {
    for (index, finalizer) in finalizers.enumerated() {
      if let message = mistake(inFinalizer: finalizer) {
        errors.append(.invalid(path.field("finalizers").index(index), finalizer, message))
      }
    }
  }

  /// Finalizers of one's own have a domain, those without are Kubernetes'.
  static func mistake(inFinalizer name: String) -> String? {
    name.contains("/") || standardFinalizers.contains(name)
      ? nil : "name is neither a standard finalizer name nor is it fully qualified"
  }

  // MARK: Updates

  /// What may not change in an object's metadata, and then the checks of the new state.
  static func checkUpdate(_ new: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {
    let oldGeneration = old["generation"].integer ?? 0
    let newGeneration = new["generation"].integer ?? 0
    if !old["deletionTimestamp"].isNull {
      let known = old["finalizers"].items
      let added = new["finalizers"].items.filter { !known.contains($0) }
      if !added.isEmpty {
        errors.append(
          .forbidden(
            path.field("finalizers"),
            "no new finalizers can be added if the object is being deleted, found new finalizers "
              + goStrings(added.compactMap(\.string))))
      }
    }
    if newGeneration < oldGeneration {
      errors.append(.invalid(path.field("generation"), .integer(newGeneration), "must not be decremented"))
    }
    for field in [
      "name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds",
    ] where new[field] != old[field] {
      errors.append(.invalid(path.field(field), new[field], immutable))
    }
    checkCommon(MetadataMembers(new), &errors)
  }

  static let immutable = "field is immutable"

  /// Go's `%#v` of a list of strings.
  private static func goStrings(_ texts: [String]) -> String {
    "[]string{\(texts.map(FieldError.quoted).joined(separator: ", "))}"
  }
}
