import Synchronization

/// The members of a JSON object, in the order they were written in.
///
/// Most objects of the API have few members, and those are looked for one after the other; what has many keeps an index.
/// Two are equal when they have equal members in the same order.
public struct JSONObject: Sendable {
  public typealias Element = (key: String, value: JSONValue)

  /// Above so many members looking at each of them takes longer than hashing.
  private static let longestWithoutIndex = 16

  private var entries: ContiguousArray<Element> = []
  private var knowledge = Knowledge.none

  /// What is known of the members besides.
  private enum Knowledge: Sendable {
    case none
    /// The place of every key, as there are many.
    case places([String: Int])
    case identity(Identity)
  }

  /// What members that are asked about again and again are known by.
  private final class Identity: Sendable {
    let hash: Int
    /// Whether they have no mistakes as labels; false until that was looked for.
    let areGoodLabels = Atomic<Bool>(false)
    let places: [String: Int]?
    let texts: [String: String]

    init(of object: JSONObject) {
      hash = object.computeHash()
      texts = object.findTexts()
      if case .places(let places) = object.knowledge { self.places = places } else { places = nil }
    }
  }

  private static let identified = Memo<JSONObject, JSONObject>()

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

  /// - Parameter member: One of the members by its number; no two are of one key.
  init(uniqueMembers count: Int, _ member: (Int) -> Element) {
    entries.reserveCapacity(count)
    for index in 0..<count { entries.append(member(index)) }
    if count > Self.longestWithoutIndex { makeIndex() }
  }

  public var keys: [String] { entries.map(\.key) }
  public var values: [JSONValue] { entries.map(\.value) }

  /// A member; nil when there is none. Assigning nil takes it away.
  public subscript(key: String) -> JSONValue? {
    get {
      guard let place = place(of: key) else { return nil }
      // In a span nothing else is copied of the member.
      return entries.span[place].value
    }
    set {
      if let newValue { setValue(newValue, of: key) } else { removeValue(forKey: key) }
    }
  }

  /// Sets a member, in its place or at the end.
  mutating func setValue(_ value: consuming JSONValue, of key: String) {
    guard let place = place(of: key) else { return append(key, value) }
    forgetIdentity()
    entries[place].value = value
  }

  /// A member; null when there is none.
  func value(of key: String) -> JSONValue {
    guard let place = place(of: key) else { return .null }
    return entries.span[place].value
  }

  /// The text of a member; nil when there is none, or it is no text.
  borrowing func string(of key: borrowing String) -> String? {
    guard let place = place(of: key) else { return nil }
    return entries.span[place].value.string
  }

  /// The text of a member of a member.
  borrowing func string(of key: borrowing String, in outer: borrowing String) -> String? {
    guard let place = place(of: outer) else { return nil }
    return entries.span[place].value.string(of: key)
  }

  /// Whether all members are as asked for.
  func allSatisfy(_ isFine: (_ place: Int, _ key: String, _ value: JSONValue) -> Bool) -> Bool {
    // In a span nothing is copied of them.
    let entries = entries.span
    for place in entries.indices where !isFine(place, entries[place].key, entries[place].value) { return false }
    return true
  }

  /// Whether one of the members is as asked for.
  func contains(where isMeant: (_ key: String, _ value: JSONValue) -> Bool) -> Bool {
    let entries = entries.span
    for place in entries.indices where isMeant(entries[place].key, entries[place].value) { return true }
    return false
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
    switch knowledge {
    case .none: break
    case .places(let places): return places[key]
    case .identity(let identity): if let places = identity.places { return places[key] }
    }
    // In a span values are not counted as held. Most names differ in their lengths already.
    let (length, entries) = (key.utf8.count, entries.span)
    for place in entries.indices where entries[place].key.utf8.count == length && entries[place].key == key {
      return place
    }
    // Beyond ASCII names of different lengths may be equal.
    return key.utf16.count == length ? nil : self.entries.firstIndex { $0.key == key }
  }

  /// Adds a member, which must be a new one.
  mutating func append(_ key: consuming String, _ value: consuming JSONValue) {
    forgetIdentity()
    entries.append((consume key, consume value))
    if case .places(var places) = knowledge {
      knowledge = .none
      places[entries[entries.count - 1].key] = entries.count - 1
      knowledge = .places(places)
    } else if entries.count > Self.longestWithoutIndex {
      makeIndex()
    }
  }

  @discardableResult
  private mutating func remove(at place: Int) -> JSONValue {
    forgetIdentity()
    let old = entries.remove(at: place).value
    if case .places = knowledge { makeIndex() }
    return old
  }

  private mutating func makeIndex() {
    knowledge = .places(Dictionary(entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Makes room for so many members in all.
  public mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// The members that are texts, as a dictionary; one for all of an ``identified`` object's copies.
  public var texts: [String: String] {
    if case .identity(let identity) = knowledge { identity.texts } else { findTexts() }
  }

  /// Whether they are known to have no mistakes as labels.
  var areGoodLabels: Bool {
    if case .identity(let identity) = knowledge { identity.areGoodLabels.load(ordering: .relaxed) } else { false }
  }

  /// Remembers that they have none, for all copies of an ``identified`` object.
  func noteGoodLabels() {
    if case .identity(let identity) = knowledge { identity.areGoodLabels.store(true, ordering: .relaxed) }
  }

  private func findTexts() -> [String: String] {
    if isEmpty { return [:] }
    var texts = [String: String](minimumCapacity: count)
    for (key, value) in entries {
      if let text = value.string { texts[key] = text }
    }
    return texts
  }

  // MARK: Identity

  /// The same members, of which there is one copy for all that have equal ones: it is hashed only once, and that two of
  /// it are equal is seen at a glance. For what is asked about again and again.
  public var identified: JSONObject {
    if case .identity = knowledge { return self }
    if isEmpty { return self }
    return Self.identified.value(of: self, weight: JSONValue.object(self).weight) {
      var object = self
      object.knowledge = .identity(Identity(of: self))
      return object
    }
  }

  private mutating func forgetIdentity() {
    guard case .identity(let identity) = knowledge else { return }
    knowledge = identity.places.map { .places($0) } ?? .none
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
    forgetIdentity()
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
    if case .identity(let one) = left.knowledge, case .identity(let other) = right.knowledge {
      if one === other { return true }
      if one.hash != other.hash { return false }
    }
    for place in left.entries.indices
    where left.entries[place].key != right.entries[place].key || left.entries[place].value != right.entries[place].value
    {
      return false
    }
    return true
  }

  public func hash(into hasher: inout Hasher) {
    if case .identity(let identity) = knowledge {
      hasher.combine(identity.hash)
    } else {
      hasher.combine(computeHash())
    }
  }

  private func computeHash() -> Int {
    var hasher = Hasher()
    hasher.combine(entries.count)
    for place in entries.indices {
      hasher.combine(entries[place].key)
      hasher.combine(entries[place].value)
    }
    return hasher.finalize()
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements, uniquingKeysWith: { _, last in last })
  }
}
