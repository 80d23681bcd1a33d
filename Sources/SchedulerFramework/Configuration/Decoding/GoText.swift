import KubernetesAPI

/// `text` in double quotes, as Go's `%q` prints it.
func goQuoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case "\u{7}": quoted += "\\a"
    case "\u{8}": quoted += "\\b"
    case "\u{B}": quoted += "\\v"
    case "\u{C}": quoted += "\\f"
    case "\u{0}"..."\u{1F}", "\u{7F}":
      let hexadecimal = String(scalar.value, radix: 16)
      quoted += "\\x" + (hexadecimal.count == 1 ? "0" : "") + hexadecimal
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}

extension JSONValue {
  /// An integer that decoding has found to fit.
  var int: Int? { integer.flatMap { Int(exactly: $0) } }

  /// The text of a string that is not empty, as Go's defaulting takes an empty one for a missing one.
  var nonEmptyString: String? { string.flatMap { $0.isEmpty ? nil : $0 } }
}
