import KubernetesAPI
import MicroHTTP

/// A scenario as a request brings it: as text in YAML, or as the member `scenario` of a JSON object.
struct ScenarioBody: Sendable {
  /// The scenario's text; nil when the JSON object has none.
  var text: String?
  /// The other members of the JSON object.
  var fields: BodyFields

  /// - Parameter known: the members that may stand beside `scenario`.
  init(_ request: Request, known: [String] = []) throws(Problem) {
    guard try request.requireMediaType(in: [MediaType.json, MediaType.yaml]) == MediaType.yaml else {
      fields = try BodyFields(request, known: ["scenario"] + known)
      text = try fields.text("scenario")
      return
    }
    guard let text = String(validating: request.body, as: UTF8.self) else {
      throw Problem(.badRequest, "the body is not UTF-8", causes: [Self.firstMistake(in: request.body)])
    }
    self.text = text
    fields = BodyFields()
  }

  func requiredText() throws(Problem) -> String {
    guard let text else { throw BodyFields.invalid("scenario", "is missing: it must be a string") }
    return text
  }

  private static func firstMistake(in bytes: [UInt8]) -> Problem.Cause {
    let errors = DocumentReader().read(bytes).errors
    return Problem.Cause(position: errors.first?.position, message: errors.first?.message ?? "invalid UTF-8")
  }
}
