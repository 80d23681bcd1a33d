import LibYAML

/// Members of documents that were read before.
extension BlockReader {
  /// What the lines of a document's member begin with besides the first one: blanks, comments, and dashes of a list that is
  /// not indented.
  private static let nextMember = ByteSet(
    except: UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "-"), 0x0A)

  /// The value of a document's member, whose key and colon were read.
  ///
  /// - Parameters:
  ///   - start: Where the line of the key begins.
  ///   - number: How many members the document has before it.
  mutating func member(
    from start: Int, number: Int, into builder: inout TreeBuilder
  ) throws(Unusual) -> JSONValue {
    let bytes = bytes
    let (next, lines) = ByteSearch.line(beginningWith: Self.nextMember, in: bytes.span.extracting(..<end), after: start)
    guard MemberMemo.lengths.contains(next - start) else { return try memberValue(into: &builder) }
    let text = bytes.span.extracting(start..<next)
    let hash = MemberMemo.hash(text)
    let (known, hasCome) = MemberMemo.shared.find(text, hash: hash)
    if let known, known.depth <= depthLimit {
      guard builder.budget.visit(known.cost) else { throw Unusual() }
      builder.add(known, number: number, line: line)
      skipLines(lines, to: next)
      return known.value
    }
    let (entry, failures, characters) = (builder.entries.count, builder.failures.count, builder.budget.characters)
    let firstLine = line
    deepest = 1
    let value = try memberValue(into: &builder)
    if hasCome, index == next, builder.failures.count == failures {
      MemberMemo.shared.remember(
        KnownMember(
          text: Array(bytes[start..<next]), hash: hash, value: value.identified,
          places: builder.entries[entry...].map { $0.moved(lines: -firstLine, entries: -entry) },
          cost: characters - builder.budget.characters, depth: deepest))
    }
    return value
  }
}
