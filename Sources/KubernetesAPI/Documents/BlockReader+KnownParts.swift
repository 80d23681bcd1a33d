import Bytes

/// Documents, and members of documents, that were read before.
extension BlockReader {
  /// What the lines of a document's member begin with besides the first one: blanks, comments, and dashes of a list that is
  /// not indented.
  private static let nextMember = ByteSet(
    except: UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "-"), 0x0A)

  /// Reads the document, which is not blank.
  mutating func read(into builder: inout TreeBuilder) throws(Unusual) {
    let bytes = bytes
    let text = bytes.span.extracting(index..<end)
    guard PartMemo.lengths.contains(text.count) else { return try readDocument(into: &builder) }
    let hash = PartMemo.hash(text)
    let (known, hasCome) = PartMemo.documents.find(text, hash: hash)
    if let known, known.depth <= depthLimit {
      guard builder.budget.visit(known.cost) else { throw Unusual() }
      let entry = builder.entries.count
      builder.add(known, number: nil, line: line)
      builder.addDocument(known.value, entry: entry)
      return
    }
    let start = Start(index..<end, hash: hash, line: line, builder)
    try readDocument(into: &builder)
    guard hasCome, let value = builder.roots.last?.value else { return }
    remember(value.withMembersIdentified, from: start, in: .documents, builder)
  }

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
    guard PartMemo.lengths.contains(next - start) else { return try memberValue(into: &builder) }
    let text = bytes.span.extracting(start..<next)
    let hash = PartMemo.hash(text)
    let (known, hasCome) = PartMemo.members.find(text, hash: hash)
    if let known, known.depth <= depthLimit {
      guard builder.budget.visit(known.cost) else { throw Unusual() }
      deepest = max(deepest, known.depth)
      builder.add(known, number: number, line: line)
      skipLines(lines, to: next)
      return known.value
    }
    let before = Start(start..<next, hash: hash, line: line, builder)
    let outside = deepest
    deepest = 1
    let value = try memberValue(into: &builder)
    if hasCome, index == next { remember(value.identified, from: before, in: .members, builder) }
    deepest = max(deepest, outside)
    return value
  }

  /// How things stood before a part was read.
  private struct Start {
    let range: Range<Int>
    let hash: UInt64
    let line: Int
    let entry: Int
    let failures: Int
    let characters: Int

    init(_ range: Range<Int>, hash: UInt64, line: Int, _ builder: borrowing TreeBuilder) {
      self.range = range
      self.hash = hash
      self.line = line
      entry = builder.entries.count
      failures = builder.failures.count
      characters = builder.budget.characters
    }
  }

  /// Remembers a part that was read since then, if there was no mistake in it.
  private func remember(
    _ value: JSONValue, from start: Start, in memo: PartMemo, _ builder: borrowing TreeBuilder
  ) {
    guard builder.failures.count == start.failures else { return }
    memo.remember(
      KnownPart(
        text: Array(bytes[start.range]), hash: start.hash, value: value,
        places: builder.entries[start.entry...].map { $0.moved(lines: -start.line, entries: -start.entry) },
        cost: start.characters - builder.budget.characters, depth: deepest))
  }
}
