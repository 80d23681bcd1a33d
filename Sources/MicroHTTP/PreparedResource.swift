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
  /// By the codings' numbers.
  private let coded: [Representation?]
  let negotiation: Negotiation
  private let isWanted = Atomic(false)

  /// - Parameters:
  ///   - compressed: The body in the codings in which it is to be sent.
  ///   - awaited: Codings whose first client is to be answered otherwise, so that somebody compresses the body for it.
  ///   - entityTag: Tells this version from others, without quotes; a compressed body's has the coding after it, as in `-gzip`.
  ///   - headers: For every answer. What has to do with tags and codings is added.
  ///   - other: Has the same body if it has the same tag; its codings are then taken over.
  /// - Returns: nil when there is no memory for it.
  public init?(
    _ body: [UInt8], compressed: [ContentCoding: [UInt8]] = [:], awaited: ContentCodings = [], entityTag: String,
    headers: HTTPFields, label: String = "", alike other: PreparedResource? = nil
  ) {
    var headers = headers
    if !compressed.isEmpty || !awaited.isEmpty { headers[.vary] = "Accept-Encoding" }
    guard let plain = Representation(body, entityTag: entityTag, headers: headers) else { return nil }
    let known = other?.plain.entityTag == plain.entityTag ? other?.coded : nil
    var coded: [Representation?] = []
    for coding in ContentCoding.allCases {
      guard let body = compressed[coding] else {
        coded.append(known?[coding.rawValue])
        continue
      }
      headers[.contentEncoding] = "\(coding.name)"
      let tag = "\(entityTag)-\(coding.name)"
      guard let representation = Representation(body, entityTag: tag, headers: headers) else { return nil }
      coded.append(representation)
    }
    self.plain = plain
    self.coded = coded
    negotiation = Negotiation(plainTag: plain.entityTag, codedTags: coded.map { $0?.entityTag }, awaited: awaited)
    self.label = label
    length = coded.reduce(body.count) { $0 + ($1?.response.length ?? 0) }
  }

  /// The answer to a GET or HEAD, by its conditions and the codings it takes; the plain body for one that is awaited.
  public func response(to request: Request) -> PreparedResponse {
    let condition = request.headers[.ifNoneMatch].map(\.utf8)
    let variant = negotiation.variant(
      acceptEncoding: request.headers[.acceptEncoding].map(\.utf8), ifNoneMatch: condition)
    return self[variant ?? negotiation.plain(ifNoneMatch: condition)]
  }

  /// The variants of a coding that it has no body in are the plain ones.
  subscript(variant: Negotiation.Variant) -> PreparedResponse {
    let representation = variant.coding.flatMap { coded[$0.rawValue] } ?? plain
    return variant.isNotModified ? representation.notModified : representation.response
  }

  // MARK: Whether somebody asks for it

  /// Asked for since the last call of ``takeWish()``. Written only when it changes, so that those who read it can share it.
  func wish() {
    if !isWanted.load(ordering: .relaxed) { isWanted.store(true, ordering: .relaxed) }
  }

  func takeWish() -> Bool { isWanted.exchange(false, ordering: .relaxed) }
}
