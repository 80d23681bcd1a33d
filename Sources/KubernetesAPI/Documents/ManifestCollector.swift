/// Gathers the objects of documents, and what is wrong with them.
struct ManifestCollector {
  let reader: ManifestReader
  /// Whether looking for duplicate keys is worth while.
  let hasDuplicates: Bool
  private var knownKinds: [KnownKind] = []
  private(set) var manifests = ManifestReader.Manifests(objects: [], errors: [])

  /// What the items of a typed list are if they do not say so.
  struct Defaults {
    var apiVersion: String
    var kind: String
  }

  init(reader: ManifestReader, documents: DocumentReader.Documents) {
    self.reader = reader
    hasDuplicates = documents.errors.contains(where: \.isDuplicateKey)
    manifests.objects.reserveCapacity(documents.nodes.count)
  }

  mutating func read(_ node: SourceNode, defaults: Defaults?) {
    guard case .object = node.value else {
      let message = "json: cannot unmarshal \(node.value.jsonType) into Go value of type map[string]interface {}"
      manifests.errors.append(SourceError(file: reader.file, position: node.position, message: message))
      return
    }
    var value = node.value
    let hasKind = !value["kind"].isNull
    let apiVersion =
      hasKind ? value["apiVersion"].string : defaults?.apiVersion ?? value["apiVersion"].string
    let kind = hasKind ? value["kind"].string : defaults?.kind
    guard let apiVersion, let kind, !apiVersion.isEmpty, !kind.isEmpty else { return addMissing(in: node) }

    let known = knownKind(apiVersion: apiVersion, kind: kind)
    switch known.role {
    case .list: return readItems(of: node, apiVersion: apiVersion, kind: kind)
    case .unknown: return addUnknown(node, apiVersion: apiVersion, kind: kind)
    case .object: break
    }
    if !hasKind {
      value["apiVersion"] = .string(apiVersion)
      value["kind"] = .string(kind)
    }
    let manifest = Manifest(object: KubernetesObject(value), node: node, file: reader.file, kind: known)
    let problems = known.type.map { reader.schema.check(value, as: $0, node.knownParts) } ?? []
    for problem in problems { manifests.errors.append(manifest.error(at: problem.path, problem.message)) }
    if hasDuplicates { addDuplicates(of: manifest) }
    if problems.allSatisfy({ $0.kind == .unknownField }) { manifests.objects.append(manifest) }
  }

  // MARK: Kinds

  private mutating func knownKind(apiVersion: String, kind: String) -> KnownKind {
    if let known = knownKinds.first(where: { $0.kind == kind && $0.apiVersion == apiVersion }) { return known }
    let known = KnownKind(apiVersion: apiVersion, kind: kind, in: reader)
    if knownKinds.count < 16 { knownKinds.append(known) }
    return known
  }

  // MARK: Lists

  private mutating func readItems(of list: SourceNode, apiVersion: String, kind: String) {
    guard let items = list.member("items"), !items.isNull else { return }
    guard case .array(let nodes) = items.content else {
      let message =
        "json: cannot unmarshal \(items.value.jsonType) into Go struct field \(kind).items of type []runtime.RawExtension"
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
      let value = node.value[field]
      if let text = value.string, !text.isEmpty { continue }
      let message =
        value.isNull || value.string == ""
        ? "\(field) not set"
        : "json: cannot unmarshal \(value.jsonType) into Go struct field .\(field) of type string"
      add(message, at: FieldPath(field), in: node)
    }
  }

  private mutating func addUnknown(_ node: SourceNode, apiVersion: String, kind: String) {
    let isOtherVersion = reader.schema.allResources.contains { $0.kind == kind }
    let message = Schema.noMatches(apiVersion: apiVersion.shortened(to: 100), kind: kind.shortened(to: 100))
    add(message, at: FieldPath(isOtherVersion ? "apiVersion" : "kind"), in: node)
  }

  private mutating func add(_ message: String, at path: FieldPath, in node: SourceNode) {
    let name = node.value["metadata"]["name"].string ?? ""
    let title = node.value["kind"].string.map { Manifest.title(kind: $0, name: name) }
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
