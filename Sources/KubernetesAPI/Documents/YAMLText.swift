import Yams

/// A chunk of YAML as it is given to Yams, which is not always how it was written.
///
/// Yams stops at a mapping with duplicate keys and does not say where the second one is. So such a key is marked as
/// different from the other, and composed again; places and keys are given back as they were before.
struct YAMLText {
  private(set) var text: String
  private let firstLine: Int
  private let mayHaveTags: Bool
  /// A character that the text has not, for marking keys; found when the first is marked.
  private var marker: Unicode.Scalar?
  /// The marks on each line, by column.
  private var marks: [Int: [(column: Int, length: Int)]] = [:]
  private var markCount = 0

  init(_ text: String, firstLine: Int) {
    self.text = text
    self.firstLine = firstLine
    mayHaveTags = text.utf8.contains(UInt8(ascii: "!"))
  }

  /// The documents of the text. Its duplicate keys are found in them afterwards.
  mutating func compose(budget: inout ReadingBudget) throws -> [Yams.Node] {
    while true {
      do {
        return try composeOnce()
      } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
        guard budget.reread(text.utf8.count), mark(keys.first ?? "", at: context.mark) else {
          throw YamlError.duplicatedKeysInMapping(duplicates: keys, context: context)
        }
      }
    }
  }

  private func composeOnce() throws -> [Yams.Node] {
    // The basic resolver leaves scalars alone; the default one tries seven regular expressions on each key.
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    var documents: [Yams.Node] = []
    while let document = try parser.nextRoot() { documents.append(document) }
    return documents
  }

  /// False when the key cannot be marked because it is not written there as such.
  private mutating func mark(_ key: String, at place: Mark) -> Bool {
    if marker == nil { marker = unusedCharacter() }
    guard let marker, let start = YAMLText.index(of: place, in: text) else { return false }
    let rest = text.unicodeScalars[start...]
    let isQuoted = rest.first == "\"" || rest.first == "'"
    guard isQuoted || (rest.first == key.unicodeScalars.first && rest.first != nil) else { return false }
    markCount += 1
    let mark = "\(marker)\(markCount)\(marker)"
    text.unicodeScalars.insert(
      contentsOf: Array(mark.unicodeScalars), at: isQuoted ? text.unicodeScalars.index(after: start) : start)
    let column = place.column + (isQuoted ? 1 : 0)
    let length = mark.unicodeScalars.count
    var others = marks[place.line] ?? []
    for index in others.indices where others[index].column >= column { others[index].column += length }
    marks[place.line] = others + [(column, length)]
    return true
  }

  private func unusedCharacter() -> Unicode.Scalar? {
    let privateUse: Range<UInt32> = 0xE000..<0xF8FF
    let used = Set(text.unicodeScalars.lazy.filter { privateUse.contains($0.value) })
    return privateUse.lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) }
  }

  private static func index(of place: Mark, in text: String) -> String.Index? {
    var line = 1
    var index = text.unicodeScalars.startIndex
    let scalars = text.unicodeScalars
    while line < place.line {
      guard let next = scalars[index...].firstIndex(of: "\n") else { return nil }
      index = scalars.index(after: next)
      line += 1
    }
    return scalars.index(index, offsetBy: place.column - 1, limitedBy: scalars.endIndex)
  }

  // MARK: As it was written

  static let stringTag = "tag:yaml.org,2002:str"

  /// Whether a scalar with this tag was written without one. Looking for duplicates, Yams gives keys the tag of a
  /// string, and with them whatever they are aliases of.
  func isImplicit(_ tag: String) -> Bool { tag.isEmpty || (tag == Self.stringTag && !mayHaveTags) }

  /// The place in the whole text.
  func position(_ mark: Mark?) -> SourcePosition {
    guard let mark else { return SourcePosition(line: firstLine, column: 1) }
    var column = mark.column
    for (start, length) in marks[mark.line] ?? [] where start < mark.column { column -= length }
    return SourcePosition(line: firstLine + mark.line - 1, column: max(column, 1))
  }

  /// A scalar without the mark it may have been given.
  func original(_ scalar: String) -> String {
    guard markCount > 0, let marker, scalar.unicodeScalars.first == marker else { return scalar }
    let rest = scalar.unicodeScalars.dropFirst()
    guard let end = rest.firstIndex(of: marker) else { return scalar }
    return String(rest[rest.index(after: end)...])
  }

  /// What Yams says, in the words of Kubernetes' YAML.
  func failure(_ error: any Error) -> ReadingFailure {
    switch error {
    case YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
      YamlError.composer(_, let problem, let mark, _):
      let position = position(mark)
      if problem.hasPrefix("Maximum nesting level") {
        return ReadingFailure(position: position, message: "yaml: exceeded max depth of lists and maps")
      }
      return ReadingFailure(
        position: position, message: "yaml: line \(position.line): \(problem.shortened(to: 200))")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      return .duplicateKey(original(keys.first ?? ""), at: position(context.mark))
    case YamlError.memory:
      return ReadingFailure(position: position(nil), message: "yaml: out of memory")
    default:
      return ReadingFailure(position: position(nil), message: "yaml: the text cannot be read")
    }
  }
}

extension String {
  /// The beginning of a text that a user gave, for showing it in a message.
  func shortened(to limit: Int) -> String {
    count <= limit ? self : prefix(limit - 1) + "…"
  }
}
