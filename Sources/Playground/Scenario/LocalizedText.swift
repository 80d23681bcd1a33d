public import KubernetesAPI

/// A text in the languages that its author wrote it in.
public struct LocalizedText: Sendable, Hashable {
  /// By language code: `en`, `ko`.
  public var texts: [String: String]

  public init(_ texts: [String: String] = [:]) { self.texts = texts }

  /// The text in a language, or else in English, or else in any.
  public func text(in language: String) -> String {
    texts[language] ?? texts["en"] ?? texts.min { $0.key < $1.key }?.value ?? ""
  }

  public var json: JSONValue { JSONValue(texts) }
}
