import KubernetesAPI

/// Compares a tree with the type it should have, as Kubernetes' strict JSON decoder does: names are case-sensitive,
/// fields that the type does not have are mistakes, null stands for a missing value.
struct StrictDecoder {
  /// Where a value stands and how messages name the place: the innermost struct, and the fields that lead to it.
  private struct Context {
    var path: FieldPath
    var structName: String
    var fields: [String]

    func field(_ name: String, of type: ObjectType) -> Context {
      Context(path: path.field(name), structName: type.name, fields: fields + [name])
    }

    func item(_ index: Int) -> Context {
      Context(path: path.index(index), structName: structName, fields: fields)
    }
  }

  /// The value that does not fit its type and that decoding fails because of: the first one, or else the first one
  /// that reads its own text.
  private(set) var typeError: FieldError?
  /// Whether ``typeError`` ended the decoding at once.
  private var isStopped = false
  /// All fields that do not exist, in the order of the text.
  private(set) var unknownFields: [FieldError] = []
  /// Where the decoded tree stands in the whole configuration.
  private let root: FieldPath

  init(_ value: JSONValue, as type: ObjectType, within root: FieldPath = FieldPath()) {
    self.root = root
    check(value, .object(type), Context(path: FieldPath(), structName: type.name, fields: []))
  }

  private mutating func check(_ value: JSONValue, _ type: FieldType, _ context: Context) {
    guard !isStopped else { return }
    switch (type, value) {
    case (.duration(isPointer: false), .null):
      checkDuration("", context)
    case (_, .null), (.raw, _), (.string, .string), (.boolean, .bool), (.integer64, .integer), (.bytes, .string),
      (.float32, .integer), (.float32, .number):
      break
    case (.integer32, .integer(let number)):
      if Int32(exactly: number) == nil { mismatch("number \(number)", type.goName, context) }
    case (.integer32, .number(let literal)), (.integer64, .number(let literal)):
      mismatch("number \(literal)", type.goName, context)
    case (.duration, .string(let text)):
      checkDuration(text, context)
    case (.duration, _):
      stop(mismatchText(value.jsonType, "string", context), context)
    case (.list(let element), .array(let items)):
      for (index, item) in items.enumerated() { check(item, element, context.item(index)) }
    case (.stringMap, .object(let members)):
      for (name, member) in members where member.string == nil && !member.isNull {
        var context = context
        context.path = context.path.key(name)
        mismatch(member.jsonType, "string", context)
      }
    case (.object(let type), .object(let members)):
      for (name, member) in members {
        let context = context.field(name, of: type)
        if let field = type.fields[name] {
          check(member, field, context)
        } else {
          unknownFields.append(
            FieldError(
              .invalid, field: context.path.description,
              message: "unknown field \(FieldError.quoted(context.path.description))", at: location(context)))
        }
      }
    default:
      mismatch(value.jsonType, type.goName, context)
    }
  }

  private mutating func checkDuration(_ text: String, _ context: Context) {
    do throws(ConfigurationDuration.SyntaxError) {
      _ = try ConfigurationDuration(parsing: text)
    } catch {
      stop(error.message, context)
    }
  }

  private mutating func mismatch(_ found: String, _ expected: String, _ context: Context) {
    if typeError == nil { fail(mismatchText(found, expected, context), context) }
  }

  private func mismatchText(_ found: String, _ expected: String, _ context: Context) -> String {
    let field = "\(context.structName).\(context.fields.joined(separator: "."))"
    return "json: cannot unmarshal \(found) into Go struct field \(field) of type \(expected)"
  }

  private mutating func stop(_ message: String, _ context: Context) {
    fail(message, context)
    isStopped = true
  }

  private mutating func fail(_ message: String, _ context: Context) {
    typeError = FieldError(
      .typeInvalid, field: context.path.description, message: message, at: location(context))
  }

  private func location(_ context: Context) -> FieldPath {
    FieldPath(root.elements + context.path.elements)
  }
}
