public import HTTPTypes
import Synchronization

/// What is answered to every GET of one target until it changes: a body with its entity tag, plain and compressed, all of
/// it made once.
///
///     let resource = PreparedResource(page, entityTag: "1f3a", headers: [.contentType: "text/html"])
///     let response = resource.response(to: request)    // the page, the page compressed, or 304
public final class PreparedResource: Sendable {
  /// Bodies below this many bytes are not worth compressing.
  public static let leastCompressed = 512

  /// What a client needs to know that has the body already (RFC 9110, section 15.4.5); of all else it has the last word.
  private static let fieldsOfNotModified: Set<HTTPField.Name> = [
    .cacheControl, .contentLocation, .date, .eTag, .expires, .vary,
  ]

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
      let fields = HTTPFields(headers.filter { PreparedResource.fieldsOfNotModified.contains($0.name) })
      guard let notModified = PreparedResponse(status: .notModified, headers: fields, body: []) else { return nil }
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
  let negotiation: Negotiation
  private let isWanted = Atomic(false)

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
    guard let plain = Representation(body, entityTag: entityTag, headers: headers) else { return nil }
    self.plain = plain
    if let compressed {
      headers[.contentEncoding] = "gzip"
      guard let coded = Representation(compressed, entityTag: entityTag + "-gzip", headers: headers) else { return nil }
      self.compressed = coded
    } else {
      self.compressed = nil
    }
    negotiation = Negotiation(
      plainTag: plain.entityTag, compressedTag: self.compressed?.entityTag,
      awaitsCompression: awaitsCompression && compressed == nil)
    self.label = label
    length = body.count + (compressed?.count ?? 0)
  }

  /// The answer to a GET or HEAD, by its conditions and the codings it takes.
  public func response(to request: Request) -> PreparedResponse {
    self[
      negotiation.choose(
        acceptEncoding: request.headers[.acceptEncoding].map(\.utf8),
        ifNoneMatch: request.headers[.ifNoneMatch].map(\.utf8))]
  }

  /// The compressed variants of a resource that has none are the plain ones.
  subscript(variant: Negotiation.Variant) -> PreparedResponse {
    switch variant {
    case .plain: plain.response
    case .plainNotModified: plain.notModified
    case .compressed: (compressed ?? plain).response
    case .compressedNotModified: (compressed ?? plain).notModified
    }
  }

  // MARK: Whether somebody asks for it

  /// Asked for since the last call of ``takeWish()``. Written only when it changes, so that those who read it can share it.
  func wish() {
    if !isWanted.load(ordering: .relaxed) { isWanted.store(true, ordering: .relaxed) }
  }

  func takeWish() -> Bool { isWanted.exchange(false, ordering: .relaxed) }
}
