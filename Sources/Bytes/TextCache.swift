/// Strings that were made before, so that a text that comes again is not copied again.
///
/// It remembers the last text at each of a few places; what it does not remember is made anew.
public struct TextCache {
  /// Shorter texts are kept in the string itself and need no storage; longer ones rarely come again.
  private static let lengths = 16...64
  private static let capacity = 512

  private var slots: [String] = []

  public init() {}

  /// The bytes as a string. Bytes that are no UTF-8 are repaired.
  public mutating func text(_ bytes: Span<UInt8>) -> String {
    bytes.withUnsafeBufferPointer { text($0) }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard Self.lengths.contains(bytes.count) else { return String(decoding: bytes, as: UTF8.self) }
    if slots.isEmpty { slots = Array(repeating: "", count: Self.capacity) }
    let slot = Int(truncatingIfNeeded: ByteHash.hash(bytes)) & (Self.capacity - 1)
    if ByteHash.isEqual(slots[slot], bytes) { return slots[slot] }
    let text = String(decoding: bytes, as: UTF8.self)
    slots[slot] = text
    return text
  }
}
