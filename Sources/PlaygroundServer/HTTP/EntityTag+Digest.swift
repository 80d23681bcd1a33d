import Crypto

extension EntityTag {
  /// A tag that changes with the contents.
  init(digestOf bytes: [UInt8]) { self.init(Self.digest(of: bytes)) }

  /// What stands for the contents in a tag.
  static func digest(of bytes: [UInt8]) -> String {
    let digest = SHA256.hash(data: bytes).prefix(12)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
