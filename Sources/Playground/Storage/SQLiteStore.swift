import Foundation
import GRDB

/// Scenarios and shares in an SQLite file. Everything that Playground says in SQL is said here.
///
/// Many threads and several processes may use one file at a time.
public final class SQLiteStore: PlaygroundStore {
  private let pool: DatabasePool
  private let quota: StorageQuota

  /// Opens a database file and brings its schema up to date; makes the file if it is not there.
  ///
  /// - Throws: ``StoreError/cannotOpen(path:reason:)``.
  public init(path: String, quota: StorageQuota = StorageQuota()) throws {
    do {
      pool = try Self.open(path)
    } catch let error as DatabaseError {
      throw StoreError.cannotOpen(path: path, reason: error.reason)
    }
    self.quota = quota
  }

  /// How long others may hold a lock.
  private static let patience = 10.0

  private static func open(_ path: String) throws -> DatabasePool {
    let pool = try makePool(path)
    // A pool sets NORMAL while it opens, which a power cut may take the last commits from. Its only writer keeps FULL.
    let synchronous = try pool.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = FULL")
      return try Int.fetchOne(db, sql: "PRAGMA synchronous")
    }
    guard synchronous == 2 else {
      throw StoreError.cannotOpen(path: path, reason: "SQLite refuses synchronous = FULL")
    }
    guard try !pool.read(schema.hasBeenSuperseded) else {
      throw StoreError.cannotOpen(path: path, reason: "a newer version of Berth has made or changed it")
    }
    try migrate(pool)
    return pool
  }

  /// The first to open a new file turns its journal into a write-ahead log. SQLite waits for no lock while it does that, so
  /// the others come again.
  private static func makePool(_ path: String) throws -> DatabasePool {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(patience)
    let end = Date(timeIntervalSinceNow: patience)
    while true {
      do {
        return try DatabasePool(path: path, configuration: configuration)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && Date() < end {
        Thread.sleep(forTimeInterval: 0.01)
      }
    }
  }

  /// Another process may open the same file and get ahead with a migration, which then fails here: as long as there
  /// is such progress, look again at what is left to do.
  private static func migrate(_ pool: DatabasePool) throws {
    var applied = try pool.read(schema.appliedIdentifiers).count
    while true {
      do {
        return try schema.migrate(pool)
      } catch let error as DatabaseError {
        let appliedNow = try pool.read(schema.appliedIdentifiers).count
        guard appliedNow > applied else { throw error }
        applied = appliedNow
      }
    }
  }

  private func read<Value: Sendable>(_ value: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(value)
    } catch let error as DatabaseError {
      throw StoreError.unavailable(error.reason)
    }
  }

  private func write<Value: Sendable>(_ change: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.write(change)
    } catch let error as DatabaseError {
      throw StoreError.unavailable(error.reason)
    }
  }

  public func ping() async throws {
    _ = try await read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM grdb_migrations") }
  }

  public func checkIntegrity() async throws {
    let findings = try await read { db in
      try String.fetchAll(db, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        + Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { "a row of \($0[0] as String) has lost its parent" }
    }
    if !findings.isEmpty { throw StoreError.damaged(findings) }
  }
}

// MARK: - Schema

