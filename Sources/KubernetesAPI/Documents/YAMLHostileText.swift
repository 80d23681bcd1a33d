/// What Yams must not see: texts that it would crash on, or be busy with for hours.
extension YAMLText {
  /// The first control character: Yams would name it by its offset alone.
  static func firstForbiddenCharacter(of chunk: DocumentChunk, in bytes: [UInt8]) -> ReadingFailure? {
    guard let index = chunk.range.first(where: { isForbidden(bytes, at: $0) }) else { return nil }
    return ReadingFailure(
      position: TextEncoding.position(ofByte: index, in: bytes), message: "yaml: control characters are not allowed")
  }

  private static func isForbidden(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index] {
    case 0x09, 0x0A, 0x0D: return false
    case 0..<0x20, 0x7F: return true
    case 0xC2: return (0x80...0x9F).contains(bytes[index + 1]) && bytes[index + 1] != 0x85
    case 0xEF: return bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE
    default: return false
    }
  }

  /// Whether lists and maps are nested so deeply that Yams, which calls itself for each level, might run out of stack.
  ///
  /// Brackets in strings and comments count too; no text of good faith has a hundred of them open.
  var isTooDeeplyNested: Bool {
    // A line nests what it begins with below the less indented lines before it.
    var outerLines: [(indent: Int, levels: Int)] = []
    var outerLevels = 0
    var brackets = 0
    var line = LineBeginning()
    for byte in text.utf8 {
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { brackets += 1 }
      if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { brackets = max(0, brackets - 1) }
      if outerLevels + line.indicators + brackets > 128 { return true }
      if byte == 0x0A || byte == 0x0D {
        line = LineBeginning()
      } else if line.ends(with: byte) {
        while let last = outerLines.last, last.indent >= line.indent {
          outerLines.removeLast()
          outerLevels -= last.levels
        }
        outerLines.append((line.indent, line.indicators + 1))
        outerLevels += line.indicators + 1
        line.indicators = 0
      }
    }
    return false
  }

  /// The blanks and indicators that a line of YAML begins with: `- - ? `.
  private struct LineBeginning {
    var indent = 0
    var indicators = 0
    private var hasEnded = false
    private var isIndentation = true
    private var previous: UInt8 = 0x20

    /// Whether the content of the line begins with this byte.
    mutating func ends(with byte: UInt8) -> Bool {
      if hasEnded { return false }
      defer { previous = byte }
      switch byte {
      case 0x20, 0x09:
        if isIndentation { indent += 1 }
        if previous != 0x20, previous != 0x09 { indicators += 1 }
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        isIndentation = false
        // Two in a row are the beginning of a word.
        if previous != 0x20, previous != 0x09 { hasEnded = true }
      default: hasEnded = true
      }
      return hasEnded
    }
  }

  /// Whether the text may have aliases of lists as keys. Yams compares keys as wholes, expanding every alias in them,
  /// so a small text of that kind could keep it busy for hours.
  ///
  /// No key of a Kubernetes object is a list or a map, so being wrong in a rare case costs nothing.
  var hasCostlyKeys: Bool {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return false }
    var anchors: Set<Substring> = []
    var aliases = 0
    var hasCollectionKey = false
    var previous: Unicode.Scalar = "\n"
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      defer { previous = scalar }
      switch scalar {
      case "&" where Self.canPrecedeToken(previous):
        anchors.insert(Self.name(in: text, from: scalars.index(after: index)))
      case "*" where Self.canPrecedeToken(previous):
        let name = Self.name(in: text, from: scalars.index(after: index))
        guard anchors.contains(name) else { break }
        aliases += 1
        hasCollectionKey = hasCollectionKey || isKey(endingAt: name.endIndex)
      case "]", "}": hasCollectionKey = hasCollectionKey || isKey(endingAt: scalars.index(after: index))
      case "?" where Self.canPrecedeToken(previous): hasCollectionKey = true
      default: break
      }
    }
    return hasCollectionKey && aliases > 8
  }

  private func isKey(endingAt index: String.Index) -> Bool {
    text.unicodeScalars[index...].first { $0 != " " && $0 != "\t" } == ":"
  }

  private static func canPrecedeToken(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "[", "{", ",", ":": true
    default: false
    }
  }

  private static func name(in text: String, from start: String.Index) -> Substring {
    text[start...].prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }
}
