extension JSONValue {
  /// Reads one value in JSON: for machines' texts, such as request bodies.
  ///
  /// - Throws: every mistake that can be found: a syntax error ends the reading, duplicate keys do not.
  public init(
    json bytes: [UInt8], file: String? = nil, limits: DocumentLimits = DocumentLimits()
  ) throws(SourceErrors) {
    var failures: [ReadingFailure] = []
    var values: [JSONValue] = []
    if let failure = TextEncoding.firstInvalidByte(in: bytes) {
      failures = [failure]
    } else {
      var builder = TreeBuilder(limits: limits, textSize: bytes.count)
      builder.keepsNulls = true
      var reader = JSONReader(bytes, in: bytes.indices, firstLine: 1, limits: limits)
      do throws(ReadingFailure) {
        try reader.readAll(into: &builder)
      } catch {
        builder.add(error)
      }
      (values, failures) = (builder.roots.map(\.value), builder.failures)
    }
    if failures.isEmpty, values.count == 1, let value = values.first {
      self = value
      return
    }
    if failures.isEmpty {
      let message = values.isEmpty ? "unexpected end of JSON input" : "there is more than one JSON value"
      failures = [ReadingFailure(position: SourcePosition(line: 1, column: 1), message: message)]
    }
    throw SourceErrors(failures.map { SourceError(file: file, position: $0.position, message: $0.message) })
  }

  public init(
    json text: String, file: String? = nil, limits: DocumentLimits = DocumentLimits()
  ) throws(SourceErrors) {
    try self.init(json: Array(text.utf8), file: file, limits: limits)
  }
}
