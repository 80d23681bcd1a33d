import Bytes
import LibYAML

/// Builds the documents of a stretch of YAML from libyaml's events, with the meaning Kubernetes gives their scalars.
struct YAMLReader: ~Copyable {
  private let bytes: [UInt8]
  private let start: Int
  private let firstLine: Int
  private let limits: DocumentLimits
  private var events: YAMLEvents
  private var anchors: [String: Anchor] = [:]
  /// How many lists and maps are around the innermost one that was met since this was last set.
  private var deepest = 0
  /// Whether reading stopped because the text is no YAML.
  private(set) var hasSyntaxError = false

  /// A value that aliases may stand for.
  private struct Anchor {
    var value: JSONValue
    var entry: Int
    /// What an alias of it takes from the budget.
    var cost: Int
    /// How many levels of lists and maps it has.
    var levels: Int
  }

  init(_ bytes: [UInt8], in range: Range<Int>, firstLine: Int, limits: DocumentLimits) {
    self.bytes = bytes
    self.firstLine = firstLine
    self.limits = limits
    start = range.lowerBound
    events = YAMLEvents(bytes, in: range)
  }

  /// Reads up to the end, or to what makes the rest unreadable.
  mutating func readAll(into builder: inout TreeBuilder) throws(ReadingFailure) {
    while true {
      switch try next() {
      case .streamEnd: return
      case .documentStart:
        anchors.removeAll(keepingCapacity: true)
        let entry = builder.entries.count
        builder.addDocument(try node(next(), depth: 0, into: &builder), entry: entry)
      default: break
      }
    }
  }

  private mutating func next() throws(ReadingFailure) -> YAMLEvents.Kind {
    do throws(YAMLSyntaxError) {
      return try events.next()
    } catch {
      hasSyntaxError = true
      throw failure(error)
    }
  }

  private var position: SourcePosition {
    SourcePosition(line: firstLine + events.line, column: events.column + 1)
  }

  // MARK: Values

  private mutating func node(
    _ kind: YAMLEvents.Kind, depth: Int, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    let position = position
    if kind == .alias { return try alias(at: position, depth: depth, into: &builder) }
    guard let anchor = events.anchor else { return try content(kind, at: position, depth: depth, into: &builder) }
    let (entry, charactersBefore, outerDeepest) = (builder.entries.count, builder.budget.characters, deepest)
    deepest = depth
    let value = try content(kind, at: position, depth: depth, into: &builder)
    anchors[anchor] = Anchor(
      value: value, entry: entry, cost: charactersBefore - builder.budget.characters, levels: deepest - depth)
    deepest = max(deepest, outerDeepest)
    return value
  }

  private mutating func alias(
    at position: SourcePosition, depth: Int, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    let anchor = try anchor(at: position)
    try builder.visit(anchor.cost, at: position)
    if depth + anchor.levels > limits.depth { throw limits.depthExceeded(at: position) }
    deepest = max(deepest, depth + anchor.levels)
    builder.beginAlias(of: anchor.entry)
    return anchor.value
  }

  private func anchor(at position: SourcePosition) throws(ReadingFailure) -> Anchor {
    if let name = events.anchor, let anchor = anchors[name] { return anchor }
    throw ReadingFailure(position: position, message: "yaml: line \(position.line): found undefined alias")
  }

  private mutating func content(
    _ kind: YAMLEvents.Kind, at position: SourcePosition, depth: Int, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    if kind == .scalar {
      try builder.visit(max(events.byteCount, 1), at: position)
      builder.begin(at: position)
      return scalar(at: position, into: &builder)
    }
    try builder.visit(1, at: position)
    if depth >= limits.depth { throw limits.depthExceeded(at: position) }
    deepest = max(deepest, depth + 1)
    if kind == .mappingStart { return try map(at: position, depth: depth, into: &builder) }
    let list = builder.beginList(at: position)
    while true {
      let kind = try next()
      if kind == .sequenceEnd { return builder.end(list) }
      builder.addItem(try node(kind, depth: depth + 1, into: &builder))
    }
  }

