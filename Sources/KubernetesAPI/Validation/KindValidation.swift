/// The checks of the kinds that have no file of their own.
enum KindValidation {
  static func check(_ value: JSONValue, kind: String, _ errors: inout [FieldError]) {
    MetadataValidation.check(
      value["metadata"], isNamespaced: true, nameFormat: NameFormat.dns1123Subdomain, &errors)
  }
  static func checkUpdate(_ value: JSONValue, of old: JSONValue, kind: String, _ errors: inout [FieldError]) {}
}
