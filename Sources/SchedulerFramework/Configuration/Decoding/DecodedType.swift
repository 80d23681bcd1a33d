import KubernetesAPI

/// The `apiVersion` and `kind` of an object, as the decoder takes them before it looks at anything else.
struct DecodedType {
  var group: String
  var version: String
  var kind: String

  var groupVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// - Parameter defaultKind: the kind in ``ConfigurationSchema/groupVersion`` that stands in for what is missing.
  /// - Throws: what the decoder says of a type that cannot be read.
  init(of value: JSONValue, defaultKind: String? = nil) throws(ConfigurationError) {
    let failure = "couldn't get version/kind; json parse error: json: cannot unmarshal "
    let isMissing = value.isNull && defaultKind != nil
    guard case .object(let members) = isMissing ? .object([:]) : value else {
      let type =
        "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; "
        + "Kind string \"json:\\\"kind,omitempty\\\"\" }"
      throw Self.failure("\(failure)\(value.jsonType) into Go value of type \(type)")
    }
    // Here, and only here, upper and lower case are the same.
    var texts = ["apiversion": "", "kind": ""]
    for (name, member) in members where !member.isNull {
      guard texts[name.lowercased()] != nil else { continue }
      guard let text = member.string else {
        let field = name.lowercased() == "kind" ? "kind" : "apiVersion"
        throw Self.failure("\(failure)\(member.jsonType) into Go struct field .\(field) of type string", at: name)
      }
      texts[name.lowercased()] = text
    }
    let apiVersion = texts["apiversion", default: ""]
    kind = texts["kind", default: ""]
    let parts = apiVersion.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: (group, version) = ("", apiVersion)
    case 2: (group, version) = (parts[0], parts[1])
    default: throw Self.failure("unexpected GroupVersion string: \(apiVersion)", at: "apiVersion")
    }
    if let defaultKind {
      if kind.isEmpty { kind = defaultKind }
      if version.isEmpty && (group.isEmpty || group == ConfigurationSchema.group) {
        (group, version) = (ConfigurationSchema.group, ConfigurationSchema.version)
      }
    }
    if kind.isEmpty { throw Self.failure("Object 'Kind' is missing in '\(value.json)'") }
    if version.isEmpty { throw Self.failure("Object 'apiVersion' is missing in '\(value.json)'") }
  }

  /// Whether the API has such a kind at all.
  var isRegistered: Bool {
    groupVersion == ConfigurationSchema.groupVersion
      && (kind == ConfigurationSchema.kind || ArgumentsSchema.type(ofKind: kind) != nil)
  }

  /// What kube-scheduler says of a kind that the API does not have.
  var notRegistered: ConfigurationError {
    let scheme = "pkg/scheduler/apis/config/scheme/scheme.go:29"
    return Self.failure(
      "no kind \(FieldError.quoted(kind)) is registered for version \(FieldError.quoted(groupVersion)) "
        + "in scheme \"\(scheme)\"", at: "apiVersion")
  }

  /// What kube-scheduler says of a whole configuration of this type, which is not the one it wants.
  var unexpected: ConfigurationError {
    guard isRegistered else { return notRegistered }
    return Self.failure(
      "couldn't decode as KubeSchedulerConfiguration, got \(groupVersion), Kind=\(kind): ", at: "kind")
  }

  private static func failure(_ message: String, at field: String? = nil) -> ConfigurationError {
    let location = FieldPath(field.map { [.field($0)] } ?? [])
    return ConfigurationError(message, causes: [FieldError(.invalid, message: message, at: location)])
  }
}