extension SQLiteStore {
  /// Databases that exist have been through these: a change of the schema is a new migration at the end.
  private static var schema: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("scenarios, revisions and shares") { db in
      // Times are milliseconds since 1970. Texts are UTF-8 as BLOB: SQLite's functions on TEXT end at a NUL.
      try db.execute(
        sql: """
          CREATE TABLE content (
            hash BLOB NOT NULL PRIMARY KEY,
            text BLOB NOT NULL
          ) STRICT;

          CREATE TABLE scenario (
            id TEXT NOT NULL PRIMARY KEY,
            editTokenHash BLOB NOT NULL
          ) STRICT;

          CREATE TABLE revision (
            scenarioID TEXT NOT NULL REFERENCES scenario ON DELETE CASCADE,
            number INTEGER NOT NULL CHECK (number > 0),
            contentHash BLOB NOT NULL REFERENCES content,
            client TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (scenarioID, number)
          ) STRICT;
          CREATE INDEX revisionsOfContent ON revision (contentHash);
          CREATE INDEX revisionsOfClient ON revision (client, bytes);

          CREATE TABLE share (
            slug TEXT NOT NULL PRIMARY KEY,
            snapshotHash BLOB NOT NULL UNIQUE,
            contentHash BLOB NOT NULL REFERENCES content,
            configuration BLOB,
            step INTEGER,
            view BLOB,
            client TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            createdAt INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX sharesOfContent ON share (contentHash);
          CREATE INDEX sharesOfClient ON share (client, bytes);

          -- What a share was made from: a saved scenario, also one that is deleted by now, or '' for a text.
          CREATE TABLE shareOrigin (
            slug TEXT NOT NULL REFERENCES share ON DELETE CASCADE,
            scenarioID TEXT NOT NULL,
            PRIMARY KEY (slug, scenarioID)
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX originsOfScenario ON shareOrigin (scenarioID);
          """)
    }
    return migrator
  }
}

// MARK: - Scenarios

extension SQLiteStore {
  public func createScenario(text: String, client: String) async throws -> CreatedScenario {
    let id = Secrets.newID()
    let editToken = Secrets.newEditToken()
    let revision = try await write { [quota] db in
      try db.execute(
        sql: "INSERT INTO scenario (id, editTokenHash) VALUES (?, ?)", arguments: [id, Secrets.hash(editToken)])
      return try db.insertRevision(1, of: id, text: text, client: client, quota: quota)
    }
    return CreatedScenario(id: id, editToken: editToken, revision: revision)
  }

  public func scenario(_ id: String) async throws -> ScenarioRevision {
    try await read { db in
      try db.revision(db.newestRevision(of: id), of: id)
    }
  }

  public func revision(_ number: Int, of id: String) async throws -> ScenarioRevision {
    try await read { db in
      _ = try db.newestRevision(of: id)
      return try db.revision(number, of: id)
    }
  }

  public func revisions(of id: String, after: Int, limit: Int) async throws -> [RevisionSummary] {
    try await read { db in
      _ = try db.newestRevision(of: id)
      return try Row.fetchAll(
        db,
        sql: "SELECT number, createdAt FROM revision WHERE scenarioID = ? AND number > ? ORDER BY number LIMIT ?",
        arguments: [id, after, max(0, limit)]
      ).map { RevisionSummary(revision: $0["number"], createdAt: Date(milliseconds: $0["createdAt"])) }
    }
  }

  public func updateScenario(
    _ id: String, text: String, expectedRevision: Int, editToken: String, client: String
  ) async throws -> RevisionSummary {
    try await write { [quota] db in
      try db.checkEdit(of: id, expectedRevision: expectedRevision, editToken: editToken)
      return try db.insertRevision(expectedRevision + 1, of: id, text: text, client: client, quota: quota)
    }
  }

  public func deleteScenario(
    _ id: String, expectedRevision: Int, editToken: String, includingShares: Bool
  ) async throws {
    try await write { db in
      try db.checkEdit(of: id, expectedRevision: expectedRevision, editToken: editToken)
      var orphans = try Data.fetchSet(
        db, sql: "SELECT contentHash FROM revision WHERE scenarioID = ?", arguments: [id])
      if includingShares { orphans.formUnion(try db.deleteShares(of: id)) }
      try db.execute(sql: "DELETE FROM scenario WHERE id = ?", arguments: [id])
      for hash in orphans { try db.deleteContentIfUnused(hash) }
    }
  }
}

// MARK: - Shares

