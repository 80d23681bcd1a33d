/// The keys of maps that were met, each of which is one string.
public struct KeyTable {
  /// A key of one table.
  public struct Key: Sendable {
    /// Two keys that both have a number are equal if their numbers are: those that are not negative. Others are given to keys
    /// that are not ASCII, whose equality is not that of their bytes, and once there are very many keys.
    fileprivate let number: Int
  }

  private static let capacity = 8192
  private static let longest = 128
  /// How far a key may be from where it belongs. One that would be farther is not remembered, so that keys made to
  /// collide cost no more than others.
  private static let probes = 16

  /// Where each key is in `keys`, by its hash; -1 for none.
  private var slots: [Int32] = []
  private var keys: [(hash: UInt64, text: String)] = []
  /// The keys that have no number of their own.
  private var others: [String] = []

  public init() {}

  public func text(of key: Key) -> String { key.number < 0 ? others[~key.number] : keys[key.number].text }

  @inline(__always)
  public func isEqual(_ left: Key, _ right: Key) -> Bool {
    left.number == right.number || (left.number | right.number < 0 && text(of: left) == text(of: right))
  }

  /// A text that is not looked for among the others.
  public mutating func key(unshared text: String) -> Key {
    others.append(text)
    return Key(number: ~(others.count - 1))
  }

  /// The bytes as a key. Bytes that are no UTF-8 are repaired.
  public mutating func key(_ bytes: Span<UInt8>) -> Key {
    bytes.withUnsafeBufferPointer { key($0) }
  }

  mutating func key(_ bytes: UnsafeBufferPointer<UInt8>) -> Key {
    if 2 * keys.count >= slots.count { grow() }
    let hash = ByteHash.hash(bytes)
    let mask = slots.count - 1
    let home = Int(truncatingIfNeeded: hash)
    for distance in 0..<Self.probes {
      let slot = (home &+ distance) & mask
      let number = Int(slots[slot])
      if number < 0 { return add(bytes, hash: hash, slot: slot) }
      if keys[number].hash == hash, ByteHash.isEqual(keys[number].text, bytes) {
        return Key(number: number)
      }
    }
    return key(unshared: String(decoding: bytes, as: UTF8.self))
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, hash: UInt64, slot: Int) -> Key {
    let text = String(decoding: bytes, as: UTF8.self)
    let isKept = keys.count < Self.capacity && bytes.count <= Self.longest && bytes.allSatisfy { $0 < 0x80 }
    guard isKept else { return key(unshared: text) }
    slots[slot] = Int32(keys.count)
    keys.append((hash, text))
    return Key(number: keys.count - 1)
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: max(64, 2 * slots.count))
    let mask = slots.count - 1
    for (number, key) in keys.enumerated() {
      let home = Int(truncatingIfNeeded: key.hash)
      let free = (0..<Self.probes).lazy.map { (home &+ $0) & mask }.first { self.slots[$0] < 0 }
      if let free { slots[free] = Int32(number) }
    }
  }
}
