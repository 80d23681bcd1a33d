/// The checks of a Pod.
enum PodValidation {
  static func check(_ pod: JSONValue, _ errors: inout [FieldError]) {
    MetadataValidation.check(
      pod["metadata"], isNamespaced: true, nameFormat: NameFormat.dns1123Subdomain, &errors)
  }
}
enum PodUpdateValidation {
  static func check(_ pod: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {}
}
