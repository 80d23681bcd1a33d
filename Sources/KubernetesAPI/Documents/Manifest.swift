/// An object of the API as a user wrote it, which still knows where each of its fields stands.
public struct Manifest: Sendable {
  public var object: KubernetesObject
  /// The object in its text; for an item of a List, that item.
  public var node: SourceNode
  public var file: String?
  private let kind: KnownKind

  init(object: KubernetesObject, node: SourceNode, file: String?, kind: KnownKind) {
    self.object = object
    self.node = node
    self.file = file
    self.kind = kind
  }

  /// Whether the API server serves the object's kind, as it does not serve a scenario.
  public var isServed: Bool { kind.isServed }

  /// nil for a kind that the API server does not serve.
  public var resource: APIResource? { kind.resource }

  /// `Pod "web"`
  public var title: String { Self.title(kind: object.kind, name: object.name) }

  static func title(kind: String, name: String) -> String {
    "\(kind.shortened(to: 63)) \"\(name.shortened(to: 253))\""
  }

  /// A mistake in a field, with its place in the text.
  public func error(_ error: FieldError) -> SourceError {
    SourceError(
      file: file, position: node.position(of: error.location), field: error.field, message: error.message, object: title
    )
  }

  /// A mistake at a path, with its place in the text.
  public func error(at path: FieldPath, _ message: String) -> SourceError {
    SourceError(
      file: file, position: node.position(of: path), field: path.description, message: message, object: title)
  }
}
