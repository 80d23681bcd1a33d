/// Looks for bytes, eight at a time.
public enum ByteSearch {
  /// The first line feed or carriage return at an index or after it; the end if there is none.
  public static func lineBreak(in bytes: Span<UInt8>, from start: Int) -> Int {
    bytes.withUnsafeBytes { bytes in
      guard let text = bytes.baseAddress else { return 0 }
      var index = max(start, 0)
      while index < bytes.count {
        var found = controls(in: text, at: index, count: bytes.count)
        while found != 0 {
          let place = index &+ found.trailingZeroBitCount &>> 3
          if isLineBreak(byte(text, place)) { return place }
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
      guard let text = bytes.baseAddress else { return (0, 0) }
      let count = bytes.count
      var index = max(start, 0)
      var lines = 0
      while index < count {
        var found = controls(in: text, at: index, count: count)
        while found != 0 {
          let place = index &+ found.trailingZeroBitCount &>> 3
          found &= found &- 1
          let end = byte(text, place)
          guard isLineBreak(end) else { continue }
          let next = place &+ 1
          guard next < count else { return (count, lines &+ 1) }
          let first = byte(text, next)
          if end == 0x0D, first == 0x0A { continue }
          lines &+= 1
          if set.contains(first) { return (next, lines) }
        }
        index &+= 8
      }
      return (count, lines)
    }
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func byte(_ text: UnsafeRawPointer, _ index: Int) -> UInt8 {
    text.load(fromByteOffset: index, as: UInt8.self)
  }

  /// Which of the eight bytes at an index may be line feeds or carriage returns, by the highest bit of each: those that are
  /// no greater, and perhaps some after them.
  @inline(__always)
  private static func controls(in text: UnsafeRawPointer, at index: Int, count: Int) -> UInt64 {
    let word =
      index &+ 8 <= count
      ? UInt64(littleEndian: text.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      : lastWord(in: text, at: index, count: count)
    return (word &- 0x0E0E_0E0E_0E0E_0E0E) & ~word & 0x8080_8080_8080_8080
  }

  /// The last bytes, and others that are no ends of lines.
  @inline(never)
  private static func lastWord(in text: UnsafeRawPointer, at index: Int, count: Int) -> UInt64 {
    (index..<count).reversed().reduce(UInt64.max) { $0 << 8 | UInt64(byte(text, $1)) }
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

  public func contains(_ byte: UInt8) -> Bool {
    // Without a branch, as nobody can tell what comes.
    let low = byte & 0x40 == 0 ? words[0] : words[1]
    let high = byte & 0x40 == 0 ? words[2] : words[3]
    return (byte & 0x80 == 0 ? low : high) &>> UInt64(byte & 63) & 1 == 1
  }
}
