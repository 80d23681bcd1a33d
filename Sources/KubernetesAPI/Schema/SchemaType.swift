/// A type of the API whose fields are known: `Pod`, `Container`.
public final class SchemaType: Sendable {
  /// `core.v1.Container`: group, version and name.
  public let name: String
  public let properties: [String: SchemaProperty]
  /// The fields that OpenAPI calls required. Leaving one out is a matter of validation, not of decoding.
  public let required: Set<String>

  /// The name of the Go struct: `Container`.
  public let goName: String

  init(name: String, properties: [String: SchemaProperty], required: Set<String>) {
    self.name = name
    self.properties = properties
    self.required = required
    goName = name.split(separator: ".").last.map(String.init) ?? name
  }
}

/// A field of a type, or an item of a list, or a value of a map.
public final class SchemaProperty: Sendable {
  /// What JSON is taken for it.
  public enum Shape: Sendable {
    case string
    /// Base64.
    case bytes
    case boolean
    case int32
    case int64
    /// A point in time (RFC 3339).
    case time
    /// A point in time with microseconds.
    case microTime
    case quantity
    case intOrString
    case array(SchemaProperty)
    case map(SchemaProperty)
    /// An object of the type with this name (``Schema/type(named:)``).
    case object(String)
    /// Whatever it may be, it is kept.
    case anything
  }

  /// How lists of one field are merged by server-side apply and by strategic merge patches.
  public struct ListRules: Sendable, Hashable {
    /// `atomic`, `set` or `map`; nil where OpenAPI says nothing.
    public var type: String?
    /// The members that tell the items of a `map` list apart.
    public var mapKeys: [String]
    /// The member that strategic merge patches tell items apart by.
    public var patchMergeKey: String?
    /// `merge`, `retainKeys`, or both, comma-separated; replaced as a whole if nil.
    public var patchStrategy: String?
  }

  public let shape: Shape
  /// The type's name in Go, which the API server's messages contain: `[]v1.Toleration`.
  public let goType: String
  /// What OpenAPI gives as the default; nil where it gives none.
  public let defaultValue: JSONValue?
  /// The values allowed; empty if any is. Other values are a matter of validation, not of decoding.
  public let allowedValues: [String]
  public let list: ListRules

  init(shape: Shape, goType: String, defaultValue: JSONValue?, allowedValues: [String], list: ListRules) {
    self.shape = shape
    self.goType = goType
    self.defaultValue = defaultValue
    self.allowedValues = allowedValues
    self.list = list
  }

  /// The items of a list or the values of a map.
  public var element: SchemaProperty? {
    switch shape {
    case .array(let element), .map(let element): element
    default: nil
    }
  }
}
