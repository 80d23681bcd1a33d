/// How a body may be compressed on its way (RFC 9110, section 8.4.1); the coding that is preferred comes first.
public enum ContentCoding: Int, CaseIterable, Sendable {
  /// Takes less time than gzip, and less room.
  case zstd
  /// What everybody takes.
  case gzip

  /// As header fields have it.
  public var name: StaticString {
    switch self {
    case .zstd: "zstd"
    case .gzip: "gzip"
    }
  }

  /// - Parameter level: as the coding counts them; 1 is the fastest.
  /// - Returns: nil when there is no memory for it.
  public func compress(_ bytes: [UInt8], level: Int32) -> [UInt8]? {
    switch self {
    case .zstd: Zstandard.compress(bytes, level: level)
    case .gzip: Gzip.compress(bytes, level: level)
    }
  }

  /// The level for what is compressed once, at the start, and sent often. A higher one takes much longer for little.
  public var thorough: Int32 {
    switch self {
    case .zstd: 11
    case .gzip: 9
    }
  }
}

/// Some codings, such as those that a client takes.
public struct ContentCodings: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public init(_ coding: ContentCoding) { rawValue = 1 << coding.rawValue }

  public static let zstd = ContentCodings(.zstd)
  public static let gzip = ContentCodings(.gzip)
  public static let all: ContentCodings = [.zstd, .gzip]

  public func contains(_ coding: ContentCoding) -> Bool { contains(ContentCodings(coding)) }

  /// nil if there is none.
  public var preferred: ContentCoding? { ContentCoding(rawValue: rawValue.trailingZeroBitCount) }
}
