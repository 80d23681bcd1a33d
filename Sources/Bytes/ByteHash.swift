/// Hashing and comparing of bytes, eight at a time.
public enum ByteHash {
  /// Depends on the length and on every byte.
  ///
  /// - Parameter seed: Who does not know it cannot tell which texts have the same hash.
  public static func hash(all bytes: Span<UInt8>, seed: UInt64) -> UInt64 {
    bytes.withUnsafeBytes { hash($0, count: $0.count, seed: seed) }
  }

  /// Depends on the length and on every byte of the first 128.
  public static func hash(_ text: String) -> UInt64 {
    text.utf8.withContiguousStorageIfAvailable { hash($0) } ?? hash(text.utf8)
  }

  private static func hash(_ bytes: String.UTF8View) -> UInt64 {
    ContiguousArray(bytes).withUnsafeBufferPointer { hash($0) }
  }

  /// Depends on the length and on every byte of the first 128.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    hash(UnsafeRawBufferPointer(bytes), count: min(bytes.count, 128), seed: 0)
  }

  @inline(__always)
  private static func hash(_ raw: UnsafeRawBufferPointer, count: Int, seed: UInt64) -> UInt64 {
    var hash = seed ^ UInt64(truncatingIfNeeded: raw.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 < count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 29
      index &+= 8
    }
    hash = (hash ^ lastWord(raw, count: count)) &* 0xFF51_AFD7_ED55_8CCD
    return hash ^ hash >> 32
  }

  /// The last eight of some bytes, or all of them.
  @inline(__always)
  private static func lastWord(_ raw: UnsafeRawBufferPointer, count: Int) -> UInt64 {
    if count >= 8 { return raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self) }
    if count >= 4 {
      let first = UInt64(raw.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
      return first << 32 | UInt64(raw.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    }
    var word: UInt64 = 0
    for index in 0..<count { word = word << 8 | UInt64(raw[index]) }
    return word
  }

  public static func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { isEqual(left, $0) } }
  }

  static func isEqual(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    text.utf8.withContiguousStorageIfAvailable {
      isEqual(UnsafeRawBufferPointer($0), UnsafeRawBufferPointer(bytes))
    } ?? false
  }

  @inline(__always)
  private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var index = 0
    while index &+ 8 < left.count {
      let leftPart = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      if leftPart != right.loadUnaligned(fromByteOffset: index, as: UInt64.self) { return false }
      index &+= 8
    }
    return lastWord(left, count: left.count) == lastWord(right, count: right.count)
  }
}
