/// Where the parts of documents stand in their text.
///
/// There is an entry for each value and each key, in the order of the text: a list's is followed by those of its items,
/// an object's by those of its members, key and value in turn.
final class SourcePlaces: Sendable {
  struct Entry {
    /// From 1; for an alias, which stands where its anchor does, the entry of that.
    var line: UInt32
    /// From 1; 0 for an alias.
    var column: UInt32
    /// The entry after the last one of this value.
    var end: UInt32

    init(_ position: SourcePosition, at index: Int) {
      line = UInt32(clamping: position.line)
      column = UInt32(clamping: position.column)
      end = UInt32(clamping: index + 1)
    }

    init(aliasOf target: Int, at index: Int) {
      line = UInt32(clamping: target)
      column = 0
      end = UInt32(clamping: index + 1)
    }

    /// The entry, which is no alias's, after others and further down.
    func moved(lines: Int, entries: Int) -> Entry {
      var entry = self
      entry.line = line &+ UInt32(truncatingIfNeeded: lines)
      entry.end = end &+ UInt32(truncatingIfNeeded: entries)
      return entry
    }
  }

  /// Where a document stands, or the member of one, that was read before.
  struct KnownPlace {
    /// The entry of its value.
    var entry: Int
    /// How many members the document has before it; nil for the document itself.
    var number: Int?
    var part: KnownPart
  }

  /// A member of an object whose entries do not tell its members: one with duplicate or merged keys.
  struct Member {
    var key: String
    /// The entry of the key, which that of the value comes after.
    var entry: Int
    var value: JSONValue
  }

  let entries: [Entry]
  /// All members, duplicates too, of such objects, by their entries.
  let irregularObjects: [Int: [Member]]
  /// In the order of the text.
  private let knownParts: [KnownPlace]

  init(entries: [Entry], irregularObjects: [Int: [Member]], knownParts: [KnownPlace]) {
    self.entries = entries
    self.irregularObjects = irregularObjects
    self.knownParts = knownParts
  }

  /// A document, if it is one, that was read before as a whole, or those of its members that were.
  func knownParts(of document: Int) -> ArraySlice<KnownPlace> {
    // The first one where the document begins or after that.
    var (low, high) = (0, knownParts.count)
    while low < high {
      let middle = (low + high) / 2
      if knownParts[middle].entry >= document { high = middle } else { low = middle + 1 }
    }
    let end = Int(entries[document].end)
    return knownParts[low...].prefix { $0.entry < end }
  }

  func position(of entry: Int) -> SourcePosition {
    let place = entries[target(of: entry)]
    return SourcePosition(line: Int(place.line), column: Int(place.column))
  }

  /// The entry of a value itself, for one that may be an alias of it.
  func target(of entry: Int) -> Int { entries.target(of: entry) }

  /// The entries of a list's items.
  func items(of list: Int, count: Int) -> [Int] {
    var entry = target(of: list) + 1
    return (0..<count).map { _ in
      defer { entry = Int(entries[entry].end) }
      return entry
    }
  }

  /// The entry of one of a list's items.
  func item(_ index: Int, of list: Int) -> Int {
    var entry = target(of: list) + 1
    for _ in 0..<index { entry = Int(entries[entry].end) }
    return entry
  }

  /// All members of an object.
  func members(of object: Int, _ value: JSONObject) -> [Member] {
    let object = target(of: object)
    return irregularObjects[object] ?? entries.members(of: object, value.keys, value.values)
  }
}

extension [SourcePlaces.Entry] {
  func target(of entry: Int) -> Int { self[entry].column == 0 ? Int(self[entry].line) : entry }

  /// The members of an object whose entries tell them.
  func members(
    of object: Int, _ keys: some Collection<String>, _ values: some Collection<JSONValue>
  ) -> [SourcePlaces.Member] {
    var entry = object + 1
    return zip(keys, values).map { key, value in
      defer { entry = Int(self[entry + 1].end) }
      return SourcePlaces.Member(key: key, entry: entry, value: value)
    }
  }
}
