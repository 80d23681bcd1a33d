import HTTPTypes
import MicroHTTP

/// What is compressed, and how much is done for it.
enum Compression {
  /// A file, which is compressed once and sent often, in the codings in which it becomes smaller.
  static func ofFile(_ bytes: [UInt8]) -> [ContentCoding: [UInt8]] {
    var compressed: [ContentCoding: [UInt8]] = [:]
    for coding in ContentCoding.allCases {
      compressed[coding] = smaller(bytes, coding, level: coding.thorough)
    }
    return compressed
  }

  /// An answer that somebody waits for; nil when it would not become smaller. A long one is compressed less tightly, which
  /// takes a third of the time.
  static func ofAnswer(_ bytes: [UInt8], _ coding: ContentCoding) -> [UInt8]? {
    smaller(bytes, coding, level: bytes.count > 256 << 10 ? 1 : 5)
  }

  private static func smaller(_ bytes: [UInt8], _ coding: ContentCoding, level: Int32) -> [UInt8]? {
    guard bytes.count >= PreparedResource.leastCompressed, let compressed = coding.compress(bytes, level: level),
      compressed.count < bytes.count - bytes.count / 10
    else { return nil }
    return compressed
  }
}

extension Response {
  /// Compresses a body of text for a client that takes it.
  ///
  /// An answer with an entity tag is left alone: its tag would stand for two different bodies.
  mutating func compress(for request: Request) {
    guard case .bytes(let bytes) = body, headers[.contentEncoding] == nil, headers[.eTag] == nil,
      let type = headers[.contentType], MediaType.isText(type)
    else { return }
    headers[.vary] = "Accept-Encoding"
    guard let coding = request.acceptedCodings.preferred, let compressed = Compression.ofAnswer(bytes, coding)
    else { return }
    body = .bytes(compressed)
    headers[.contentEncoding] = "\(coding.name)"
  }
}
