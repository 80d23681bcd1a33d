/// The keys of maps that were met: each is one string, and most have a number that tells them from the others.
public struct KeyTable {
  public struct Key: Sendable {
    public let text: String
    /// Two keys that both have a number are equal if their numbers are. None is given to keys that are not ASCII, whose
    /// equality is not that of their bytes, nor once there are very many keys.
    public let number: Int?

    public init(text: String, number: Int? = nil) {
      self.text = text
      self.number = number
    }

    public static func == (left: Key, right: Key) -> Bool {
      if let left = left.number, let right = right.number { left == right } else { left.text == right.text }
    }
  }

  private static let capacity = 8192
  private static let longest = 128
  /// How far a key may be from where it belongs. One that would be farther is not remembered, so that keys made to
  /// collide cost no more than others.
  private static let probes = 16

  /// Where each key is in `keys`, by its hash; -1 for none.
  private var slots: [Int32] = []
  private var keys: [(hash: UInt64, text: String)] = []

  public init() {}

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
        return Key(text: keys[number].text, number: number)
      }
    }
    return Key(text: String(decoding: bytes, as: UTF8.self))
  }

  private mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, hash: UInt64, slot: Int) -> Key {
    let text = String(decoding: bytes, as: UTF8.self)
    let isKept = keys.count < Self.capacity && bytes.count <= Self.longest && bytes.allSatisfy { $0 < 0x80 }
    guard isKept else { return Key(text: text) }
    slots[slot] = Int32(keys.count)
    keys.append((hash, text))
    return Key(text: text, number: keys.count - 1)
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
