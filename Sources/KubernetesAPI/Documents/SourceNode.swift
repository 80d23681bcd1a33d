/// A place in a text, counted from 1 as editors count.
public struct SourcePosition: Sendable, Hashable, Comparable {
  public var line: Int
  /// In characters, not bytes.
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A document as it was parsed: the tree of a ``JSONValue`` that still knows where each part stood in the text.
public struct SourceNode: Sendable {
  public struct Member: Sendable {
    public var key: String
    public var keyPosition: SourcePosition
    public var value: SourceNode

    public init(key: String, keyPosition: SourcePosition, value: SourceNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public enum Content: Sendable {
    /// Anything but an array or an object.
    case scalar(JSONValue)
    case array([SourceNode])
    case object([Member])
  }

  public var content: Content
  public var position: SourcePosition

  public init(_ content: Content, at position: SourcePosition) {
    self.content = content
    self.position = position
  }

  /// Whether the value was left out, or is written as null.
  public var isNull: Bool {
    if case .scalar(.null) = content { true } else { false }
  }

  /// The node as a value, without the positions. Of duplicate keys the last counts.
  public var value: JSONValue {
    switch content {
    case .scalar(let value): return value
    case .array(let items): return .array(items.map(\.value))
    case .object(let members):
      var object = JSONObject(minimumCapacity: members.count)
      for member in members { object[member.key] = member.value.value }
      return .object(object)
    }
  }

  /// Where the field at `path` stands: its key, or its value inside a list. For a field that is missing, the nearest
  /// part of the path that exists.
  public func position(of path: FieldPath) -> SourcePosition {
    var node = self
    var position = self.position
    for element in path.elements {
      switch (element, node.content) {
      case (.field(let name), .object(let members)), (.key(let name), .object(let members)):
        guard let member = members.last(where: { $0.key == name }) else { return position }
        position = member.keyPosition
        node = member.value
      case (.index(let index), .array(let items)) where items.indices.contains(index):
        node = items[index]
        position = node.position
      default: return position
      }
    }
    return position
  }
}
