/// The checks of a Node.
enum NodeValidation {
  static func check(_ node: JSONValue, _ errors: inout [FieldError]) {
    MetadataValidation.check(
      node["metadata"], isNamespaced: false, nameFormat: NameFormat.dns1123Subdomain, &errors)
  }
  static func checkUpdate(_ node: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {}
}
