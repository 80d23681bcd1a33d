/// How much may be stored. A save is a revision of a scenario or a share; what is deleted no longer counts.
public struct StorageQuota: Sendable, Hashable {
  public var savesPerClient: Int
  /// Bytes of text in all the saves of a client, each counted in full.
  public var bytesPerClient: Int
  /// Bytes of the whole database, where equal texts are kept once.
  public var bytesInAll: Int

  public init(
    savesPerClient: Int = 1_000, bytesPerClient: Int = 100 << 20, bytesInAll: Int = 10 << 30
  ) {
    self.savesPerClient = savesPerClient
    self.bytesPerClient = bytesPerClient
    self.bytesInAll = bytesInAll
  }

  /// The limit that a refused save would have exceeded, with its value.
  public enum Limit: Sendable, Hashable, CustomStringConvertible {
    case savesPerClient(Int)
    case bytesPerClient(Int)
    case bytesInAll(Int)

    public var description: String {
      switch self {
      case .savesPerClient(let limit): "\(limit) saves a client"
      case .bytesPerClient(let limit): "\(Self.size(limit)) of saved text a client"
      case .bytesInAll(let limit): "\(Self.size(limit)) stored in all"
      }
    }

    private static func size(_ bytes: Int) -> String {
      for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes > 0 && bytes % (1 << shift) == 0 {
        return "\(bytes >> shift) \(unit)"
      }
      return "\(bytes) bytes"
    }
  }
}
