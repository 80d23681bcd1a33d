import KubernetesAPI
import Playground
import Webhooks

/// Finds scenarios by id, wherever they come from: those that ship with Berth, and those that were saved.
struct ScenarioCatalog: Sendable {
  struct Entry: Sendable {
    var id: String
    var text: String
    var revision: Int
    var isBuiltIn: Bool
    var entityTag: EntityTag
  }

  var library: ScenarioLibrary
  var store: any PlaygroundStore
  var limits: ScenarioLimits
  /// Calls the extenders that were allowed when the server was started.
  var webhooks = WebhookClient.none

  /// The newest revision.
  /// - Throws: 404.
  func entry(_ id: String) async throws -> Entry {
    if let entry = library.entry(id) {
      // It has no revisions: what tells one version from another is the text.
      let tag = EntityTag(digestOf: Array(entry.text.utf8))
      return Entry(id: id, text: entry.text, revision: 1, isBuiltIn: true, entityTag: tag)
    }
    let saved = try await store.scenario(id)
    return Entry(
      id: id, text: saved.text, revision: saved.revision, isBuiltIn: false,
      entityTag: EntityTag(revision: saved.revision))
  }

  /// The id of a scenario that has revisions.
  /// - Throws: 404 for one that ships with Berth.
  func savedID(_ routed: RoutedRequest) throws(Problem) -> String {
    let id = routed.parameter("id")
    guard library.entry(id) == nil else {
      throw Problem(.notFound, "\"\(id)\" ships with Berth and has no revisions")
    }
    return id
  }

  /// - Throws: `SourceErrors`, which are answered 422.
  func read(_ text: String) throws -> Scenario {
    try ScenarioReader(limits: limits, extenderClient: webhooks).read(text)
  }

  /// Checks that a text is a scenario that may be kept.
  ///
  /// - Throws: `SourceErrors` for mistakes, and for data that is never stored, such as a Secret's.
  func readForKeeping(_ text: String) throws -> Scenario {
    let scenario = try read(text)
    let sensitive = SensitiveData.mistakes(in: text)
    guard sensitive.isEmpty else { throw SourceErrors(sensitive) }
    return scenario
  }
}
