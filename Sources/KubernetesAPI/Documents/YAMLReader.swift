import Yams

/// Reads the YAML documents of a chunk: Yams composes them, this gives their scalars the meaning Kubernetes gives them.
struct YAMLReader {
  var limits: DocumentLimits

  func read(_ chunk: DocumentChunk, of bytes: [UInt8], budget: inout ReadingBudget) -> ReadingResult<SourceNode> {
    if let failure = YAMLText.firstForbiddenCharacter(of: chunk, in: bytes) {
      return ReadingResult(failures: [failure])
    }
    var text = YAMLText(String(decoding: bytes[chunk.range], as: UTF8.self), firstLine: chunk.firstLine)
    let start = SourcePosition(line: chunk.firstLine, column: 1)
    if text.isTooDeeplyNested { return ReadingResult(failures: [limits.depthExceeded(at: start)]) }
    if text.hasCostlyKeys {
      let message = "yaml: invalid map key: aliases of lists and maps cannot be keys"
      return ReadingResult(failures: [ReadingFailure(position: start, message: message)])
    }
    var result = ReadingResult<SourceNode>()
    var documents: [Yams.Node] = []
    do {
      documents = try text.compose(budget: &budget)
    } catch {
      result.failures.append(text.failure(error))
    }
    var walker = YAMLWalker(text: text, limits: limits, budget: budget)
    for document in documents {
      do throws(ReadingFailure) {
        result.nodes.append(try walker.node(document, depth: 0))
      } catch {
        walker.failures.append(error)
      }
    }
    budget = walker.budget
    result.failures += walker.failures
    return result
  }
}

private struct YAMLWalker {
  let text: YAMLText
  let limits: DocumentLimits
  var budget: ReadingBudget
  var failures: [ReadingFailure] = []

  mutating func node(_ node: Yams.Node, depth: Int) throws(ReadingFailure) -> SourceNode {
    let position = text.position(node.mark)
    guard budget.visit(node.scalar?.string.utf8.count ?? 1) else { throw limits.aliasesExceeded(at: position) }
    switch node {
    case .scalar(let scalar): return SourceNode(.scalar(value(of: scalar, at: position)), at: position)
    case .sequence(let sequence):
      if depth >= limits.depth { throw limits.depthExceeded(at: position) }
      var items: [SourceNode] = []
      items.reserveCapacity(sequence.count)
      for item in sequence { items.append(try self.node(item, depth: depth + 1)) }
      return SourceNode(.array(items), at: position)
    case .mapping(let mapping):
      if depth >= limits.depth { throw limits.depthExceeded(at: position) }
      return SourceNode(.object(try members(of: mapping, depth: depth)), at: position)
    case .alias: return SourceNode(.scalar(.null), at: position)  // Yams puts the aliased node in its place
    }
  }

  /// An impossible scalar is noted, and null in its place.
  private mutating func value(of scalar: Yams.Node.Scalar, at position: SourcePosition) -> JSONValue {
    do throws(YAMLScalar.Mistake) {
      let string = text.original(scalar.string)
      let tag = scalar.tag.description
      if text.isImplicit(tag) { return scalar.style == .plain ? try YAMLScalar.plain(string) : .string(string) }
      return try YAMLScalar.tagged(tag, string)
    } catch {
      failures.append(ReadingFailure(position: position, message: error.message))
      return .null
    }
  }

  // MARK: Mappings

  private mutating func members(
    of mapping: Yams.Node.Mapping, depth: Int
  ) throws(ReadingFailure) -> [SourceNode.Member] {
    var members = MemberList()
    for (keyNode, valueNode) in mapping {
      let position = text.position(keyNode.mark)
      if isMergeKey(keyNode) {
        try merge(valueNode, into: &members, depth: depth, at: position)
        continue
      }
      guard let key = try key(of: keyNode, depth: depth, at: position) else { continue }
      let value = try node(valueNode, depth: depth + 1)
      if !members.add(SourceNode.Member(key: key, keyPosition: position, value: value)),
        failures.count < limits.mistakes
      {
        failures.append(.duplicateKey(key, at: position))
      }
    }
    return members.members
  }

  private mutating func key(
    of node: Yams.Node, depth: Int, at position: SourcePosition
  ) throws(ReadingFailure) -> String? {
    guard case .scalar(let scalar) = node else {
      // What became of `name: {{ .Values.name }}`, more often than not.
      let value = try self.node(node, depth: depth + 1).value
      let message = "yaml: invalid map key: \(value.goSyntax.shortened(to: 200))"
      failures.append(ReadingFailure(position: position, message: message))
      return nil
    }
    let string = text.original(scalar.string)
    guard scalar.style == .plain,
      text.isImplicit(scalar.tag.description) || scalar.tag.description == YAMLText.stringTag
    else { return string }
    guard let value = try? YAMLScalar.plain(string) else { return string.lowercased() }
    if let key = YAMLScalar.key(value) { return key }
    failures.append(ReadingFailure(position: position, message: "yaml: invalid map key: null"))
    return nil
  }

  private func isMergeKey(_ node: Yams.Node) -> Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && text.original(scalar.string) == "<<"
  }

  /// Members of a merged map give way to those that are already there only if these stand after it: in Kubernetes'
  /// YAML each entry, merge or not, overrides the ones before it.
  private mutating func merge(
    _ node: Yams.Node, into members: inout MemberList, depth: Int, at position: SourcePosition
  ) throws(ReadingFailure) {
    switch node {
    case .mapping(let mapping):
      for member in try self.members(of: mapping, depth: depth) { members.merge(member) }
    case .sequence(let sequence):
      // Of several maps the earlier ones count.
      for item in sequence.reversed() {
        guard case .mapping = item else { return failures.append(.mergeNeedsMap(at: position)) }
        try merge(item, into: &members, depth: depth, at: position)
      }
    default: failures.append(.mergeNeedsMap(at: position))
    }
  }
}

/// The members of an object in the making.
private struct MemberList {
  private(set) var members: [SourceNode.Member] = []
  /// Where each key stands, and whether it came from a merge, so that it may be given again.
  private var places: [String: (index: Int, isMerged: Bool)] = [:]

  /// False for a key that has been given before.
  mutating func add(_ member: SourceNode.Member) -> Bool {
    guard let place = places[member.key] else {
      append(member, isMerged: false)
      return true
    }
    places[member.key]?.isMerged = false
    if place.isMerged {
      members[place.index] = member
    } else {
      members.append(member)
    }
    return place.isMerged
  }

  mutating func merge(_ member: SourceNode.Member) {
    if let place = places[member.key] {
      members[place.index] = member
    } else {
      append(member, isMerged: true)
    }
  }

  private mutating func append(_ member: SourceNode.Member, isMerged: Bool) {
    places[member.key] = (members.count, isMerged)
    members.append(member)
  }
}

extension JSONValue {
  /// The value as Go's `%#v` prints it.
  fileprivate var goSyntax: String {
    switch self {
    case .null: "interface {}(nil)"
    case .array(let items): "[]interface {}{\(items.map(\.goSyntax).joined(separator: ", "))}"
    case .object(let members):
      "map[interface {}]interface {}{"
        + members.map { "\(JSONValue.string($0.key).json):\($0.value.goSyntax)" }.joined(separator: ", ") + "}"
    default: json
    }
  }
}

extension ReadingFailure {
  fileprivate static func mergeNeedsMap(at position: SourcePosition) -> ReadingFailure {
    ReadingFailure(
      position: position, message: "yaml: map merge requires map or sequence of maps as the value")
  }
}
