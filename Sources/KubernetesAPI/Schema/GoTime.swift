/// Points in time as Go's `time.Parse` reads them, with its words for what is wrong.
enum GoTime {
  enum Layout: String {
    case seconds = "2006-01-02T15:04:05Z07:00"
    case microseconds = "2006-01-02T15:04:05.000000Z07:00"
  }

  /// nil for a time that is well-formed.
  static func mistake(in text: String, layout: Layout) -> String? {
    var parser = Parser(text: text, layout: layout, rest: text[...])
    return parser.mistake()
  }

  /// Whether a text is a time of the usual form, `2025-01-31T12:00:00Z`, on a day that every month has.
  static func isUsual(_ text: String) -> Bool {
    guard text.utf8.count == 20 else { return false }
    var fields = [0, 0, 0, 0, 0, 0]
    var field = 0
    var index = 0
    for byte in text.utf8 {
      switch (index, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")), (10, UInt8(ascii: "T")), (13, UInt8(ascii: ":")),
        (16, UInt8(ascii: ":")):
        field += 1
      case (19, UInt8(ascii: "Z")): break
      case (4, _), (7, _), (10, _), (13, _), (16, _), (19, _): return false
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")):
        fields[field] = fields[field] * 10 + Int(byte - UInt8(ascii: "0"))
      default: return false
      }
      index += 1
    }
    return (1...12).contains(fields[1]) && (1...28).contains(fields[2]) && fields[3] < 24 && fields[4] < 60
      && fields[5] < 60
  }

  private struct Parser {
    let text: String
    let layout: Layout
    var rest: Substring

    mutating func mistake() -> String? {
      var numbers: [Int] = []
      let elements: [(separator: String, name: String, digits: Int)] = [
        ("", "2006", 4), ("-", "01", 2), ("-", "02", 2), ("T", "15", 2), (":", "04", 2), (":", "05", 2),
      ]
      for element in elements {
        if !skip(element.separator) { return cannotParse(rest, as: element.separator) }
        guard let number = number(of: element.digits) else { return cannotParse(rest, as: element.name) }
        numbers.append(number)
        let range: ClosedRange<Int>? =
          switch element.name {
          case "01": 1...12
          case "15": 0...23
          case "04", "05": 0...59
          default: nil
          }
        if let range, !range.contains(number) { return outOfRange(element.name) }
      }
      let hasFraction = rest.first == "." && rest.dropFirst().first?.isASCIIDigit == true
      switch layout {
      case .seconds:
        // Go takes a fraction that the layout does not mention.
        if hasFraction { rest = rest.dropFirst().drop(while: \.isASCIIDigit) }
      case .microseconds:
        guard hasFraction, rest.dropFirst().prefix(6).allSatisfy(\.isASCIIDigit), rest.count >= 7 else {
          return cannotParse(rest, as: ".000000")
        }
        rest = rest.dropFirst(7)
      }
      if let mistake = zoneMistake() { return mistake }
      if !rest.isEmpty { return "parsing time \(quoted(text)): extra text: \(quoted(String(rest)))" }
      let (year, month, day) = (numbers[0], numbers[1], numbers[2])
      return day < 1 || day > Self.days(in: month, of: year) ? outOfRange("02") : nil
    }

    private mutating func zoneMistake() -> String? {
      if skip("Z") { return nil }
      let zone = rest
      guard let sign = rest.first, sign == "+" || sign == "-" else { return cannotParse(zone, as: "Z07:00") }
      rest.removeFirst()
      guard let hours = number(of: 2), skip(":"), let minutes = number(of: 2) else {
        return cannotParse(zone, as: "Z07:00")
      }
      if hours > 24 { return "parsing time \(quoted(text)): time zone offset hour out of range" }
      if minutes > 60 { return "parsing time \(quoted(text)): time zone offset minute out of range" }
      return nil
    }

    private mutating func skip(_ prefix: String) -> Bool {
      guard rest.hasPrefix(prefix) else { return false }
      rest.removeFirst(prefix.count)
      return true
    }

    private mutating func number(of digits: Int) -> Int? {
      let prefix = rest.prefix(digits)
      guard prefix.count == digits, prefix.allSatisfy(\.isASCIIDigit) else { return nil }
      rest.removeFirst(digits)
      return Int(prefix)
    }

    private func cannotParse(_ rest: Substring, as element: String) -> String {
      "parsing time \(quoted(text)) as \(quoted(layout.rawValue)): cannot parse \(quoted(String(rest))) as \(quoted(element))"
    }

    private func outOfRange(_ element: String) -> String {
      let names = ["01": "month", "02": "day", "15": "hour", "04": "minute", "05": "second"]
      return "parsing time \(quoted(text)): \(names[element] ?? element) out of range"
    }

    private func quoted(_ text: String) -> String { "\"\(text.shortened(to: 100))\"" }

    private static func days(in month: Int, of year: Int) -> Int {
      switch month {
      case 4, 6, 9, 11: 30
      case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      default: 31
      }
    }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
