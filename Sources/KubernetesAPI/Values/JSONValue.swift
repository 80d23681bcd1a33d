/// A Kubernetes object, or a part of one, as the tree that JSON and YAML describe.
///
/// The tree is what is stored and given back: every field a user wrote is in it, also those no typed view looks at.
///
///     var pod: JSONValue = ["kind": "Pod", "spec": ["nodeName": "node01"]]
///     pod["spec"]["nodeName"].string   // "node01"
///     pod["spec"]["priority"] = 10     // makes what is missing on the way
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  /// A number without fraction or exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number, as its JSON literal, so that nothing is lost to floating point.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

// MARK: - Reading

extension JSONValue {
  public var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// The text of a string; nil for everything else.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The text of a member, of which nothing else is copied.
  borrowing func string(of key: borrowing String) -> String? {
    switch self {
    case .object(let members): members.string(of: key)
    default: nil
    }
  }

  /// The text of a member of a member, of which nothing else is copied.
  borrowing func string(of key: borrowing String, in outer: borrowing String) -> String? {
    switch self {
    case .object(let members): members.string(of: key, in: outer)
    default: nil
    }
  }

  public var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  public var integer: Int64? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The items of an array; empty for everything else, as a missing list is an empty one to Kubernetes.
  public var items: [JSONValue] {
    if case .array(let items) = self { items } else { [] }
  }

  /// The members of an object; empty for everything else.
  public var members: JSONObject {
    if case .object(let members) = self { members } else { JSONObject() }
  }

  /// A string-to-string map such as labels; members that are no strings are left out.
  public var stringMap: [String: String] {
    if case .object(let members) = self { members.texts } else { [:] }
  }

  /// The value, which is the one copy of its like if it is an object: see ``JSONObject/identified``.
  public var identified: JSONValue {
    if case .object(let members) = self { .object(members.identified) } else { self }
  }

  /// The value, the members of which are identified, and so are the labels in its metadata.
  var withMembersIdentified: JSONValue {
    guard case .object(var members) = self else { return self }
    for (name, value) in members {
      var value = value
      if name == "metadata", case .object = value["labels"] { value["labels"] = value["labels"].identified }
      members.setValue(value.identified, of: name)
    }
    return .object(members)
  }

  /// The strings of an array; other items are left out.
  public var strings: [String] { items.compactMap(\.string) }
}

// MARK: - Members and items

extension JSONValue {
  /// A member of an object. Reading what is not there gives null; assigning null takes the member away.
  public subscript(key: String) -> JSONValue {
    get { member(key) }
    set {
      var members = takeMembers()
      if newValue.isNull {
        members.removeValue(forKey: key)
      } else {
        members.setValue(newValue, of: key)
      }
      self = .object(members)
    }
    _modify {
      var members = takeMembers()
      var (value, place) = members.beginEditing(key)
      defer {
        members.finishEditing(place, value)
        self = .object(members)
      }
      yield &value
    }
  }

  /// The value is borrowed, so that nothing is counted as held while it is looked through.
  private borrowing func member(_ key: borrowing String) -> JSONValue {
    switch self {
    case .object(let members): members.value(of: key)
    default: .null
    }
  }

  /// Makes room for members that are about to be added to an object.
  public mutating func reserveMembers(_ more: Int) {
    guard case .object(var members) = self else { return }
    self = .null
    members.reserveCapacity(members.count + more)
    self = .object(members)
  }

  /// The members, none for what is no object. The value gives up its reference, so that changing them copies nothing.
  private mutating func takeMembers() -> JSONObject {
    guard case .object(let members) = self else { return JSONObject() }
    self = .null
    return members
  }

  /// An item of an array; null when there is no such item. Assigning to an index that is not there does nothing.
  public subscript(index: Int) -> JSONValue {
    get {
      if case .array(let items) = self, items.indices.contains(index) { items[index] } else { .null }
    }
    set {
      guard case .array(var items) = self, items.indices.contains(index) else { return }
      self = .null
      items[index] = newValue
      self = .array(items)
    }
    _modify {
      var items = self.items
      var value = JSONValue.null
      let isThere = items.indices.contains(index)
      if isThere {
        self = .null
        swap(&value, &items[index])
      }
      defer {
        if isThere {
          items[index] = value
          self = .array(items)
        }
      }
      yield &value
    }
  }

  /// The value at a path of member names and item indices; null when a part of the path is missing.
  public subscript(path: FieldPath) -> JSONValue {
    path.elements.reduce(self) { value, element in
      switch element {
      case .field(let name), .key(let name): value[name]
      case .index(let index): value[index]
      }
    }
  }
}

// MARK: - Literals

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements, uniquingKeysWith: { _, last in last }))
  }
  public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
  public init(_ map: [String: String]) {
    self = .object(JSONObject(uniqueKeysWithValues: map.sorted { $0.key < $1.key }.map { ($0, .string($1)) }))
  }

  public init(_ strings: [String]) {
    self = .array(strings.map { .string($0) })
  }
}
