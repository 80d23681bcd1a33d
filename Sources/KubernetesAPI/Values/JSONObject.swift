/// The members of a JSON object, in the order they were written in.
///
/// Most objects of the API have few members, and those are looked for one after the other; what has many keeps an index.
/// Two are equal when they have equal members in the same order.
public struct JSONObject: Sendable {
  public typealias Element = (key: String, value: JSONValue)

  /// Above so many members looking at each of them takes longer than hashing.
  private static let longestWithoutIndex = 16

  private var entries: ContiguousArray<Element> = []
  /// The place of every key; nil while there are few.
  private var places: [String: Int]?

  public init() {}

  public init(minimumCapacity: Int) { entries.reserveCapacity(minimumCapacity) }

  /// The last value of a key counts; its place is that of the first.
  public init(
    _ members: some Sequence<(String, JSONValue)>, uniquingKeysWith combine: (JSONValue, JSONValue) -> JSONValue
  ) {
    entries.reserveCapacity(members.underestimatedCount)
    for (key, value) in members {
      let place = place(of: key)
      if let place { entries[place].value = combine(entries[place].value, value) } else { append(key, value) }
    }
  }

  /// - Parameter members: No two of one key.
  public init(uniqueKeysWithValues members: some Sequence<(String, JSONValue)>) {
    self.init(members, uniquingKeysWith: { _, last in last })
  }

  public var keys: [String] { entries.map(\.key) }
  public var values: [JSONValue] { entries.map(\.value) }

  /// A member; nil when there is none. Assigning nil takes it away.
  public subscript(key: String) -> JSONValue? {
    get { place(of: key).map { entries[$0].value } }
    set {
      if let newValue { updateValue(newValue, forKey: key) } else { removeValue(forKey: key) }
    }
  }

  /// Sets a member, in its place or at the end; gives what it was.
  @discardableResult
  public mutating func updateValue(_ value: JSONValue, forKey key: String) -> JSONValue? {
    guard let place = place(of: key) else {
      append(key, value)
      return nil
    }
    let old = entries[place].value
    entries[place].value = value
    return old
  }

  /// Takes a member away; gives what it was.
  @discardableResult
  public mutating func removeValue(forKey key: String) -> JSONValue? {
    guard let place = place(of: key) else { return nil }
    return remove(at: place)
  }

  public func filter(_ isIncluded: (Element) throws -> Bool) rethrows -> JSONObject {
    var kept = JSONObject()
    for (key, value) in entries where try isIncluded((key, value)) { kept.append(key, value) }
    return kept
  }

  // MARK: Places

  /// Where a member is; nil when there is none of the name.
  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    // By index, so that values are not counted as held.
    for place in entries.indices where entries[place].key == key { return place }
    return nil
  }

  /// Adds a member, which must be a new one.
  mutating func append(_ key: String, _ value: consuming JSONValue) {
    entries.append((key, value))
    if places != nil {
      places?[key] = entries.count - 1
    } else if entries.count > Self.longestWithoutIndex {
      makeIndex()
    }
  }

  @discardableResult
  private mutating func remove(at place: Int) -> JSONValue {
    let old = entries.remove(at: place).value
    if places != nil { makeIndex() }
    return old
  }

  private mutating func makeIndex() {
    places = Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Changing in place

  /// Takes a member's value out, so that it has no second owner while it is changed. ``finishEditing(_:_:)`` puts it back.
  ///
  /// - Returns: The value, null when there is no such member, and its place.
  mutating func beginEditing(_ key: String) -> (value: JSONValue, place: Int) {
    guard let place = place(of: key) else {
      append(key, .null)
      return (.null, entries.count - 1)
    }
    var value = JSONValue.null
    swap(&value, &entries[place].value)
    return (value, place)
  }

  /// A null takes the member away.
  mutating func finishEditing(_ place: Int, _ value: JSONValue) {
    if value.isNull { remove(at: place) } else { entries[place].value = value }
  }
}

extension JSONObject: RandomAccessCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { entries.count }
  public subscript(position: Int) -> Element { entries[position] }
  public func makeIterator() -> ContiguousArray<Element>.Iterator { entries.makeIterator() }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    guard left.entries.count == right.entries.count else { return false }
    for place in left.entries.indices
    where left.entries[place].key != right.entries[place].key || left.entries[place].value != right.entries[place].value
    {
      return false
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
    for place in entries.indices {
      hasher.combine(entries[place].key)
      hasher.combine(entries[place].value)
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements, uniquingKeysWith: { _, last in last })
  }
}
