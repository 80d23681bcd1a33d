public import HTTPTypes

/// What is answered to every GET of one target until it changes: a body with its entity tag, plain and compressed, all of
/// it made once.
///
///     let resource = PreparedResource(page, entityTag: "1f3a", headers: [.contentType: "text/html"])
///     let response = resource.response(to: request)    // the page, the page compressed, or 304
public final class PreparedResource: Sendable {
  /// Bodies below this many bytes are not worth compressing.
  public static let leastCompressed = 512

  private struct Representation: Sendable {
    let response: PreparedResponse
    /// The answer to a client that has it.
    let notModified: PreparedResponse
    /// With its quotes.
    let entityTag: [UInt8]

    init?(_ body: [UInt8], entityTag: String, headers: HTTPFields) {
      var headers = headers
      headers[.eTag] = "\"\(entityTag)\""
      guard let response = PreparedResponse(status: .ok, headers: headers, body: body) else { return nil }
      headers[.contentType] = nil
      headers[.contentEncoding] = nil
      guard let notModified = PreparedResponse(status: .notModified, headers: headers, body: []) else { return nil }
      self.response = response
      self.notModified = notModified
      self.entityTag = Array("\"\(entityTag)\"".utf8)
    }
  }

  /// Where it belongs in records of what was answered.
  public let label: String
  /// Bytes of all its bodies.
  public let length: Int
  private let plain: Representation
  private let compressed: Representation?
  private let awaitsCompression: Bool

  /// - Parameters:
  ///   - compressed: The body as gzip; nil when it is not to be sent compressed, or not yet.
  ///   - awaitsCompression: Whether the first client that takes gzip is to be answered otherwise, so that somebody compresses
  ///     the body for it.
  ///   - entityTag: Tells this version from others, without quotes; the compressed body's has `-gzip` after it.
  ///   - headers: For every answer. What has to do with tags and codings is added.
  /// - Returns: nil when there is no memory for it.
  public init?(
    _ body: [UInt8], compressed: [UInt8]?, awaitsCompression: Bool = false, entityTag: String, headers: HTTPFields,
    label: String = ""
  ) {
    var headers = headers
    if compressed != nil || awaitsCompression { headers[.vary] = "Accept-Encoding" }
    self.awaitsCompression = awaitsCompression && compressed == nil
    guard let plain = Representation(body, entityTag: entityTag, headers: headers) else { return nil }
    self.plain = plain
    if let compressed {
      headers[.contentEncoding] = "gzip"
      guard let coded = Representation(compressed, entityTag: entityTag + "-gzip", headers: headers) else { return nil }
      self.compressed = coded
    } else {
      self.compressed = nil
    }
    self.label = label
    length = body.count + (compressed?.count ?? 0)
  }

  /// The answer to a GET or HEAD, by its conditions and the codings it takes.
  public func response(to request: Request) -> PreparedResponse {
    choose(
      acceptEncoding: request.headers[.acceptEncoding].map(\.utf8),
      ifNoneMatch: request.headers[.ifNoneMatch].map(\.utf8))
  }

  /// nil for a client that takes gzip while there is none yet.
  func response(
    acceptEncoding: (some Sequence<UInt8>)?, ifNoneMatch: (some Sequence<UInt8>)?
  ) -> PreparedResponse? {
    if awaitsCompression, let acceptEncoding, FieldValue.accepts("gzip", acceptEncoding) { return nil }
    return choose(acceptEncoding: acceptEncoding, ifNoneMatch: ifNoneMatch)
  }

  private func choose(
    acceptEncoding: (some Sequence<UInt8>)?, ifNoneMatch: (some Sequence<UInt8>)?
  ) -> PreparedResponse {
    var chosen = plain
    if let compressed, let acceptEncoding, FieldValue.accepts("gzip", acceptEncoding) { chosen = compressed }
    if let ifNoneMatch, FieldValue.names(chosen.entityTag, ifNoneMatch) { return chosen.notModified }
    return chosen.response
  }
}
