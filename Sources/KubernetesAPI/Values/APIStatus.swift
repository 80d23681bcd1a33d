/// One mistake in one field, as the API server's answer lists it (`metav1.StatusCause`).
public struct FieldError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The machine-readable kind of mistake (`metav1.CauseType`).
  public enum Reason: String, Sendable {
    case required = "FieldValueRequired"
    case invalid = "FieldValueInvalid"
    case duplicate = "FieldValueDuplicate"
    case notSupported = "FieldValueNotSupported"
    case forbidden = "FieldValueForbidden"
    case notFound = "FieldValueNotFound"
    case tooLong = "FieldValueTooLong"
    case tooMany = "FieldValueTooMany"
    case typeInvalid = "FieldValueTypeInvalid"
    case `internal` = "InternalError"
  }

  public var reason: Reason
  /// The field as the API server names it, which is not always where it stands: `metadata.taints[0].effect`.
  public var field: String
  /// What is wrong: `Invalid value: "x": must be …`.
  public var message: String
  /// Where it stands in the manifest.
  public var location: FieldPath

  public init(_ reason: Reason, field: String? = nil, message: String, at location: FieldPath) {
    self.reason = reason
    self.field = field ?? location.description
    self.message = message
    self.location = location
  }

  public var description: String { "\(field): \(message)" }
}

/// A refusal of the API server (`metav1.Status` with status Failure).
public struct APIStatus: Error, Sendable, Hashable, CustomStringConvertible {
  /// The machine-readable reason (`metav1.StatusReason`), which decides the HTTP status.
  public enum Reason: String, Sendable {
    case badRequest = "BadRequest"
    case forbidden = "Forbidden"
    case notFound = "NotFound"
    case alreadyExists = "AlreadyExists"
    case conflict = "Conflict"
    case invalid = "Invalid"
    case tooManyRequests = "TooManyRequests"
    case methodNotAllowed = "MethodNotAllowed"
    case internalError = "InternalError"

    /// The HTTP status code that goes with the reason.
    public var code: Int {
      switch self {
      case .badRequest: 400
      case .forbidden: 403
      case .notFound: 404
      case .methodNotAllowed: 405
      case .alreadyExists, .conflict: 409
      case .invalid: 422
      case .tooManyRequests: 429
      case .internalError: 500
      }
    }
  }

  public var reason: Reason
  public var message: String
  public var causes: [FieldError]

  public init(_ reason: Reason, _ message: String, causes: [FieldError] = []) {
    self.reason = reason
    self.message = message
    self.causes = causes
  }

  public var code: Int { reason.code }
  public var description: String { message }

  /// The answer to an object with mistakes in its fields: `Pod "web" is invalid: …`, several causes in brackets.
  ///
  /// Causes that read the same count once, as in the API server's aggregate of errors.
  public static func invalid(kind: String, name: String, _ errors: [FieldError]) -> APIStatus {
    var texts: [String] = []
    for text in errors.map(\.description) where !texts.contains(text) { texts.append(text) }
    let list = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    return APIStatus(.invalid, "\(kind) \"\(name)\" is invalid: \(list)", causes: errors)
  }
}
