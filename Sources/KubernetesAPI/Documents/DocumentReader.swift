/// Reads the documents of a text in YAML or JSON.
///
/// YAML is understood as Kubernetes' own tools understand it (`sigs.k8s.io/yaml`): `yes` is true, `012` is ten,
/// `129e6` is 129000000, a date is a string. A text may hold several documents: YAML ones parted by lines of `---`,
/// JSON ones one after the other.
///
///     let documents = DocumentReader(file: "pod.yaml").read(text)
///     documents.errors.map(\.description)   // pod.yaml:5:10: yaml: line 5: mapping values are not allowed …
public struct DocumentReader: Sendable {
  /// What was found in a text: every document that can be read, and every mistake.
  public struct Documents: Sendable {
    /// In the order of the text; empty documents are left out. A document with duplicate keys is among them.
    public var nodes: [SourceNode]
    /// In the order of their places.
    public var errors: [SourceError]

    /// The documents, if nothing is wrong with any of them.
    public func get() throws(SourceErrors) -> [SourceNode] {
      if !errors.isEmpty { throw SourceErrors(errors) }
      return nodes
    }
  }

  /// The name that mistakes are reported under.
  public var file: String?
  public var limits: DocumentLimits

  public init(file: String? = nil, limits: DocumentLimits = DocumentLimits()) {
    self.file = file
    self.limits = limits
  }

  public func read(_ text: String) -> Documents {
    read(validated: Array(text.utf8))
  }

  /// A text that is not UTF-8 is answered with one error, at the first byte that is wrong.
  public func read(_ bytes: [UInt8]) -> Documents {
    if let failure = TextEncoding.firstInvalidByte(in: bytes) {
      return Documents(nodes: [], errors: [sourceError(failure)])
    }
    return read(validated: bytes)
  }

  private func read(validated bytes: [UInt8]) -> Documents {
    var nodes: [SourceNode] = []
    var failures: [ReadingFailure] = []
    var budget = ReadingBudget(limits: limits, textSize: bytes.count)
    for chunk in DocumentChunk.split(bytes) where !chunk.isBlank(in: bytes) {
      if failures.count >= limits.mistakes { break }
      if nodes.count >= limits.documents {
        failures.append(limits.documentsExceeded(at: SourcePosition(line: chunk.firstLine, column: 1)))
        break
      }
      let result = read(chunk, of: bytes, budget: &budget)
      nodes += result.nodes.filter { !$0.isNull }
      failures += result.failures
    }
    return Documents(nodes: nodes, errors: failures.map(sourceError).sorted { $0.position < $1.position })
  }

  private func read(_ chunk: DocumentChunk, of bytes: [UInt8], budget: inout ReadingBudget) -> ReadingResult<SourceNode>
  {
    guard chunk.looksLikeJSON(in: bytes) else {
      return YAMLReader(limits: limits).read(chunk, of: bytes, budget: &budget)
    }
    var json = JSONReader<SourceNodeBuilder>(bytes, in: chunk.range, firstLine: chunk.firstLine, limits: limits)
    let result = json.readAll()
    if !json.hasSyntaxError { return result }
    // `{a: 1}` is YAML though no JSON. When it is neither, it is JSON that was meant if it begins with a quoted string.
    let yaml = YAMLReader(limits: limits).read(chunk, of: bytes, budget: &budget)
    return yaml.failures.isEmpty || !chunk.beginsQuoted(in: bytes) ? yaml : result
  }

  private func sourceError(_ failure: ReadingFailure) -> SourceError {
    SourceError(file: file, position: failure.position, message: failure.message)
  }
}

/// The documents of a part of the text, with what is wrong there.
struct ReadingResult<Tree> {
  var nodes: [Tree] = []
  var failures: [ReadingFailure] = []
}
