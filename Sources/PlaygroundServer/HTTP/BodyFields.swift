import KubernetesAPI
import MicroHTTP

/// The members of a JSON object in a request's body, each asked for by name and type.
///
///     let fields = try BodyFields(request, known: ["scenario", "step"])
///     let text = try fields.requiredText("scenario")
struct BodyFields: Sendable {
  private let members: JSONObject

  /// No members, as a body in YAML has none.
  init() { members = [:] }

  /// - Throws: 415 for another media type, 400 for what is no JSON object, or has a member that is not known.
  init(_ request: Request, known: [String]) throws(Problem) {
    try request.requireMediaType(in: [MediaType.json])
    try self.init(json: request.body, known: known)
  }

  init(json bytes: [UInt8], known: [String]) throws(Problem) {
    let value: JSONValue
    do {
      value = try JSONValue(json: bytes)
    } catch {
      let causes = error.errors.map { Problem.Cause(position: $0.position, message: $0.message) }
      throw Problem(.badRequest, "the body is no JSON: \(causes.first?.message ?? "")", causes: causes)
    }
    guard case .object(let members) = value else {
      throw Problem(.badRequest, "the body must be a JSON object")
    }
    let causes = members.keys.filter { !known.contains($0) }.map { name in
      Problem.Cause(
        field: String(name.prefix(64)), message: "unknown field; known are \(known.joined(separator: ", "))")
    }
    guard causes.isEmpty else { throw Problem(.badRequest, "the body has an unknown field", causes: causes) }
    self.members = members
  }

  /// Any value; nil when the member is missing.
  subscript(name: String) -> JSONValue? { members[name] }

  func text(_ name: String) throws(Problem) -> String? {
    switch members[name] {
    case nil: nil
    case .string(let text): text
    default: throw Self.invalid(name, "must be a string")
    }
  }

  func requiredText(_ name: String) throws(Problem) -> String {
    guard let text = try text(name) else { throw Self.invalid(name, "is missing: it must be a string") }
    return text
  }

  /// A whole number of at least `first`.
  func number(_ name: String, from first: Int) throws(Problem) -> Int? {
    switch members[name] {
    case nil: return nil
    case .integer(let number) where number >= first: return Int(number)
    default: throw Self.invalid(name, "must be a whole number from \(first)")
    }
  }

  func items(_ name: String) throws(Problem) -> [JSONValue]? {
    switch members[name] {
    case nil: nil
    case .array(let items): items
    default: throw Self.invalid(name, "must be an array")
    }
  }

  /// A body whose member `name` is not as it must be.
  static func invalid(_ name: String, _ message: String) -> Problem {
    Problem(.badRequest, "\(name) \(message)", causes: [Problem.Cause(field: name, message: message)])
  }
}

extension Request {
  /// The essence of the body's media type.
  /// - Throws: 415 when it is none of `accepted`.
  @discardableResult
  func requireMediaType(in accepted: [String]) throws(Problem) -> String {
    let essence = headers[.contentType].map(MediaType.essence)
    if let essence, accepted.contains(essence) { return essence }
    let given = essence.map { "not \($0.prefix(64))" } ?? "but there is no Content-Type"
    throw Problem(.unsupportedMediaType, "the body must be \(accepted.joined(separator: " or ")), \(given)")
  }
}
