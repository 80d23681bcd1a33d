import Crypto
import Foundation
import KubernetesAPI

/// What a run is made of. It is enough to make the run again.
public struct RunSource: Sendable {
  /// The scenario as it was written.
  public let text: String
  public let configuration: ConfigurationChoice

  public init(text: String, configuration: ConfigurationChoice) {
    self.text = text
    self.configuration = configuration
  }

  /// What the run is called: the same for the same text and configuration.
  public var id: String {
    let choice =
      switch configuration {
      case .named(let name): "named:\(name)"
      case .inline(let value): "inline:\(value.json)"
      }
    var hash = SHA256()
    for part in [Engine.version, choice, text] {
      // Lengths keep parts from running into each other.
      hash.update(data: Array("\(part.utf8.count):".utf8))
      hash.update(data: Array(part.utf8))
    }
    return Data(hash.finalize().prefix(18)).urlSafeText
  }
}
