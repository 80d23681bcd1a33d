import KubernetesAPI

extension JSONValue {
  /// An integer that decoding has found to fit.
  var int: Int? { integer.flatMap { Int(exactly: $0) } }

  /// The text of a string that is not empty, as Go's defaulting takes an empty one for a missing one.
  var nonEmptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }
}
