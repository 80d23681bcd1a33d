import Crypto
import Foundation

/// What gives access to a saved scenario: ids and tokens that cannot be guessed, and hashes of contents.
enum Secrets {
  /// 22 URL-safe characters.
  static func newID() -> String { random(bits: 128).urlSafeText }

  /// 43 URL-safe characters.
  static func newEditToken() -> String { random(bits: 256).urlSafeText }

  /// SHA-256 of a text's UTF-8.
  static func hash(_ text: String) -> Data { Data(SHA256.hash(data: Data(text.utf8))) }

  /// Compares in constant time, so that an answer's delay says nothing about the stored hash.
  static func isToken(_ token: String, hashed stored: Data) -> Bool {
    SHA256.hash(data: Data(token.utf8)) == stored
  }

  /// SHA-256 over all the parts, each preceded by its length, so that no two lists of parts look the same.
  static func hash(of snapshot: Snapshot) -> Data {
    var hasher = SHA256()
    for part in [snapshot.scenario, snapshot.configuration, snapshot.step.map(String.init), snapshot.view] {
      let bytes = part.map { Data($0.utf8) }
      hasher.update(data: Data("\(bytes?.count ?? -1):".utf8))
      hasher.update(data: bytes ?? Data())
    }
    return Data(hasher.finalize())
  }

  private static func random(bits: Int) -> Data {
    SymmetricKey(size: SymmetricKeySize(bitCount: bits)).withUnsafeBytes { Data($0) }
  }
}

extension Data {
  /// base64url without padding.
  var urlSafeText: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
