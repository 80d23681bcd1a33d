/// Base64 with the standard alphabet and padding (RFC 4648), as Go's `base64.StdEncoding` reads it.
enum Base64 {
  /// nil for a text that is no Base64. Line breaks are passed over.
  static func decode(_ text: String) -> [UInt8]? {
    if case .success(let bytes) = decoding(text) { bytes } else { nil }
  }

  /// The byte of the text, from 0, that Go's decoder stumbles over.
  struct CorruptInput: Error {
    var offset: Int
  }

  static func decoding(_ text: String) -> Result<[UInt8], CorruptInput> {
    var bytes: [UInt8] = []
    var group: [UInt32] = []
    var padding = 0
    var offset = 0
    for byte in text.utf8 {
      defer { offset += 1 }
      if byte == 0x0A || byte == 0x0D { continue }
      if byte == UInt8(ascii: "=") {
        if group.count < 2 || group.count + padding >= 4 { return .failure(CorruptInput(offset: offset)) }
        padding += 1
        continue
      }
      guard padding == 0, let value = value(of: byte) else { return .failure(CorruptInput(offset: offset)) }
      group.append(value)
      if group.count == 4 {
        append(group, count: 3, to: &bytes)
        group = []
      }
    }
    if group.isEmpty { return .success(bytes) }
    if group.count + padding != 4 { return .failure(CorruptInput(offset: offset - group.count - padding)) }
    append(group + Array(repeating: 0, count: padding), count: 3 - padding, to: &bytes)
    return .success(bytes)
  }

  private static func append(_ group: [UInt32], count: Int, to bytes: inout [UInt8]) {
    let bits = group[0] << 18 | group[1] << 12 | group[2] << 6 | group[3]
    for shift in [16, 8, 0].prefix(count) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
