/// Which of a resource's answers a client gets, by what it takes and has.
struct Negotiation: Sendable {
  enum Variant: Int, CaseIterable {
    case plain, plainNotModified, compressed, compressedNotModified

    var isNotModified: Bool { self == .plainNotModified || self == .compressedNotModified }
  }

  /// With their quotes.
  var plainTag: [UInt8]
  /// nil when there is no compressed body.
  var compressedTag: [UInt8]?
  /// Whether somebody is to compress the body for the first client that takes gzip.
  var awaitsCompression: Bool

  /// The same, without memory in common: even counting references to it is then a matter of one thread.
  var copied: Negotiation {
    var copy = self
    copy.plainTag = plainTag.map { $0 }
    copy.compressedTag = compressedTag?.map { $0 }
    return copy
  }

  /// nil for a client that takes gzip while there is none yet.
  func variant(
    acceptEncoding: (some BidirectionalCollection<UInt8>)?, ifNoneMatch: (some BidirectionalCollection<UInt8>)?
  ) -> Variant? {
    if awaitsCompression, let acceptEncoding, FieldValue.accepts("gzip", acceptEncoding) { return nil }
    return choose(acceptEncoding: acceptEncoding, ifNoneMatch: ifNoneMatch)
  }

  func choose(
    acceptEncoding: (some BidirectionalCollection<UInt8>)?, ifNoneMatch: (some BidirectionalCollection<UInt8>)?
  ) -> Variant {
    if let compressedTag, let acceptEncoding, FieldValue.accepts("gzip", acceptEncoding) {
      let hasIt = ifNoneMatch.map { FieldValue.names(compressedTag, $0) } ?? false
      return hasIt ? .compressedNotModified : .compressed
    }
    let hasIt = ifNoneMatch.map { FieldValue.names(plainTag, $0) } ?? false
    return hasIt ? .plainNotModified : .plain
  }
}
