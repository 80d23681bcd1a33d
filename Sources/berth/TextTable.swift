/// Rows of text in columns as wide as they need to be, the last one as long as it is.
struct TextTable {
  private var rows: [[String]] = []
  private let separator: String

  init(header: [String] = [], separator: String = "   ") {
    if !header.isEmpty { rows.append(header) }
    self.separator = separator
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  var text: String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.filter { column < $0.count - 1 }.map { Self.width($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: max(0, widths[column] - Self.width(cell)))
      }.joined(separator: separator)
    }.joined(separator: "\n")
  }

  /// Cells of a terminal: two for Hangul and other wide characters.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { width, scalar in
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60: width + 2
      case 0x0300...0x036F, 0x200B...0x200D: width
      default: width + 1
      }
    }
  }
}

extension String {
  /// The text broken into lines of at most `width` characters, at blanks where there are any.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}
