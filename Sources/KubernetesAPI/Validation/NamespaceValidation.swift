/// The checks of a Namespace.
enum NamespaceValidation {
  static func check(_ namespace: JSONValue, _ errors: inout [FieldError]) {
    MetadataValidation.check(
      MetadataMembers(namespace["metadata"]), isNamespaced: false, nameFormat: NameFormat.dns1123Label, &errors)
    for (index, name) in namespace["spec"]["finalizers"].strings.enumerated() {
      let path = FieldPath("spec", "finalizers")
      for message in NameFormat.qualifiedName(name) {
        errors.append(.invalid(path.index(index), name, message, field: path.description))
      }
      if let message = MetadataValidation.mistake(inFinalizer: name) {
        errors.append(.invalid(path.index(index), name, message, field: path.description))
      }
    }
  }
}
