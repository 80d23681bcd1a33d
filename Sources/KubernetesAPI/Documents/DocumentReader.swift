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

  public func read(_ text: String) -> Documents { read(validated: Array(text.utf8)) }

  /// A text that is not UTF-8 is answered with one error, at the first byte that is wrong.
  public func read(_ bytes: [UInt8]) -> Documents { encodingMistake(in: bytes) ?? read(validated: bytes) }

  /// What is found in bytes that are not UTF-8; nil for all others.
  func encodingMistake(in bytes: [UInt8]) -> Documents? {
    TextEncoding.firstInvalidByte(in: bytes).map { Documents(nodes: [], errors: [sourceError($0)]) }
  }

  private func read(validated bytes: [UInt8]) -> Documents {
    if let parts = readInParts(bytes, { $0 }) { return Documents(nodes: Array(parts.joined()), errors: []) }
    return readAsWhole(bytes)
  }

  /// - Parameter bytes: Well-formed UTF-8.
  func readAsWhole(_ bytes: [UInt8]) -> Documents {
    var builder = TreeBuilder(limits: limits, textSize: bytes.count)
    read(DocumentChunk.split(bytes)[...], of: bytes, into: &builder)
    let errors = builder.failures.map(sourceError).sorted { $0.position < $1.position }
    return Documents(nodes: builder.nodes(), errors: errors)
  }

  func read(_ chunks: ArraySlice<DocumentChunk>, of bytes: [UInt8], into builder: inout TreeBuilder) {
    var index = chunks.startIndex
    // Chunks before this one are read one by one, as there is a mistake in some of them.
    var nextBatch = index
    // How many chunks libyaml reads in one go: more and more while the next one is again one for it.
    var batchCount = 1
    while index < chunks.endIndex, builder.failures.count < limits.mistakes {
      let chunk = chunks[index]
      if chunk.isBlank(in: bytes) {
        index += 1
        continue
      }
      if builder.roots.count >= limits.documents {
        builder.add(limits.documentsExceeded(at: SourcePosition(line: chunk.firstLine, column: 1)))
        break
      }
      if readPlainly(chunk, of: bytes, into: &builder) {
        index += 1
        batchCount = 1
        continue
      }
      if index >= nextBatch {
        let most = min(batchCount, limits.documents - builder.roots.count)
        let batch = batch(of: chunks[index...], in: bytes, most: most)
        batchCount = min(2 * batchCount, 1 << 16)
        if batch.count > 1, readAtOnce(batch, of: bytes, into: &builder) {
          index += batch.count
          continue
        }
        nextBatch = index + batch.count
      }
      read(chunk, of: bytes, into: &builder)
      index += 1
    }
  }

  /// Reads a chunk if it is plain block YAML.
  ///
  /// - Returns: false if it is not, or if there is a mistake in it: nothing has been read then.
  private func readPlainly(
    _ chunk: DocumentChunk, of bytes: [UInt8], into builder: inout TreeBuilder
  ) -> Bool {
    let checkpoint = builder.checkpoint
    var reader = BlockReader(bytes, chunk, limits: limits)
    do throws(BlockReader.Unusual) {
      try reader.read(into: &builder)
      if !builder.hasFailures(since: checkpoint) { return true }
    } catch {}
    builder.rollBack(to: checkpoint)
    return false
  }

  /// The parts of a text that libyaml reads in one go have about so many bytes.
  private static let batchSize = 1 << 18

  /// libyaml compares each directive with all before it. No text of good faith has more than a few.
  private static let mostDirectives = 100

  /// The first chunks of YAML among some, as many as are read in one go.
  private func batch(
    of chunks: ArraySlice<DocumentChunk>, in bytes: [UInt8], most: Int
  ) -> ArraySlice<DocumentChunk> {
    let start = chunks.first?.range.lowerBound ?? 0
    return chunks.prefix(most).prefix {
      $0.range.upperBound - start <= Self.batchSize && $0.directives <= Self.mostDirectives
        && !$0.looksLikeJSON(in: bytes)
    }
  }

  /// Reads chunks of YAML in one go, which is faster than one by one.
  ///
  /// - Returns: false if there is a mistake in any of them: nothing has been read then.
  private func readAtOnce(
    _ chunks: ArraySlice<DocumentChunk>, of bytes: [UInt8], into builder: inout TreeBuilder
  ) -> Bool {
    guard let first = chunks.first, let last = chunks.last else { return true }
    let checkpoint = builder.checkpoint
    let range = first.range.lowerBound..<last.range.upperBound
    var reader = YAMLReader(bytes, in: range, firstLine: first.firstLine, limits: limits)
    do throws(ReadingFailure) {
      try reader.readAll(into: &builder)
      if !builder.hasFailures(since: checkpoint) { return true }
    } catch {
      // Whatever it is, it is found again where it belongs.
    }
    builder.rollBack(to: checkpoint)
    return false
  }

  private func read(_ chunk: DocumentChunk, of bytes: [UInt8], into builder: inout TreeBuilder) {
    guard chunk.looksLikeJSON(in: bytes) else { return readYAML(chunk, of: bytes, into: &builder) }
    let checkpoint = builder.checkpoint
    guard readJSON(chunk, of: bytes, into: &builder) else { return }
    // `{a: 1}` is YAML though no JSON. When it is neither, it is JSON that was meant if it begins with a quoted string.
    builder.rollBack(to: checkpoint)
    readYAML(chunk, of: bytes, into: &builder)
    if builder.hasFailures(since: checkpoint), chunk.beginsQuoted(in: bytes) {
      builder.rollBack(to: checkpoint)
      _ = readJSON(chunk, of: bytes, into: &builder)
    }
  }

  /// - Returns: whether the text is no JSON.
  private func readJSON(_ chunk: DocumentChunk, of bytes: [UInt8], into builder: inout TreeBuilder) -> Bool {
    var reader = JSONReader(bytes, in: chunk.range, firstLine: chunk.firstLine, limits: limits)
    do throws(ReadingFailure) {
      try reader.readAll(into: &builder)
    } catch {
      builder.forgetIncomplete()
      builder.add(error)
    }
    return reader.hasSyntaxError
  }

  private func readYAML(_ chunk: DocumentChunk, of bytes: [UInt8], into builder: inout TreeBuilder) {
    if chunk.directives > Self.mostDirectives {
      let start = SourcePosition(line: chunk.firstLine, column: 1)
      builder.add(
        ReadingFailure(position: start, message: "yaml: a document has more than \(Self.mostDirectives) directives"))
      return
    }
    let checkpoint = builder.checkpoint
    var reader = YAMLReader(bytes, in: chunk.range, firstLine: chunk.firstLine, limits: limits)
    do throws(ReadingFailure) {
      try reader.readAll(into: &builder)
    } catch {
      // What comes before a syntax error may not be what was meant.
      if reader.hasSyntaxError { builder.rollBack(to: checkpoint) }
      builder.forgetIncomplete()
      builder.add(error)
    }
  }

  private func sourceError(_ failure: ReadingFailure) -> SourceError {
    SourceError(file: file, position: failure.position, message: failure.message)
  }
}