extension SQLiteStore {
  public func createShare(_ snapshot: Snapshot, of scenarioID: String?, client: String) async throws -> Share {
    try await write { [quota] db in
      if let scenarioID { _ = try db.newestRevision(of: scenarioID) }
      let hash = Secrets.hash(of: snapshot)
      let known = try String.fetchOne(db, sql: "SELECT slug FROM share WHERE snapshotHash = ?", arguments: [hash])
      let slug = try known ?? db.insertShare(snapshot, hash: hash, client: client, quota: quota)
      try db.execute(
        sql: "INSERT OR IGNORE INTO shareOrigin (slug, scenarioID) VALUES (?, ?)", arguments: [slug, scenarioID ?? ""])
      return try db.share(slug)
    }
  }

  public func share(_ slug: String) async throws -> Share {
    try await read { try $0.share(slug) }
  }
}

// MARK: - Steps of a transaction

extension Database {
  fileprivate func newestRevision(of id: String) throws -> Int {
    let number = try Int.fetchOne(
      self, sql: "SELECT MAX(number) FROM revision WHERE scenarioID = ?", arguments: [try id.key(or: .scenario(id))])
    guard let number else { throw StoreError.notFound(.scenario(id)) }
    return number
  }

  fileprivate func revision(_ number: Int, of id: String) throws -> ScenarioRevision {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT revision.createdAt, content.text FROM revision JOIN content ON content.hash = revision.contentHash
        WHERE revision.scenarioID = ? AND revision.number = ?
        """,
      arguments: [id, number])
    guard let row else { throw StoreError.notFound(.revision(number, scenario: id)) }
    return ScenarioRevision(
      id: id, revision: number, createdAt: Date(milliseconds: row["createdAt"]), text: String(utf8: row["text"]))
  }

  fileprivate func checkEdit(of id: String, expectedRevision: Int, editToken: String) throws {
    let current = try newestRevision(of: id)
    let hash = try Data.fetchOne(self, sql: "SELECT editTokenHash FROM scenario WHERE id = ?", arguments: [id])
    guard let hash, Secrets.isToken(editToken, hashed: hash) else { throw StoreError.wrongToken }
    guard current == expectedRevision else { throw StoreError.revisionConflict(current: current) }
  }

  fileprivate func insertRevision(
    _ number: Int, of id: String, text: String, client: String, quota: StorageQuota
  ) throws -> RevisionSummary {
    try checkQuota(quota, of: client, bytes: text.utf8.count)
    let hash = try insertContent(text)
    let milliseconds = Date().milliseconds
    try execute(
      sql: """
        INSERT INTO revision (scenarioID, number, contentHash, client, bytes, createdAt) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [id, number, hash, client, text.utf8.count, milliseconds])
    return RevisionSummary(revision: number, createdAt: Date(milliseconds: milliseconds))
  }

  private func insertContent(_ text: String) throws -> Data {
    let hash = Secrets.hash(text)
    try execute(
      sql: "INSERT OR IGNORE INTO content (hash, text) VALUES (?, ?)", arguments: [hash, Data(text.utf8)])
    return hash
  }

  fileprivate func deleteContentIfUnused(_ hash: Data) throws {
    try execute(
      sql: """
        DELETE FROM content WHERE hash = :hash
        AND NOT EXISTS (SELECT 1 FROM revision WHERE contentHash = :hash)
        AND NOT EXISTS (SELECT 1 FROM share WHERE contentHash = :hash)
        """,
      arguments: ["hash": hash])
  }

  /// Looks at what is used, not at a counter that could drift away from it; the indices make that cheap.
  private func checkQuota(_ quota: StorageQuota, of client: String, bytes: Int) throws {
    let used = try Row.fetchOne(
      self,
      sql: """
        SELECT COUNT(*) AS saves, COALESCE(SUM(bytes), 0) AS bytes FROM (
          SELECT bytes FROM revision WHERE client = :client UNION ALL SELECT bytes FROM share WHERE client = :client)
        """,
      arguments: ["client": client])
    guard (used?["saves"] ?? 0) < quota.savesPerClient else {
      throw StoreError.quotaExceeded(.savesPerClient(quota.savesPerClient))
    }
    guard (used?["bytes"] ?? 0) + bytes <= quota.bytesPerClient else {
      throw StoreError.quotaExceeded(.bytesPerClient(quota.bytesPerClient))
    }
    let pages = try Int.fetchOne(
      self, sql: "SELECT page_count - freelist_count FROM pragma_page_count, pragma_freelist_count")
    let pageSize = try Int.fetchOne(self, sql: "PRAGMA page_size")
    guard (pages ?? 0) * (pageSize ?? 0) + bytes <= quota.bytesInAll else {
      throw StoreError.quotaExceeded(.bytesInAll(quota.bytesInAll))
    }
  }

  fileprivate func share(_ slug: String) throws -> Share {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT share.*, content.text FROM share JOIN content ON content.hash = share.contentHash WHERE share.slug = ?
        """,
      arguments: [try slug.key(or: .share(slug))])
    guard let row else { throw StoreError.notFound(.share(slug)) }
    let snapshot = Snapshot(
      scenario: String(utf8: row["text"]), configuration: (row["configuration"] as Data?).map(String.init(utf8:)),
      step: row["step"], view: (row["view"] as Data?).map(String.init(utf8:)))
    return Share(slug: slug, createdAt: Date(milliseconds: row["createdAt"]), snapshot: snapshot)
  }

  /// The slug is the beginning of the hash: 16 characters, or as many more as tell it from the slugs that exist.
  fileprivate func insertShare(
    _ snapshot: Snapshot, hash: Data, client: String, quota: StorageQuota
  ) throws -> String {
    let parts = [snapshot.scenario, snapshot.configuration, snapshot.view]
    let bytes = parts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    try checkQuota(quota, of: client, bytes: bytes)
    let contentHash = try insertContent(snapshot.scenario)
    var slug = String(hash.urlSafeText.prefix(16))
    while try Int.fetchOne(self, sql: "SELECT 1 FROM share WHERE slug = ?", arguments: [slug]) != nil {
      slug = String(hash.urlSafeText.prefix(slug.count + 1))
    }
    try execute(
      sql: """
        INSERT INTO share (slug, snapshotHash, contentHash, configuration, step, view, client, bytes, createdAt)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        slug, hash, contentHash, snapshot.configuration.map { Data($0.utf8) }, snapshot.step,
        snapshot.view.map { Data($0.utf8) }, client, bytes, Date().milliseconds,
      ])
    return slug
  }

  /// Deletes the shares that were made from this scenario and from nothing else; returns their contents.
  fileprivate func deleteShares(of id: String) throws -> Set<Data> {
    let condition = """
      slug IN (SELECT slug FROM shareOrigin WHERE scenarioID = :id)
      AND NOT EXISTS (SELECT 1 FROM shareOrigin WHERE shareOrigin.slug = share.slug AND scenarioID <> :id)
      """
    let contents = try Data.fetchSet(
      self, sql: "SELECT contentHash FROM share WHERE \(condition)", arguments: ["id": id])
    try execute(sql: "DELETE FROM share WHERE \(condition)", arguments: ["id": id])
    try execute(sql: "DELETE FROM shareOrigin WHERE scenarioID = ?", arguments: [id])
    return contents
  }
}

// MARK: - Values

extension String {
  /// An id or slug as it may stand in a key column; other texts cannot be one that was given out.
  fileprivate func key(or subject: StoreError.Subject) throws -> String {
    let isKey = utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isKey else { throw StoreError.notFound(subject) }
    return self
  }

  fileprivate init(utf8 data: Data) { self.init(decoding: data, as: UTF8.self) }
}

extension Date {
  fileprivate init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }

  fileprivate var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded(.down)) }
}

extension DatabaseError {
  fileprivate var reason: String { message ?? "\(resultCode)" }
}
