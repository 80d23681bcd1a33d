import LibYAML

/// The sequences of keys that objects have: equal ones share their storage, as those of a thousand Pods do.
struct ObjectShapes {
  private struct Shape {
    /// Of the keys, in a ``KeyTable``.
    var numbers: [Int]
    var keys: ContiguousArray<String>
  }

  private static let capacity = 256
  /// The keys of larger objects have to be hashed for each, and are rarely alike.
  private static let largest = 15

  /// The last shape met at each place, which a hash of its keys gives.
  private var slots: [Shape?] = []

  /// An object of members with different keys.
  mutating func object(_ keys: ArraySlice<KeyTable.Key>, _ values: ArraySlice<JSONValue>) -> JSONObject {
    JSONObject(uncheckedUniqueKeys: texts(of: keys), values: ContiguousArray(values))
  }

  private mutating func texts(of keys: ArraySlice<KeyTable.Key>) -> ContiguousArray<String> {
    guard (1...Self.largest).contains(keys.count) else { return ContiguousArray(keys.lazy.map(\.text)) }
    var hash = keys.count
    for key in keys {
      guard let number = key.number else { return ContiguousArray(keys.lazy.map(\.text)) }
      hash = (hash ^ number) &* 0x2545_F491_4F6C_DD1D
    }
    if slots.isEmpty { slots = Array(repeating: nil, count: Self.capacity) }
    let slot = (hash >> 40) & (Self.capacity - 1)
    if let known = slots[slot], known.numbers.count == keys.count,
      zip(known.numbers, keys).allSatisfy({ $0 == $1.number })
    {
      return known.keys
    }
    let shape = Shape(numbers: keys.compactMap(\.number), keys: ContiguousArray(keys.lazy.map(\.text)))
    slots[slot] = shape
    return shape.keys
  }
}
