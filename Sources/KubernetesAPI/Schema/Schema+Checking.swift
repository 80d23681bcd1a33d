extension Schema {
  /// Everything in a value that the API server's strict decoding refuses: unknown fields, values of the wrong type,
  /// numbers out of range, malformed quantities, times and Base64.
  ///
  /// Whether the values make sense is not asked here; that is validation.
  ///
  /// - Returns: the problems in the order the API server meets them; none for a kind that is not known.
  public func check(_ value: JSONValue, apiVersion: String, kind: String) -> [DecodingProblem] {
    type(apiVersion: apiVersion, kind: kind).map { check(value, as: $0) } ?? []
  }

  /// - Parameter known: The value, if it was read before as a whole, or those of its members that were.
  func check(
    _ value: JSONValue, as type: SchemaType, _ known: ArraySlice<SourcePlaces.KnownPlace> = []
  ) -> [DecodingProblem] {
    if conformance.conforms(value, to: type, known) { return [] }
    var decoder = StrictDecoder(schema: self)
    decoder.check(value, as: type)
    return decoder.problems
  }

  /// The API server's refusal of an object that was sent to a resource, if it cannot be decoded; nil if it can.
  ///
  /// A kind or version that the object leaves out is the resource's.
  ///
  /// - Parameter duplicates: keys that the text gave twice (``SourceNode/duplicates``).
  public func refusal(of object: JSONValue, by resource: APIResource, duplicates: [FieldPath] = []) -> APIStatus? {
    let apiVersion = object["apiVersion"].string.flatMap { $0.isEmpty ? nil : $0 } ?? resource.apiVersion
    let kind = object["kind"].string.flatMap { $0.isEmpty ? nil : $0 } ?? resource.kind
    let version = GroupVersion(apiVersion)?.version ?? apiVersion
    let message: String
    if type(apiVersion: apiVersion, kind: kind) == nil {
      message = Self.notRegistered(apiVersion: apiVersion, kind: kind)
    } else {
      let problems =
        check(object, apiVersion: apiVersion, kind: kind) + duplicates.map(DecodingProblem.duplicateField)
      guard let text = Self.message(for: problems) else { return nil }
      message = text
    }
    return APIStatus(
      .badRequest, "\(kind) in version \"\(version)\" cannot be handled as a \(resource.kind): \(message)")
  }

  /// The one message that the API server makes of all problems: a value that cannot be decoded comes first and alone.
  public static func message(for problems: [DecodingProblem]) -> String? {
    if let problem = problems.first(where: \.stopsDecoding) { return problem.message }
    let fatal = problems.first { $0.kind == .typeMismatch || $0.kind == .malformed }
    if let fatal { return fatal.message }
    var texts: [String] = []
    for problem in problems where texts.count < 100 && !texts.contains(problem.message) {
      texts.append(problem.message)
    }
    return texts.isEmpty ? nil : "strict decoding error: " + texts.joined(separator: ", ")
  }

  /// The API server's words for a kind it does not know.
  public static func notRegistered(apiVersion: String, kind: String) -> String {
    "no kind \"\(kind)\" is registered for version \"\(apiVersion)\" in scheme \"pkg/api/legacyscheme/scheme.go:30\""
  }

  /// kubectl's words for a kind that the API server does not serve.
  public static func noMatches(apiVersion: String, kind: String) -> String {
    "no matches for kind \"\(kind)\" in version \"\(apiVersion)\""
  }
}

extension DecodingProblem {
  /// A key that was given twice.
  public static func duplicateField(_ path: FieldPath) -> DecodingProblem {
    DecodingProblem(
      kind: .duplicateField, path: path,
      message: "duplicate field \"\(path.strictDescription.shortened(to: 250))\"")
  }
}
