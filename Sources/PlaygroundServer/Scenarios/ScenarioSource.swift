import KubernetesAPI
import Playground

/// Where a request takes its scenario from: the text itself, or the id of one that Berth has.
struct ScenarioSource: Sendable {
  var text: String
  /// The id of the saved scenario that the text is of; nil for a text, and for one that ships with Berth.
  var savedID: String?

  /// - Throws: 400 unless the body has either `scenario` or `scenarioId`, 404 for an unknown id.
  init(_ body: ScenarioBody, _ catalog: ScenarioCatalog) async throws {
    switch (body.text, try body.fields.text("scenarioId")) {
    case (let text?, nil): self.text = text
    case (nil, let id?):
      let entry = try await catalog.entry(id)
      text = entry.text
      savedID = entry.isBuiltIn ? nil : id
    default: throw Problem(.badRequest, "the body must have either scenario or scenarioId")
    }
  }
}