  /// The value of a scalar. An impossible one is noted, and null in its place.
  private mutating func scalar(at position: SourcePosition, into builder: inout TreeBuilder) -> JSONValue {
    if let tag = events.tag {
      do throws(YAMLScalar.Mistake) {
        return try YAMLScalar.tagged(tag, events.text(in: &builder.texts))
      } catch {
        builder.add(ReadingFailure(position: position, message: error.message))
        return .null
      }
    }
    guard events.isPlain, mayMeanMore else { return .string(events.text(in: &builder.texts)) }
    do throws(YAMLScalar.Mistake) {
      return try YAMLScalar.plain(events.text(in: &builder.texts))
    } catch {
      builder.add(ReadingFailure(position: position, message: error.message))
      return .null
    }
  }

  private var mayMeanMore: Bool { YAMLScalar.mayMeanMore(firstByte: events.firstByte, count: events.byteCount) }

  // MARK: Maps

  private mutating func map(
    at position: SourcePosition, depth: Int, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> JSONValue {
    var object = builder.beginObject(at: position)
    while true {
      let kind = try next()
      if kind == .mappingEnd { return builder.end(object) }
      let position = self.position
      let entry = builder.entries.count
      if isMergeKey(kind, in: &builder) {
        builder.begin(at: position)
        let value = try node(next(), depth: depth, into: &builder)
        builder.merge(value, entry: entry + 1, place: entry, into: &object)
      } else if let key = try key(kind, at: position, depth: depth, into: &builder) {
        let value = try node(next(), depth: depth + 1, into: &builder)
        builder.add(value, key, entry: entry, to: &object)
      } else {
        // Neither key nor value are part of the object, but anchors in them may be used.
        builder.makeIrregular(&object)
        _ = try node(next(), depth: depth + 1, into: &builder)
      }
    }
  }

  private func isMergeKey(_ kind: YAMLEvents.Kind, in builder: inout TreeBuilder) -> Bool {
    kind == .scalar && events.firstByte == UInt8(ascii: "<") && events.isPlain
      && events.text(in: &builder.texts) == "<<"
  }

  /// The key that an event begins; nil if it cannot be one, which is noted.
  private mutating func key(
    _ kind: YAMLEvents.Kind, at position: SourcePosition, depth: Int, into builder: inout TreeBuilder
  ) throws(ReadingFailure) -> KeyTable.Key? {
    if kind == .scalar, events.anchor == nil {
      builder.begin(at: position)
      guard events.isPlain, mayMeanMore, events.tag == nil else { return events.key(in: &builder.keys) }
      let text = events.text(in: &builder.texts)
      guard let value = try? YAMLScalar.plain(text) else { return builder.keys.key(unshared: text.lowercased()) }
      return value.string == nil ? key(value, at: position, into: &builder) : events.key(in: &builder.keys)
    }
    let value = try node(kind, depth: depth + 1, into: &builder)
    return key(value, at: position, into: &builder)
  }

  private func key(
    _ value: JSONValue, at position: SourcePosition, into builder: inout TreeBuilder
  ) -> KeyTable.Key? {
    if let text = YAMLScalar.key(value) { return builder.keys.key(unshared: text) }
    // What became of `name: {{ .Values.name }}`, more often than not.
    let text = value.isNull ? "null" : GoSyntax.text(of: value, limit: 200).shortened(to: 200)
    builder.add(ReadingFailure(position: position, message: "yaml: invalid map key: \(text)"))
    return nil
  }

  // MARK: Mistakes

  /// What libyaml says, in the words of Kubernetes' YAML.
  private func failure(_ error: YAMLSyntaxError) -> ReadingFailure {
    switch error.place {
    case .mark(let line, let column):
      let position = SourcePosition(line: firstLine + line, column: column + 1)
      return ReadingFailure(
        position: position, message: "yaml: line \(position.line): \(error.problem.shortened(to: 200))")
    case .byte(let offset):
      return ReadingFailure(
        position: TextEncoding.position(ofByte: start + offset, in: bytes), message: "yaml: \(error.problem)")
    case .none:
      return ReadingFailure(position: SourcePosition(line: firstLine, column: 1), message: "yaml: \(error.problem)")
    }
  }
}
