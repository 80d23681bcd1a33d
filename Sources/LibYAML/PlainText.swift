extension OutputSpan<UInt8> {
  /// Appends a text that JSON can have in a string as it is, eight bytes at a time. There has to be room for it.
  ///
  /// - Returns: False, with nothing appended, when it has a control character, a quote or a backslash in it.
  @inline(__always)
  public mutating func appendPlain(_ text: Span<UInt8>) -> Bool {
    precondition(text.count <= freeCapacity)
    return withUnsafeMutableBufferPointer { output, count in
      text.withUnsafeBytes { text in
        let output = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(output)[count...])
        func appendWord(at index: Int) -> Bool {
          let word = text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          output.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
          return !PlainText.hasUnusual(word)
        }
        if text.count < 8 {
          for index in text.indices {
            if PlainText.isUnusual(text[index]) { return false }
            output[index] = text[index]
          }
        } else {
          for index in stride(from: 0, to: text.count - 8, by: 8) where !appendWord(at: index) { return false }
          // The last eight, some of which may have been in the word before.
          if !appendWord(at: text.count - 8) { return false }
        }
        count += text.count
        return true
      }
    }
  }
}

enum PlainText {
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
