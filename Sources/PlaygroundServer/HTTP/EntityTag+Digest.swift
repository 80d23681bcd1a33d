import Crypto

extension EntityTag {
  /// A tag that changes with the contents.
  init(digestOf bytes: [UInt8]) {
    let digest = SHA256.hash(data: bytes).prefix(12)
    self.init(digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
  }
}
