/// A mistake in a text that a user gave, with its place.
public struct SourceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The name of the file, where there is one.
  public var file: String?
  public var position: SourcePosition
  /// The field's path inside its document; empty when the text itself cannot be read.
  public var field: String
  /// What is wrong, in the API server's words where it has any.
  public var message: String
  /// The object that the mistake is in, such as `Pod "web"`; nil when the text itself cannot be read.
  public var object: String?

  public init(
    file: String? = nil, position: SourcePosition, field: String = "", message: String, object: String? = nil
  ) {
    self.file = file
    self.position = position
    self.field = field
    self.message = message
    self.object = object
  }

  /// `scenario.yaml:12:5: Pod "web": spec.containers[0].image: Required value`
  public var description: String {
    var text = "\(file ?? "-"):\(position.line):\(position.column): "
    if let object { text += "\(object): " }
    if !field.isEmpty { text += "\(field): " }
    return text + message
  }
}

/// All the mistakes of a text, in the order of their places.
public struct SourceErrors: Error, Sendable, CustomStringConvertible {
  public var errors: [SourceError]

  public init(_ errors: [SourceError]) { self.errors = errors }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
