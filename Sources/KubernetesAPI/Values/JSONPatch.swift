/// JSON patch (RFC 6902).
public enum JSONPatch {
  /// One operation, as far as Berth itself proposes them.
  public enum Operation: Sendable, Hashable {
    /// Sets a member of an object, whether or not it is there; its parent must be.
    case add(FieldPath, JSONValue)
    /// Puts an item at the end of a list that is there.
    case append(FieldPath, JSONValue)
    case remove(FieldPath)

    /// As a patch document has it: `{"op": "add", "path": "/spec/nodeName", "value": "node01"}`.
    public var json: JSONValue {
      switch self {
      case .add(let path, let value): ["op": "add", "path": .string(path.jsonPointer), "value": value]
      case .append(let path, let value): ["op": "add", "path": .string(path.jsonPointer + "/-"), "value": value]
      case .remove(let path): ["op": "remove", "path": .string(path.jsonPointer)]
      }
    }
  }

  /// The value after the operations of a patch document, one after the other.
  ///
  /// - Throws: `Invalid`, in the API server's words, for an operation that is none or that points to what is not there.
  public static func apply(_ operations: [JSONValue], to value: JSONValue) throws(APIStatus) -> JSONValue {
    var result = value
    for operation in operations { try apply(operation, to: &result) }
    return result
  }

  private static var refusal: APIStatus {
    APIStatus(.invalid, "the server rejected our request due to an error in our request")
  }

  private static func apply(_ operation: JSONValue, to value: inout JSONValue) throws(APIStatus) {
    let path = try tokens(operation["path"])
    switch operation["op"].string {
    case "add": try edit(&value, path[...], .add(operation["value"]))
    case "replace": try edit(&value, path[...], .replace(operation["value"]))
    case "remove": try edit(&value, path[...], .remove)
    case "test":
      guard try read(value, path[...]) == operation["value"] else { throw refusal }
    case "copy":
      let copied = try read(value, tokens(operation["from"])[...])
      try edit(&value, path[...], .add(copied))
    case "move":
      let from = try tokens(operation["from"])
      let moved = try read(value, from[...])
      try edit(&value, from[...], .remove)
      try edit(&value, path[...], .add(moved))
    default: throw refusal
    }
  }

  /// The parts of a JSON pointer (RFC 6901).
  private static func tokens(_ pointer: JSONValue) throws(APIStatus) -> [String] {
    guard let text = pointer.string, text.isEmpty || text.hasPrefix("/") else { throw refusal }
    return text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { part in
      part.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
        .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
    }
  }

  private static func read(_ value: JSONValue, _ path: ArraySlice<String>) throws(APIStatus) -> JSONValue {
    guard let token = path.first else { return value }
    switch value {
    case .object(let members):
      guard let member = members[token] else { throw refusal }
      return try read(member, path.dropFirst())
    case .array(let items):
      guard let index = Int(token), items.indices.contains(index) else { throw refusal }
      return try read(items[index], path.dropFirst())
    default: throw refusal
    }
  }

  private enum Edit {
    case add(JSONValue)
    case replace(JSONValue)
    case remove
  }

  private static func edit(_ value: inout JSONValue, _ path: ArraySlice<String>, _ edit: Edit) throws(APIStatus) {
    guard let token = path.first else {
      switch edit {
      case .add(let new), .replace(let new): value = new
      case .remove: throw refusal
      }
      return
    }
    switch value {
    case .object(var members):
      if path.count > 1 {
        guard var child = members[token] else { throw refusal }
        try self.edit(&child, path.dropFirst(), edit)
        members[token] = child
      } else {
        try editMember(&members, token, edit)
      }
      value = .object(members)
    case .array(var items):
      if path.count > 1 {
        guard let index = Int(token), items.indices.contains(index) else { throw refusal }
        try self.edit(&items[index], path.dropFirst(), edit)
      } else {
        try editItem(&items, token, edit)
      }
      value = .array(items)
    default: throw refusal
    }
  }

  private static func editMember(_ members: inout JSONObject, _ key: String, _ edit: Edit) throws(APIStatus) {
    switch edit {
    case .add(let new): members[key] = new
    case .replace(let new):
      guard members[key] != nil else { throw refusal }
      members[key] = new
    case .remove:
      guard members.removeValue(forKey: key) != nil else { throw refusal }
    }
  }

  private static func editItem(_ items: inout [JSONValue], _ token: String, _ edit: Edit) throws(APIStatus) {
    if case .add(let new) = edit {
      let index = token == "-" ? items.count : Int(token)
      guard let index, (0...items.count).contains(index) else { throw refusal }
      items.insert(new, at: index)
      return
    }
    guard let index = Int(token), items.indices.contains(index) else { throw refusal }
    if case .replace(let new) = edit { items[index] = new } else { items.remove(at: index) }
  }
}
