extension Schema {
  /// Reads a schema as `Scripts/embed-schema.py` writes it.
  ///
  /// - Parameter custom: what was added to it, in the same form.
  init(_ document: JSONValue, custom: JSONValue = .null) {
    let resources = (document["resources"].items + custom["resources"].items).map(APIResource.init(discovery:))
    var types: [String: SchemaType] = [:]
    var kinds: [KindKey: String] = [:]
    for (name, schema) in Array(document["schemas"].members) + Array(custom["schemas"].members) {
      types[name] = SchemaType(name: name, schema: schema)
      let groupVersionKinds = schema["x-kubernetes-group-version-kind"].items
      // A type of several kinds serves the API's own machinery (DeleteOptions, WatchEvent) and is none of them.
      guard groupVersionKinds.count == 1, let kind = groupVersionKinds.first else { continue }
      let version = GroupVersion(group: kind["group"].string ?? "", version: kind["version"].string ?? "")
      kinds[KindKey(apiVersion: version.description, kind: kind["kind"].string ?? "")] = name
    }
    self.init(
      kubernetesVersion: document["kubernetesVersion"].string ?? "", resources: resources, types: types, kinds: kinds)
  }
}

extension SchemaType {
  fileprivate convenience init(name: String, schema: JSONValue) {
    var properties: [String: SchemaProperty] = [:]
    for (name, property) in schema["properties"].members { properties[name] = SchemaProperty(schema: property) }
    self.init(name: name, properties: properties, required: Set(schema["required"].strings))
  }
}

extension SchemaProperty {
  fileprivate convenience init(schema: JSONValue) {
    let shape = Shape(schema: schema)
    self.init(
      shape: shape, goType: schema["goType"].string ?? Self.goType(of: shape, reference: schema["$ref"].string),
      defaultValue: schema.members["default"], allowedValues: schema["enum"].strings,
      list: ListRules(
        type: schema["x-kubernetes-list-type"].string, mapKeys: schema["x-kubernetes-list-map-keys"].strings,
        patchMergeKey: schema["x-kubernetes-patch-merge-key"].string,
        patchStrategy: schema["x-kubernetes-patch-strategy"].string))
  }

  private static func goType(of shape: Shape, reference: String?) -> String {
    if let reference { return reference.split(separator: ".").suffix(2).joined(separator: ".") }
    return switch shape {
    case .boolean: "bool"
    case .int32: "int32"
    case .int64: "int64"
    case .bytes: "[]uint8"
    case .array(let element): "[]" + element.goType
    case .map(let element): "map[string]" + element.goType
    default: "string"
    }
  }
}

extension SchemaProperty.Shape {
  fileprivate init(schema: JSONValue) {
    if let reference = schema["$ref"].string {
      self =
        switch reference {
        case "api.resource.Quantity": .quantity
        case "util.intstr.IntOrString": .intOrString
        case "meta.v1.Time": .time
        case "meta.v1.MicroTime": .microTime
        case "runtime.RawExtension", "meta.v1.FieldsV1", "meta.v1.Patch": .anything
        default: .object(reference)
        }
      return
    }
    switch (schema["type"].string, schema["format"].string) {
    case ("string", "byte"): self = .bytes
    case ("string", _): self = .string
    case ("boolean", _): self = .boolean
    case ("integer", "int32"): self = .int32
    case ("integer", _): self = .int64
    case ("array", _): self = .array(SchemaProperty(schema: schema["items"]))
    case ("object", _) where !schema["additionalProperties"].isNull:
      self = .map(SchemaProperty(schema: schema["additionalProperties"]))
    default: self = .anything
    }
  }
}
