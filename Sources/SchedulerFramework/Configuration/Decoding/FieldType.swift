/// What a field of a configuration holds, with the name that Go's type has in messages.
indirect enum FieldType: Sendable {
  case string(goName: String = "string")
  case boolean
  case integer32
  case integer64
  case float32
  /// A string such as `15s`. Where the field is no pointer, Go reads null as a text that is no duration.
  case duration(isPointer: Bool = false)
  /// Base64.
  case bytes
  /// Anything, kept as it is.
  case raw
  case list(FieldType)
  /// Strings by name.
  case stringMap
  case object(ObjectType)

  static let string = FieldType.string()
  static let duration = FieldType.duration()

  var goName: String {
    switch self {
    case .string(let name): name
    case .boolean: "bool"
    case .integer32: "int32"
    case .integer64: "int64"
    case .float32: "float32"
    case .duration: "v1.Duration"
    case .bytes: "[]uint8"
    case .raw: "runtime.RawExtension"
    case .list(let element): "[]\(element.goName)"
    case .stringMap: "map[string]string"
    case .object(let type): "\(type.package).\(type.name)"
    }
  }
}

/// A Go struct: its name and its fields by their names in JSON.
struct ObjectType: Sendable {
  var name: String
  var package = "v1"
  var fields: [String: FieldType]

  init(_ name: String, package: String = "v1", _ fields: [String: FieldType]) {
    self.name = name
    self.package = package
    self.fields = fields
  }
}
