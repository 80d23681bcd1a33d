/// Where scenarios and shares are kept. What a call answered is on the disk: it survives a crash and a power cut.
///
/// Ids, slugs and tokens come from outside and may be any text: one that is not known is ``StoreError/notFound(_:)``.
/// A `client` is whatever the caller counts quotas by, such as an address. Every method may throw ``StoreError``.
public protocol PlaygroundStore: Sendable {
  /// Saves a text as a new scenario, under an id that cannot be guessed, with 1 as its revision.
  ///
  /// - Throws: ``StoreError/quotaExceeded(_:)``.
  func createScenario(text: String, client: String) async throws -> CreatedScenario

  /// The newest revision of a scenario.
  func scenario(_ id: String) async throws -> ScenarioRevision

  /// One revision, counted from 1.
  func revision(_ number: Int, of id: String) async throws -> ScenarioRevision

  /// At most `limit` revisions in ascending order, those that come after number `after`; 0 begins with the first.
  func revisions(of id: String, after: Int, limit: Int) async throws -> [RevisionSummary]

  /// Saves a text as the next revision, provided that `expectedRevision` still is the newest one.
  ///
  /// - Throws: ``StoreError/wrongToken`` first, then ``StoreError/revisionConflict(current:)``, then
  ///   ``StoreError/quotaExceeded(_:)``.
  func updateScenario(
    _ id: String, text: String, expectedRevision: Int, editToken: String, client: String
  ) async throws -> RevisionSummary

  /// Deletes a scenario with all its revisions, provided that `expectedRevision` still is the newest one.
  ///
  /// Its shares live on unless `includingShares`; even then a share stays that somebody also made from elsewhere.
  ///
  /// - Throws: ``StoreError/wrongToken`` first, then ``StoreError/revisionConflict(current:)``.
  func deleteScenario(_ id: String, expectedRevision: Int, editToken: String, includingShares: Bool) async throws

  /// Keeps a snapshot for ever. The same content gets the same slug, whoever shares it, and is kept once.
  ///
  /// - Parameter scenarioID: the saved scenario that the snapshot was made of, if it was.
  /// - Throws: ``StoreError/quotaExceeded(_:)`` for content that is new.
  func createShare(_ snapshot: Snapshot, of scenarioID: String?, client: String) async throws -> Share

  func share(_ slug: String) async throws -> Share

  /// Reads everything that is stored and checks that it is consistent.
  ///
  /// - Throws: ``StoreError/damaged(_:)``.
  func checkIntegrity() async throws

  /// Returns when the store can answer.
  func ping() async throws
}
