/// A document as it was parsed, or a part of one: a ``JSONValue`` that still knows where each part stood in the text.
public struct SourceNode: Sendable {
  public struct Member: Sendable {
    public var key: String
    public var keyPosition: SourcePosition
    public var value: SourceNode
  }

  public enum Content: Sendable {
    /// Anything but an array or an object.
    case scalar(JSONValue)
    case array([SourceNode])
    /// Duplicate keys and all.
    case object([Member])
  }

  /// The node without the positions. Of duplicate keys the last counts.
  public let value: JSONValue
  private let places: SourcePlaces
  private let entry: Int

  init(_ value: JSONValue, _ places: SourcePlaces, entry: Int) {
    self.value = value
    self.places = places
    self.entry = entry
  }

  /// A document that was read before as a whole, or those of its members that were.
  var knownParts: ArraySlice<SourcePlaces.KnownPlace> { places.knownParts(of: entry) }

  public var position: SourcePosition { places.position(of: entry) }

  /// Whether the value was left out, or is written as null.
  public var isNull: Bool { value.isNull }

  public var content: Content {
    switch value {
    case .array(let items):
      let entries = places.items(of: entry, count: items.count)
      return .array(zip(items, entries).map { SourceNode($0, places, entry: $1) })
    case .object(let object):
      return .object(
        places.members(of: entry, object).map { member in
          Member(
            key: member.key, keyPosition: places.position(of: member.entry),
            value: SourceNode(member.value, places, entry: member.entry + 1))
        })
    default: return .scalar(value)
    }
  }

  /// A member of an object; the last one if there are several of the name.
  public func member(_ name: String) -> SourceNode? {
    guard case .object(let object) = value, object.keys.contains(name) else { return nil }
    let member = places.members(of: entry, object).last { $0.key == name }
    return member.map { SourceNode($0.value, places, entry: $0.entry + 1) }
  }

  /// Where the field at `path` stands: its key, or its value inside a list. For a field that is missing, the nearest
  /// part of the path that exists.
  public func position(of path: FieldPath) -> SourcePosition {
    var node = self
    var position = self.position
    for element in path.elements {
      switch (element, node.value) {
      case (.field(let name), .object(let object)), (.key(let name), .object(let object)):
        guard let member = places.members(of: node.entry, object).last(where: { $0.key == name }) else {
          return position
        }
        position = places.position(of: member.entry)
        node = SourceNode(member.value, places, entry: member.entry + 1)
      case (.index(let index), .array(let items)) where items.indices.contains(index):
        node = SourceNode(items[index], places, entry: places.item(index, of: node.entry))
        position = node.position
      default: return position
      }
    }
    return position
  }
}
