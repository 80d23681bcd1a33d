import KubernetesAPI

/// Why a kubectl command failed, in kubectl's words.
struct KubectlError: Error {
  var text: String

  init(_ text: String) { self.text = text }

  /// The API server's refusal, as kubectl prints it.
  ///
  /// - Parameter doing: what kubectl was at, where it says so: `error when creating "web.yaml"`.
  init(_ status: APIStatus, kind: String, name: String, doing: String? = nil) {
    if status.reason == .invalid {
      var causes: [String] = []
      for cause in status.causes.map(\.description) where !causes.contains(cause) { causes.append(cause) }
      let list = causes.count == 1 ? causes[0] : causes.map { "\n* \($0)" }.joined()
      text = "The \(kind) \"\(name)\" is invalid: \(list)"
    } else {
      text = "Error from server (\(status.reason.rawValue)): \(doing.map { "\($0): " } ?? "")\(status.message)"
    }
  }
}

/// What kubectl printed, and whether it failed.
struct KubectlAnswer {
  var lines: [String] = []
  var isFailure = false
  /// The object of the last line, when it was the only one.
  private(set) var objects: [KubernetesObject] = []

  init() {}

  /// A line about an object: `pod/web created`.
  mutating func add(_ object: KubernetesObject, _ what: String) {
    lines.append("\(KubectlName.of(object)) \(what)")
    touch(object)
  }

  mutating func touch(_ object: KubernetesObject) { objects.append(object) }

  mutating func fail(_ error: KubectlError) {
    lines.append(error.text)
    isFailure = true
  }
}
