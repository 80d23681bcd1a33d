/// What a ``JSONReader`` makes of the values it meets: nodes that know their place, or plain values.
protocol JSONTreeBuilder {
  associatedtype Tree
  /// An object under construction.
  associatedtype Object

  static func scalar(_ value: JSONValue, at position: SourcePosition) -> Tree
  static func array(_ items: [Tree], at position: SourcePosition) -> Tree
  static func object() -> Object
  /// False when the object has had a member of this name; the last one counts.
  static func add(_ value: Tree, _ key: String, at position: SourcePosition, to object: inout Object) -> Bool
  static func tree(_ object: Object, at position: SourcePosition) -> Tree
}

enum SourceNodeBuilder: JSONTreeBuilder {
  struct Object {
    var members: [SourceNode.Member] = []
    /// Filled once there are so many members that looking through them would be slow.
    var names: Set<String> = []
  }

  static func scalar(_ value: JSONValue, at position: SourcePosition) -> SourceNode {
    SourceNode(.scalar(value), at: position)
  }

  static func array(_ items: [SourceNode], at position: SourcePosition) -> SourceNode {
    SourceNode(.array(items), at: position)
  }

  static func object() -> Object { Object() }

  static func add(_ value: SourceNode, _ key: String, at position: SourcePosition, to object: inout Object) -> Bool {
    let isNew: Bool
    if object.members.count < 16 {
      isNew = !object.members.contains { $0.key == key }
    } else {
      if object.names.isEmpty { object.names = Set(object.members.map(\.key)) }
      isNew = object.names.insert(key).inserted
    }
    object.members.append(SourceNode.Member(key: key, keyPosition: position, value: value))
    return isNew
  }

  static func tree(_ object: Object, at position: SourcePosition) -> SourceNode {
    SourceNode(.object(object.members), at: position)
  }
}

enum JSONValueBuilder: JSONTreeBuilder {
  static func scalar(_ value: JSONValue, at position: SourcePosition) -> JSONValue { value }
  static func array(_ items: [JSONValue], at position: SourcePosition) -> JSONValue { .array(items) }
  static func object() -> JSONObject { [:] }

  static func add(_ value: JSONValue, _ key: String, at position: SourcePosition, to object: inout JSONObject) -> Bool {
    object.updateValue(value, forKey: key) == nil
  }

  static func tree(_ object: JSONObject, at position: SourcePosition) -> JSONValue { .object(object) }
}

extension JSONValue {
  /// Reads one value in JSON, without the detour over a ``SourceNode``: for machines' texts, such as request bodies.
  ///
  /// - Throws: every mistake that can be found: a syntax error ends the reading, duplicate keys do not.
  public init(
    json bytes: [UInt8], file: String? = nil, limits: DocumentLimits = DocumentLimits()
  ) throws(SourceErrors) {
    var failures: [ReadingFailure] = []
    var values: [JSONValue] = []
    if let failure = TextEncoding.firstInvalidByte(in: bytes) {
      failures = [failure]
    } else {
      var reader = JSONReader<JSONValueBuilder>(bytes, in: bytes.indices, firstLine: 1, limits: limits)
      let result = reader.readAll()
      (values, failures) = (result.nodes, result.failures)
    }
    if failures.isEmpty, values.count == 1, let value = values.first {
      self = value
      return
    }
    if failures.isEmpty {
      let message = values.isEmpty ? "unexpected end of JSON input" : "there is more than one JSON value"
      failures = [ReadingFailure(position: SourcePosition(line: 1, column: 1), message: message)]
    }
    throw SourceErrors(failures.map { SourceError(file: file, position: $0.position, message: $0.message) })
  }

  public init(
    json text: String, file: String? = nil, limits: DocumentLimits = DocumentLimits()
  ) throws(SourceErrors) {
    try self.init(json: Array(text.utf8), file: file, limits: limits)
  }
}
