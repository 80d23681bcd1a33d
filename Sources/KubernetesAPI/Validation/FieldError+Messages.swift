extension FieldError {
  /// `Required value: DETAIL`.
  static func required(_ path: FieldPath, _ detail: String = "", field: String? = nil) -> FieldError {
    FieldError(.required, field: field, message: text("Required value", detail), at: path)
  }

  /// `Invalid value: VALUE: DETAIL`.
  static func invalid(_ path: FieldPath, _ value: JSONValue, _ detail: String, field: String? = nil) -> FieldError {
    FieldError(.invalid, field: field, message: text("Invalid value: \(shown(value))", detail), at: path)
  }

  static func invalid(_ path: FieldPath, _ value: String, _ detail: String, field: String? = nil) -> FieldError {
    invalid(path, .string(value), detail, field: field)
  }

  /// `Unsupported value: VALUE: supported values: "A", "B"`, in the order given.
  static func notSupported(
    _ path: FieldPath, _ value: JSONValue, _ supported: [String], field: String? = nil
  ) -> FieldError {
    let list = supported.map(quoted).joined(separator: ", ")
    let detail = supported.isEmpty ? "" : "supported values: \(list)"
    return FieldError(
      .notSupported, field: field, message: text("Unsupported value: \(shown(value))", detail), at: path)
  }

  static func notSupported(
    _ path: FieldPath, _ value: String, _ supported: [String], field: String? = nil
  ) -> FieldError {
    notSupported(path, .string(value), supported, field: field)
  }

  /// `Duplicate value: VALUE`.
  static func duplicate(
    _ path: FieldPath, _ value: JSONValue, _ detail: String = "", field: String? = nil
  ) -> FieldError {
    FieldError(.duplicate, field: field, message: text("Duplicate value: \(shown(value))", detail), at: path)
  }

  /// `Forbidden: DETAIL`.
  static func forbidden(_ path: FieldPath, _ detail: String, field: String? = nil) -> FieldError {
    FieldError(.forbidden, field: field, message: text("Forbidden", detail), at: path)
  }

  /// `Not found: VALUE`.
  static func notFound(_ path: FieldPath, _ value: JSONValue) -> FieldError {
    FieldError(.notFound, message: "Not found: \(shown(value))", at: path)
  }

  /// `Too long: may not be more than N bytes`.
  static func tooLong(_ path: FieldPath, maximum: Int) -> FieldError {
    FieldError(
      .tooLong, message: "Too long: may not be more than \(maximum) \(maximum == 1 ? "byte" : "bytes")", at: path)
  }

  /// `Too many: N: must have at most MAXIMUM items`.
  static func tooMany(_ path: FieldPath, _ count: Int, maximum: Int) -> FieldError {
    FieldError(
      .tooMany, message: "Too many: \(count): must have at most \(maximum) \(maximum == 1 ? "item" : "items")",
      at: path)
  }

  private static func text(_ kind: String, _ detail: String) -> String {
    detail.isEmpty ? kind : "\(kind): \(detail)"
  }

  /// A value as the API server prints it into a message: strings quoted, all else as JSON.
  static func shown(_ value: JSONValue) -> String {
    if case .string(let text) = value { return quoted(text) }
    return value.json
  }

  /// A string in double quotes, as Go quotes it.
  public static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\u{0B}": result += "\\v"
      case "\u{0C}": result += "\\f"
      case "\u{00}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count == 1 ? "0" : "") + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
