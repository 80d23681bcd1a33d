/// Looks for bytes, eight at a time.
public enum ByteSearch {
  /// The first line feed or carriage return at an index or after it; the end if there is none.
  public static func lineBreak(in bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      var index = max(start, 0)
      while index < bytes.count {
        let found = lineBreaks(in: bytes, at: index)
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
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
        var found = lineBreaks(in: bytes, at: index)
        while found != 0 {
          let next = index + found.trailingZeroBitCount / 8 + 1
          found &= found - 1
          guard next < bytes.count else { return (bytes.count, lines + 1) }
          if bytes[next - 1] == 0x0D, bytes[next] == 0x0A { continue }
          lines += 1
          if set.contains(bytes[next]) { return (next, lines) }
        }
        index += 8
      }
      return (bytes.count, lines)
    }
  }

  /// Which of the eight bytes at an index are line feeds or carriage returns, by the highest bit of each.
  @inline(__always)
  private static func lineBreaks(in bytes: UnsafeRawBufferPointer, at index: Int) -> UInt64 {
    if index + 8 <= bytes.count {
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      return zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeros(word ^ 0x0D0D_0D0D_0D0D_0D0D)
    }
    var found: UInt64 = 0
    for place in index..<bytes.count where bytes[place] == 0x0A || bytes[place] == 0x0D {
      found |= 0x80 << UInt64(8 * (place - index))
    }
    return found
  }

  /// The highest bit of every byte that is zero.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    return ~(((word & low) &+ low) | word | low)
  }
}

/// Some of the values that a byte may have.
public struct ByteSet: Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  public init(_ bytes: UInt8...) {
    for byte in bytes { insert(byte) }
  }

  /// All bytes but some.
  public init(except bytes: UInt8...) {
    for byte in 0...UInt8.max where !bytes.contains(byte) { insert(byte) }
  }

  private mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  public func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }
}
