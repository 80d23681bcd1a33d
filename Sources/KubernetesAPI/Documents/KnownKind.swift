/// What is known of a kind, looked up once for all its objects.
final class KnownKind: Sendable {
  enum Role { case object, list, unknown }

  let apiVersion: String
  let kind: String
  let role: Role
  /// nil for a kind that the API server does not serve.
  let resource: APIResource?
  let isServed: Bool
  /// nil for a kind that is not checked.
  let type: SchemaType?

  init(apiVersion: String, kind: String, in reader: ManifestReader) {
    self.apiVersion = apiVersion
    self.kind = kind
    let isList =
      (apiVersion == "v1" && kind == "List")
      || (kind.hasSuffix("List")
        && reader.schema.resource(apiVersion: apiVersion, kind: String(kind.dropLast(4))) != nil)
    let isOther = reader.otherKinds.contains("\(apiVersion) \(kind)")
    resource = isList || isOther ? nil : reader.schema.resource(apiVersion: apiVersion, kind: kind)
    isServed = resource != nil
    role = isList ? .list : isOther || resource != nil ? .object : .unknown
    type = resource == nil ? nil : reader.schema.type(apiVersion: apiVersion, kind: kind)
  }
}
