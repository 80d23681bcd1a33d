/// Looks for bytes, eight at a time.
public enum ByteSearch {
  /// The first line feed or carriage return at an index or after it; the end if there is none.
  public static func lineBreak(in bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var index = max(start, 0)
      while index < bytes.count {
        var found = controls(in: bytes, at: index)
        while found != 0 {
          let place = index &+ found.trailingZeroBitCount &>> 3
          if isLineBreak(bytes[place]) { return place }
          found &= found &- 1
        }
        index &+= 8
      }
      return bytes.count
    }
  }

  /// The first line after the one at an index that begins with one of some bytes.
  ///
  /// - Returns: Where it begins, the end if there is none, and how many lines have begun up to there.
  public static func line(
    beginningWith set: ByteSet, in bytes: Span<UInt8>, after start: Int
  ) -> (start: Int, lines: Int) {
    bytes.withUnsafeBytes { bytes in
      var index = max(start, 0)
      var lines = 0
      while index < bytes.count {
        var found = controls(in: bytes, at: index)
        while found != 0 {
          let next = index &+ found.trailingZeroBitCount &>> 3 &+ 1
          found &= found &- 1
          guard isLineBreak(bytes[next &- 1]) else { continue }
          guard next < bytes.count else { return (bytes.count, lines + 1) }
          if bytes[next &- 1] == 0x0D, bytes[next] == 0x0A { continue }
          lines += 1
          if set.contains(bytes[next]) { return (next, lines) }
        }
        index &+= 8
      }
      return (bytes.count, lines)
    }
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Which of the eight bytes at an index may be line feeds or carriage returns, by the highest bit of each: those that are
  /// no greater, and perhaps some after them.
  @inline(__always)
  private static func controls(in bytes: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    if index &+ 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      return (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080
    }
    var found: UInt64 = 0
    for place in index..<bytes.count where isLineBreak(bytes[place]) { found |= 0x80 &<< UInt64(8 &* (place &- index)) }
    return found
  }
}

/// Some of the values that a byte may have.
public struct ByteSet: Sendable {
  private var words = InlineArray<4, UInt64>(repeating: 0)

  public init(_ bytes: UInt8...) {
    for byte in bytes { insert(byte) }
  }

  /// All bytes but some.
  public init(except bytes: UInt8...) {
    for byte in 0...UInt8.max where !bytes.contains(byte) { insert(byte) }
  }

  private mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  public func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] &>> UInt64(byte & 63) & 1 == 1 }
}
