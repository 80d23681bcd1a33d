/// Texts of JSON. There has to be room for what is appended.
extension OutputSpan<UInt8> {
  /// Appends a text that JSON can have in a string as it is, eight bytes at a time.
  ///
  /// - Returns: False, with nothing appended, when it has a control character, a quote or a backslash in it.
  @inline(__always)
  public mutating func appendPlain(_ text: Span<UInt8>) -> Bool {
    precondition(text.count <= freeCapacity)
    return withUnsafeMutableBufferPointer { output, count in
      text.withUnsafeBytes { text in
        guard let start = text.baseAddress, let output = output.baseAddress else { return true }
        let place = UnsafeMutableRawPointer(output + count)
        guard PlainText.copy(start, count: text.count, to: place) else { return false }
        count += text.count
        return true
      }
    }
  }

  /// Appends the name of a member, in which there is nothing to be escaped, and its colon.
  public mutating func appendKey(_ name: StaticString, afterComma: Bool) {
    precondition(name.utf8CodeUnitCount + 4 <= freeCapacity)
    withUnsafeMutableBufferPointer { output, count in
      guard let output = output.baseAddress else { return }
      count = PlainText.writeKey(name, afterComma: afterComma, to: output + count) - output
    }
  }

  /// Appends a member whose value is a text.
  ///
  /// - Returns: False when something in the text is to be escaped: nothing of it but its first quote is appended.
  public mutating func appendMember(_ name: StaticString, _ text: Span<UInt8>, afterComma: Bool) -> Bool {
    precondition(name.utf8CodeUnitCount + text.count + 6 <= freeCapacity)
    return withUnsafeMutableBufferPointer { output, count in
      guard let output = output.baseAddress else { return false }
      var place = PlainText.writeKey(name, afterComma: afterComma, to: output + count)
      place[0] = UInt8(ascii: "\"")
      place += 1
      let isPlain = text.withUnsafeBytes { text in
        text.baseAddress.map { PlainText.copy($0, count: text.count, to: UnsafeMutableRawPointer(place)) } ?? true
      }
      if isPlain {
        place += text.count
        place[0] = UInt8(ascii: "\"")
        place += 1
      }
      count = place - output
      return isPlain
    }
  }
}

enum PlainText {
  /// Writes a member's name; gives the place after its colon.
  @inline(__always)
  fileprivate static func writeKey(
    _ name: StaticString, afterComma: Bool, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    let length = name.utf8CodeUnitCount
    output[0] = UInt8(ascii: ",")
    let place = afterComma ? output + 1 : output
    place[0] = UInt8(ascii: "\"")
    (place + 1).update(from: name.utf8Start, count: length)
    place[length &+ 1] = UInt8(ascii: "\"")
    place[length &+ 2] = UInt8(ascii: ":")
    return place + (length &+ 3)
  }

  /// Copies bytes; false when one of them is unusual.
  @inline(__always)
  fileprivate static func copy(_ text: UnsafeRawPointer, count: Int, to output: UnsafeMutableRawPointer) -> Bool {
    func copyWord<Word: FixedWidthInteger>(_: Word.Type, at index: Int) -> Word {
      let word = text.loadUnaligned(fromByteOffset: index, as: Word.self)
      output.storeBytes(of: word, toByteOffset: index, as: Word.self)
      return word
    }
    // The last word of a text may have bytes in it that were in the one before.
    if count >= 8 {
      var index = 0
      while index < count &- 8 {
        if hasUnusual(copyWord(UInt64.self, at: index)) { return false }
        index &+= 8
      }
      return !hasUnusual(copyWord(UInt64.self, at: count &- 8))
    }
    if count >= 4 {
      let first = UInt64(copyWord(UInt32.self, at: 0))
      return !hasUnusual(first << 32 | UInt64(copyWord(UInt32.self, at: count &- 4)))
    }
    for index in 0..<count where isUnusual(copyWord(UInt8.self, at: index)) { return false }
    return true
  }

  @inline(__always)
  static func isUnusual(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  /// Whether one of eight bytes is unusual.
  @inline(__always)
  static func hasUnusual(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Where a byte is below a number, subtracting that borrows from its highest bit, which was not set before. A byte above
    // one that borrows may do so too, but then there is one already.
    func isBelow(_ word: UInt64, _ number: UInt64) -> UInt64 { (word &- ones &* number) & ~word }
    let quotes = isBelow(word ^ ones &* 0x22, 1)
    let backslashes = isBelow(word ^ ones &* 0x5C, 1)
    return (isBelow(word, 0x20) | quotes | backslashes) & (ones &* 0x80) != 0
  }
}
