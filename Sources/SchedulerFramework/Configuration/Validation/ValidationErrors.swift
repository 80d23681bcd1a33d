import KubernetesAPI

/// The mistakes found by validation so far, in the order and words of kube-scheduler.
struct ValidationErrors {
  private(set) var errors: [FieldError] = []
  /// Where the fields stand whose paths are given to the methods.
  private let root: FieldPath

  init(within root: FieldPath = FieldPath()) { self.root = root }

  /// All of them in one line: a single one bare, several in brackets, those that read the same once; nil when there is
  /// none.
  var aggregate: String? {
    var texts: [String] = []
    for text in errors.map(\.description) where !texts.contains(text) { texts.append(text) }
    if texts.count == 1 { return texts[0] }
    return texts.isEmpty ? nil : "[\(texts.joined(separator: ", "))]"
  }

  /// - Parameter value: the value as Go prints it in such a message.
  mutating func invalid(_ path: FieldPath, _ value: String, _ detail: String) {
    add(.invalid, path, "Invalid value: \(value): \(detail)")
  }

  mutating func invalid(_ path: FieldPath, _ value: Int, _ detail: String) {
    invalid(path, String(value), detail)
  }

  mutating func required(_ path: FieldPath, _ detail: String = "") {
    add(.required, path, detail.isEmpty ? "Required value" : "Required value: \(detail)")
  }

  mutating func forbidden(_ path: FieldPath, _ detail: String) {
    add(.forbidden, path, "Forbidden: \(detail)")
  }

  mutating func duplicate(_ path: FieldPath, _ value: String) {
    add(.duplicate, path, "Duplicate value: \(value)")
  }

  mutating func notSupported(_ path: FieldPath, _ value: String, supported: [String]) {
    let choices = supported.map(FieldError.quoted).joined(separator: ", ")
    add(.notSupported, path, "Unsupported value: \(FieldError.quoted(value)): supported values: \(choices)")
  }

  /// Checks that `name` could be the name of a label.
  mutating func labelName(_ path: FieldPath, _ name: String) {
    for problem in NameFormat.qualifiedName(name) { invalid(path, FieldError.quoted(name), problem) }
  }

  private mutating func add(_ reason: FieldError.Reason, _ path: FieldPath, _ message: String) {
    errors.append(
      FieldError(
        reason, field: path.description, message: message, at: FieldPath(root.elements + path.elements)))
  }
}
