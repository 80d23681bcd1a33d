/// Small checks that many fields share.
enum Checks {
  /// A text that must be one of a few. A missing one is a mistake of its own kind.
  static func oneOf(
    _ allowed: [String], _ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let text = value.text
    if text.isEmpty {
      errors.append(.required(path))
    } else if !allowed.contains(text) {
      errors.append(.notSupported(path, text, allowed))
    }
  }

  /// A number that must not be negative; a missing one is 0.
  static func notNegative(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard let number = value.integer, number < 0 else { return }
    errors.append(.invalid(path, .integer(number), MetadataValidation.atLeastZero))
  }

  /// A text that must not be empty.
  static func required(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if value.text.isEmpty { errors.append(.required(path)) }
  }

  /// An IP address.
  static func address(_ text: String, at path: FieldPath, _ errors: inout [FieldError]) {
    if !IPAddress.isValid(text) {
      errors.append(.invalid(path, text, "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"))
    }
  }

  /// A path inside a volume: relative, and never upwards.
  static func descendingPath(_ text: String, at path: FieldPath, field: String? = nil, _ errors: inout [FieldError]) {
    if text.hasPrefix("/") { errors.append(.invalid(path, text, "must be a relative path", field: field)) }
    noBacksteps(text, at: path, field: field, &errors)
  }

  static func noBacksteps(_ text: String, at path: FieldPath, field: String? = nil, _ errors: inout [FieldError]) {
    if text.split(separator: "/").contains("..") {
      errors.append(.invalid(path, text, "must not contain '..'", field: field))
    }
  }

  /// A port by its number or its name.
  static func port(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if let name = value.string {
      errors += NameFormat.portName(name).map { .invalid(path, name, $0) }
    } else {
      let number = value.integer ?? 0
      errors += NameFormat.portNumber(number).map { .invalid(path, .integer(number), $0) }
    }
  }
}
