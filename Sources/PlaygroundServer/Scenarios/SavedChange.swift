import HTTPTypes
import MicroHTTP
import Playground

/// A change of a saved scenario: who asks for it proves the right to with the edit token, and says with If-Match which
/// revision is to be replaced.
struct SavedChange: Sendable {
  let id: String
  private let editToken: String
  /// Nil without an If-Match.
  private let expectedRevision: Int?

  /// No revision has this number, so that a change that expects it is never made.
  private static let noRevision = 0

  /// - Throws: 401 without a token, 403 for a built-in scenario, 404.
  init(_ routed: RoutedRequest, _ catalog: ScenarioCatalog) async throws {
    id = routed.parameter("id")
    guard catalog.library.entry(id) == nil else {
      throw Problem(.forbidden, "\"\(id)\" ships with Berth and cannot be changed: save a scenario of your own")
    }
    guard let token = Self.bearerToken(routed.request) else {
      throw Problem(
        .unauthorized, "a change needs the scenario's edit token: Authorization: Bearer TOKEN",
        headers: [.wwwAuthenticate: "Bearer"])
    }
    editToken = token
    switch routed.request.ifMatch {
    case nil: expectedRevision = nil
    case .tags(let tags) where tags.count == 1: expectedRevision = tags[0].revision ?? Self.noRevision
    case .any: expectedRevision = try await catalog.store.scenario(id).revision
    case .tags(let tags):
      let current = try await catalog.store.scenario(id).revision
      expectedRevision = tags.contains { $0.revision == current } ? current : Self.noRevision
    }
  }

  /// Makes the change. The token counts before the precondition, as RFC 9110 has it, and the store checks it first.
  ///
  /// - Throws: 403, 404, 412; 428 without an If-Match.
  func perform<Value>(_ change: (_ editToken: String, _ expectedRevision: Int) async throws -> Value) async throws
    -> Value
  {
    do {
      return try await change(editToken, expectedRevision ?? Self.noRevision)
    } catch StoreError.revisionConflict(let current) where expectedRevision == nil {
      let tag = EntityTag(revision: current).text
      throw Problem(
        .preconditionRequired, "a change needs If-Match with the ETag of the revision it replaces, which is \(tag) now",
        headers: [.eTag: tag])
    }
  }

  private static func bearerToken(_ request: Request) -> String? {
    guard let field = request.headers[.authorization] else { return nil }
    let parts = field.split(separator: " ", omittingEmptySubsequences: true)
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
    return String(parts[1])
  }
}
