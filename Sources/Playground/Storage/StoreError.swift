/// Why a store did not do what it was asked for. Whatever it was, nothing that is stored has changed.
public enum StoreError: Error, Sendable, Hashable {
  /// What was asked for is not there.
  case notFound(Subject)
  /// The token is not the scenario's edit token.
  case wrongToken
  /// Somebody else saved in the meantime; `current` is the newest revision now.
  case revisionConflict(current: Int)
  case quotaExceeded(StorageQuota.Limit)
  /// The file cannot be used as Berth's database: not one, made by a newer Berth, or not writable.
  case cannotOpen(path: String, reason: String)
  /// Stored data contradict each other; the findings, one a line.
  case damaged([String])
  /// The database failed to answer, such as with a full disk.
  case unavailable(String)

  public enum Subject: Sendable, Hashable {
    case scenario(String)
    case revision(Int, scenario: String)
    case share(String)
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(.scenario(let id)): "there is no scenario \"\(id.prefix(64))\""
    case .notFound(.revision(let number, let id)): "scenario \"\(id.prefix(64))\" has no revision \(number)"
    case .notFound(.share(let slug)): "there is no share \"\(slug.prefix(64))\""
    case .wrongToken: "the token is not the edit token of this scenario"
    case .revisionConflict(let current): "the scenario has changed: its newest revision is \(current)"
    case .quotaExceeded(let limit): "this save would exceed the limit of \(limit)"
    case .cannotOpen(let path, let reason): "cannot use \(path) as database: \(reason)"
    case .damaged(let findings): "the database is damaged: \(findings.joined(separator: "; "))"
    case .unavailable(let reason): "the database does not answer: \(reason)"
    }
  }
}
