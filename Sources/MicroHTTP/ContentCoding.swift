/// How a body may be compressed on its way (RFC 9110, section 8.4.1); the coding that is preferred comes first.
public enum ContentCoding: Int, CaseIterable, Sendable {
  /// Takes less time than gzip, and less room.
  case zstd
  /// What everybody takes.
  case gzip

  /// As header fields have it.
  public var name: String {
    switch self {
    case .zstd: "zstd"
    case .gzip: "gzip"
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
