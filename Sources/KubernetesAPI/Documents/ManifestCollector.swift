/// Gathers the objects of documents, and what is wrong with them.
struct ManifestCollector {
  let reader: ManifestReader
  /// Whether looking for duplicate keys is worth while.
  let hasDuplicates: Bool
  private(set) var manifests = ManifestReader.Manifests(objects: [], errors: [])

  /// What the items of a typed list are if they do not say so.
  struct Defaults {
    var apiVersion: String
    var kind: String
  }

  init(reader: ManifestReader, hasDuplicates: Bool) {
    self.reader = reader
    self.hasDuplicates = hasDuplicates
  }

  mutating func read(_ node: SourceNode, defaults: Defaults?) {
    guard case .object = node.content else {
      let message = "json: cannot unmarshal \(node.jsonType) into Go value of type map[string]interface {}"
      manifests.errors.append(SourceError(file: reader.file, position: node.position, message: message))
      return
    }
    let hasKind = node.member("kind").map { !$0.isNull } ?? false
    let apiVersion =
      hasKind ? node.member("apiVersion")?.string : defaults?.apiVersion ?? node.member("apiVersion")?.string
    let kind = hasKind ? node.member("kind")?.string : defaults?.kind
    guard let apiVersion, let kind, !apiVersion.isEmpty, !kind.isEmpty else { return addMissing(in: node) }

    if isList(apiVersion: apiVersion, kind: kind) { return readItems(of: node, apiVersion: apiVersion, kind: kind) }
    let isOther = reader.otherKinds.contains("\(apiVersion) \(kind)")
    let resource = isOther ? nil : reader.schema.resource(apiVersion: apiVersion, kind: kind)
    guard isOther || resource != nil else { return addUnknown(node, apiVersion: apiVersion, kind: kind) }

    var value = node.value
    if !hasKind {
      value["apiVersion"] = .string(apiVersion)
      value["kind"] = .string(kind)
    }
    let manifest = Manifest(object: KubernetesObject(value), node: node, file: reader.file, resource: resource)
    let problems = isOther ? [] : reader.schema.check(value, apiVersion: apiVersion, kind: kind)
    for problem in problems { manifests.errors.append(manifest.error(at: problem.path, problem.message)) }
    if hasDuplicates { addDuplicates(of: manifest) }
    if problems.allSatisfy({ $0.kind == .unknownField }) { manifests.objects.append(manifest) }
  }

  // MARK: Lists

  private func isList(apiVersion: String, kind: String) -> Bool {
    if apiVersion == "v1" && kind == "List" { return true }
    return kind.hasSuffix("List")
      && reader.schema.resource(apiVersion: apiVersion, kind: String(kind.dropLast(4))) != nil
  }

  private mutating func readItems(of list: SourceNode, apiVersion: String, kind: String) {
    guard let items = list.member("items"), !items.isNull else { return }
    guard case .array(let nodes) = items.content else {
      let message =
        "json: cannot unmarshal \(items.jsonType) into Go struct field \(kind).items of type []runtime.RawExtension"
      manifests.errors.append(
        SourceError(
          file: reader.file, position: list.position(of: FieldPath("items")), field: "items", message: message))
      return
    }
    let defaults = kind == "List" ? nil : Defaults(apiVersion: apiVersion, kind: String(kind.dropLast(4)))
    for node in nodes where manifests.errors.count < reader.limits.mistakes { read(node, defaults: defaults) }
  }

  // MARK: Mistakes

  private mutating func addMissing(in node: SourceNode) {
    for field in ["apiVersion", "kind"] {
      let member = node.member(field)
      if let text = member?.string, !text.isEmpty { continue }
      let isAbsent = member == nil || member?.isNull == true || member?.string == ""
      let message =
        isAbsent
        ? "\(field) not set"
        : "json: cannot unmarshal \(member?.jsonType ?? "null") into Go struct field .\(field) of type string"
      add(message, at: FieldPath(field), in: node)
    }
  }

  private mutating func addUnknown(_ node: SourceNode, apiVersion: String, kind: String) {
    let isOtherVersion = reader.schema.allResources.contains { $0.kind == kind }
    let message = Schema.noMatches(apiVersion: apiVersion.shortened(to: 100), kind: kind.shortened(to: 100))
    add(message, at: FieldPath(isOtherVersion ? "apiVersion" : "kind"), in: node)
  }

  private mutating func add(_ message: String, at path: FieldPath, in node: SourceNode) {
    let name = node.member("metadata")?.member("name")?.string ?? ""
    let title = node.member("kind")?.string.map { Manifest.title(kind: $0, name: name) }
    manifests.errors.append(
      SourceError(
        file: reader.file, position: node.position(of: path), field: path.description, message: message, object: title))
  }

  private mutating func addDuplicates(of manifest: Manifest) {
    for duplicate in manifest.node.duplicates {
      var error = manifest.error(at: duplicate.path, DecodingProblem.duplicateField(duplicate.path).message)
      error.position = duplicate.position
      manifests.errors.append(error)
    }
  }
}

extension SourceNode {
  /// A member of an object; the last one if there are several of the name.
  public func member(_ name: String) -> SourceNode? {
    if case .object(let members) = content { members.last { $0.key == name }?.value } else { nil }
  }

  var string: String? {
    if case .scalar(.string(let text)) = content { text } else { nil }
  }

  /// The type of the value as Go's messages name it.
  var jsonType: String {
    switch content {
    case .scalar(let value): value.jsonType
    case .array: "array"
    case .object: "object"
    }
  }
}
