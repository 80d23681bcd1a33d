import KubernetesAPI

/// Reads the arguments of a plugin that is not part of kube-scheduler: every field has a type, and no other field may be
/// there.
///
///     var reader = ArgumentReader(arguments)
///     let label = reader.string("label", default: "rank")
///     let minimum = reader.integer("minimum", default: 0, in: 0...100)
///     try reader.finish()
public struct ArgumentReader {
  private let value: JSONValue
  // Whatever the plugin is, its arguments may name their type.
  private var known: Set<String> = ["apiVersion", "kind"]
  private var errors: [FieldError] = []

  /// - Parameter arguments: nil when the profile gives none; then every field has its default.
  public init(_ arguments: PluginArguments?) {
    if case .outOfTree(let value)? = arguments { self.value = value } else { value = .null }
  }

  /// A whole number within limits.
  public mutating func integer(_ field: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
    guard let given = take(field) else { return standard }
    guard let number = given.int, range.contains(number) else {
      refuse(field, given, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return standard
    }
    return number
  }

  /// A text that is not empty.
  public mutating func string(_ field: String, default standard: String) -> String {
    guard let given = take(field) else { return standard }
    guard let text = given.nonEmptyString else {
      refuse(field, given, "must be a text")
      return standard
    }
    return text
  }

  /// Has to be called last.
  ///
  /// - Throws: All mistakes, with their places within the arguments.
  public func finish() throws(ConfigurationError) {
    var errors = errors
    switch value {
    case .null, .object: break
    default: errors.append(FieldError(.invalid, message: "must be an object", at: FieldPath()))
    }
    for field in value.members.keys where !known.contains(field) {
      errors.append(FieldError(.invalid, message: "unknown field \"\(field)\"", at: FieldPath(field)))
    }
    guard !errors.isEmpty else { return }
    throw ConfigurationError(errors.map(\.description).joined(separator: ", "), causes: errors)
  }

  private mutating func take(_ field: String) -> JSONValue? {
    known.insert(field)
    // A bare nil would be the JSON null.
    return value[field].isNull ? Optional.none : value[field]
  }

  private mutating func refuse(_ field: String, _ given: JSONValue, _ problem: String) {
    errors.append(
      FieldError(
        .invalid, field: field, message: "Invalid value: \(given.json): \(problem)", at: FieldPath(field)))
  }
}
