/// Reads the objects of a text: its documents, Lists taken apart, each checked against the schema.
///
///     let manifests = ManifestReader(file: "pods.yaml").read(text)
///     manifests.errors.map(\.description)   // pods.yaml:7:5: Pod "web": spec.containerz: unknown field "spec.containerz"
public struct ManifestReader: Sendable {
  public struct Manifests: Sendable {
    /// In the order of the text. An object whose values have wrong types is not among them, one with unknown or
    /// duplicate fields is, so that more can be said of it.
    public var objects: [Manifest]
    /// In the order of their places.
    public var errors: [SourceError]

    /// The objects, if nothing is wrong with any of them.
    public func get() throws(SourceErrors) -> [Manifest] {
      if !errors.isEmpty { throw SourceErrors(errors) }
      return objects
    }
  }

  public var file: String?
  public var limits: DocumentLimits
  public var schema: Schema
  /// Kinds that the schema does not know but the caller does, as `berth.dev/v1 Scenario`. They are not checked.
  public var otherKinds: Set<String>

  public init(
    file: String? = nil, limits: DocumentLimits = DocumentLimits(), schema: Schema = .kubernetes,
    otherKinds: Set<String> = []
  ) {
    self.file = file
    self.limits = limits
    self.schema = schema
    self.otherKinds = otherKinds
  }

  public func read(_ text: String) -> Manifests { read(Array(text.utf8)) }

  public func read(_ bytes: [UInt8]) -> Manifests {
    let reader = DocumentReader(file: file, limits: limits)
    if let mistake = reader.encodingMistake(in: bytes) { return read(mistake) }
    let parts = reader.readInParts(bytes) { nodes in
      let manifests = read(DocumentReader.Documents(nodes: nodes, errors: []))
      return manifests.errors.isEmpty ? manifests.objects : nil
    }
    guard let parts else { return read(reader.readAsWhole(bytes)) }
    let objects = parts.compactMap { $0 }
    // Mistakes are told in their order, and no more than the limit: that takes one reader for all.
    if objects.count < parts.count { return read(reader.readAsWhole(bytes)) }
    return Manifests(objects: Array(objects.joined()), errors: [])
  }

  /// Reads an object, or a List, that stands inside another document.
  public func read(_ node: SourceNode) -> Manifests {
    read(DocumentReader.Documents(nodes: [node], errors: []))
  }

  private func read(_ documents: DocumentReader.Documents) -> Manifests {
    var collector = ManifestCollector(reader: self, documents: documents)
    for node in documents.nodes where collector.manifests.errors.count < limits.mistakes {
      collector.read(node, defaults: nil)
    }
    var manifests = collector.manifests
    // A duplicate key is known twice: by the text, and, with its path, by the object that it is in.
    let duplicates = Set(manifests.errors.map(\.position))
    manifests.errors += documents.errors.filter { !$0.isDuplicateKey || !duplicates.contains($0.position) }
    manifests.errors.sort { $0.position < $1.position }
    return manifests
  }
}

extension SourceError {
  var isDuplicateKey: Bool { message.hasSuffix("already set in map") }
}
