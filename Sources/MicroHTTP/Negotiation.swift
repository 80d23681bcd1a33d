/// Which of a resource's answers a client gets, by what it takes and has.
struct Negotiation: Sendable {
  struct Variant: Sendable, Hashable {
    /// nil for the plain body.
    var coding: ContentCoding?
    /// Whether the client has the body already.
    var isNotModified = false

    /// Below ``count``.
    var index: Int { 2 * (coding.map { $0.rawValue + 1 } ?? 0) + (isNotModified ? 1 : 0) }
    static let count = 2 * (ContentCoding.allCases.count + 1)
  }

  /// With their quotes.
  var plainTag: [UInt8]
  /// By the codings' numbers; nil where there is no such body.
  var codedTags: [[UInt8]?]
  /// Codings in which somebody is to compress the body for the first client that prefers them.
  var awaited: ContentCodings

  /// The same, without memory in common: even counting references to it is then a matter of one thread.
  var copied: Negotiation {
    Negotiation(
      plainTag: plainTag.map { $0 }, codedTags: codedTags.map { $0?.map { $0 } }, awaited: awaited)
  }

  /// nil for a client that prefers a coding that is awaited.
  func variant(
    acceptEncoding: (some BidirectionalCollection<UInt8>)?, ifNoneMatch: (some BidirectionalCollection<UInt8>)?
  ) -> Variant? {
    var accepted = acceptEncoding.map { FieldValue.codings($0) } ?? []
    while let coding = accepted.preferred {
      if let tag = codedTags[coding.rawValue] {
        return Variant(coding: coding, isNotModified: ifNoneMatch.map { FieldValue.names(tag, $0) } ?? false)
      }
      if awaited.contains(coding) { return nil }
      accepted.remove(ContentCodings(coding))
    }
    return plain(ifNoneMatch: ifNoneMatch)
  }

  func plain(ifNoneMatch: (some BidirectionalCollection<UInt8>)?) -> Variant {
    Variant(isNotModified: ifNoneMatch.map { FieldValue.names(plainTag, $0) } ?? false)
  }
}
