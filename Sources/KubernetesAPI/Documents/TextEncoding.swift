/// UTF-8, checked: what is wrong with a text and where.
enum TextEncoding {
  /// nil for a text that is well-formed UTF-8.
  static func firstInvalidByte(in bytes: [UInt8]) -> ReadingFailure? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
    let message = "the text is not UTF-8: invalid byte 0x\(String(bytes[offset], radix: 16)) at offset \(offset)"
    return ReadingFailure(position: position(ofByte: offset, in: bytes), message: message)
  }

  /// The place of a byte whose preceding bytes are well-formed.
  static func position(ofByte offset: Int, in bytes: [UInt8]) -> SourcePosition {
    var line = 1
    var column = 1
    for index in 0..<min(offset, bytes.count) {
      switch bytes[index] {
      case 0x0A: (line, column) = (line + 1, 1)
      case 0x0D: if index + 1 >= bytes.count || bytes[index + 1] != 0x0A { (line, column) = (line + 1, 1) }
      case 0x80...0xBF: break
      default: column += 1
      }
    }
    return SourcePosition(line: line, column: column)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
