/// Why the API server would not take a value as an object of its kind.
public struct DecodingProblem: Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// A field that the kind does not have.
    case unknownField
    /// A key that is given twice.
    case duplicateField
    /// A value of another JSON type than the field's, or a number out of its range.
    case typeMismatch
    /// A string that is no quantity, no time or no Base64.
    case malformed
  }

  public var kind: Kind
  /// Where it stands in the object.
  public var path: FieldPath
  /// In the API server's words: `unknown field "spec.containerz"`.
  public var message: String
  /// Whether Go's decoder stops right there, so that nothing else counts.
  var stopsDecoding = false

  public var description: String { message }
}

extension FieldPath {
  /// The path as strict decoding writes it, which does not tell keys of maps from fields: `metadata.labels.app`.
  var strictDescription: String {
    var text = ""
    for element in elements {
      switch element {
      case .field(let name), .key(let name): text += text.isEmpty ? name : ".\(name)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
