/// Finds what Go's decoder would find wrong with a value, in the order it would find it.
///
/// kubectl sends the members of objects sorted by name, so they are visited in that order.
struct StrictDecoder {
  private let schema: Schema
  private(set) var problems: [DecodingProblem] = []
  private var path: [FieldPath.Element] = []
  /// The Go struct that the innermost field belongs to.
  private var structName = ""

  init(schema: Schema) { self.schema = schema }

  mutating func check(_ value: JSONValue, as type: SchemaType) {
    switch value {
    case .null: break
    case .object(let members): check(members, as: type)
    default: mismatch(value, type.name.split(separator: ".").suffix(2).joined(separator: "."))
    }
  }

  private mutating func check(_ members: JSONObject, as type: SchemaType) {
    let outerStruct = structName
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      path.append(.field(name))
      if let property = type.properties[name] {
        structName = type.goName
        check(value, as: property)
        structName = outerStruct
      } else {
        add(.unknownField, "unknown field \"\(FieldPath(path).strictDescription.shortened(to: 250))\"")
      }
      path.removeLast()
    }
  }

  private mutating func check(_ value: JSONValue, as property: SchemaProperty) {
    if value.isNull { return }
    switch (property.shape, value) {
    case (.anything, _), (.string, .string), (.boolean, .bool), (.intOrString, .string): break
    case (.int32, .integer(let number)), (.intOrString, .integer(let number)):
      if Int32(exactly: number) == nil { numberOutOfRange("\(number)", as: property) }
    case (.int64, .integer): break
    case (.int32, .number(let literal)), (.int64, .number(let literal)), (.intOrString, .number(let literal)):
      numberOutOfRange(literal, as: property)
    case (.intOrString, _): mismatch(value, "int32", stopsDecoding: true)
    case (.quantity, _): checkQuantity(value)
    case (.time, .string(let text)): checkTime(text, layout: .seconds)
    case (.microTime, .string(let text)): checkTime(text, layout: .microseconds)
    case (.time, _), (.microTime, _): mismatch(value, "string", stopsDecoding: true)
    case (.bytes, .string(let text)):
      if case .failure(let corrupt) = Base64.decoding(text) {
        add(.malformed, "illegal base64 data at input byte \(corrupt.offset)")
      }
    case (.array(let element), .array(let items)):
      for (index, item) in items.enumerated() { descend(.index(index), item, as: element) }
    case (.map(let element), .object(let members)):
      for (key, member) in members.sorted(by: { $0.key < $1.key }) {
        descend(.key(key), member, as: element)
      }
    case (.object(let name), .object(let members)):
      if let type = schema.type(named: name) { check(members, as: type) }
    default: mismatch(value, property.goType)
    }
  }

  private mutating func descend(_ element: FieldPath.Element, _ value: JSONValue, as property: SchemaProperty) {
    path.append(element)
    check(value, as: property)
    path.removeLast()
  }

  private mutating func checkQuantity(_ value: JSONValue) {
    let text: String =
      switch value {
      case .string(let text), .number(let text): text
      default: value.json
      }
    do throws(Quantity.SyntaxError) {
      _ = try Quantity(parsing: text)
    } catch {
      add(.malformed, error.description, stopsDecoding: true)
    }
  }

  private mutating func checkTime(_ text: String, layout: GoTime.Layout) {
    if let mistake = GoTime.mistake(in: text, layout: layout) { add(.malformed, mistake, stopsDecoding: true) }
  }

  // MARK: Problems

  private mutating func add(_ kind: DecodingProblem.Kind, _ message: String, stopsDecoding: Bool = false) {
    // The API server tells a hundred, too.
    if problems.count >= 100, !stopsDecoding { return }
    problems.append(
      DecodingProblem(kind: kind, path: FieldPath(path), message: message, stopsDecoding: stopsDecoding))
  }

  private mutating func numberOutOfRange(_ literal: String, as property: SchemaProperty) {
    let isCustom = if case .intOrString = property.shape { true } else { false }
    unmarshalError("number \(literal.shortened(to: 40))", isCustom ? "int32" : property.goType, stopsDecoding: isCustom)
  }

  private mutating func mismatch(_ value: JSONValue, _ goType: String, stopsDecoding: Bool = false) {
    unmarshalError(value.jsonType, goType, stopsDecoding: stopsDecoding)
  }

  private mutating func unmarshalError(_ found: String, _ goType: String, stopsDecoding: Bool) {
    // Go's messages have neither indices nor keys of maps.
    let fields = path.compactMap { if case .field(let name) = $0 { name } else { nil } }
    let target = fields.isEmpty ? "value" : "struct field \(structName).\(fields.joined(separator: "."))"
    add(
      .typeMismatch, "json: cannot unmarshal \(found) into Go \(target) of type \(goType)", stopsDecoding: stopsDecoding
    )
  }
}

extension JSONValue {
  /// The type of the value as Go's messages name it.
  public var jsonType: String {
    switch self {
    case .null: "null"
    case .bool: "bool"
    case .integer, .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }
}
