import KubernetesAPI
import SchedulerFramework

/// Reads the fields of a document that has no schema, strictly: what nobody asked for is reported as unknown, and what has
/// the wrong type with its place.
struct FieldDecoder {
  let file: String?
  /// The document that the paths are in.
  let document: SourceNode
  /// The object that mistakes are reported for, such as `Scenario "taints"`.
  let object: String
  private(set) var errors: [SourceError] = []

  init(file: String?, document: SourceNode, object: String) {
    self.file = file
    self.document = document
    self.object = object
  }

  mutating func report(_ message: String, at path: FieldPath) {
    errors.append(
      SourceError(
        file: file, position: document.position(of: path), field: path.description, message: message,
        object: object))
  }

  /// The members of an object, once it is known that all of them are expected; empty for anything else.
  mutating func members(
    _ node: SourceNode?, at path: FieldPath, expecting known: Set<String>
  ) -> [String: SourceNode] {
    guard let node, !node.isNull else { return [:] }
    guard case .object(let members) = node.content else {
      report("must be an object", at: path)
      return [:]
    }
    for member in members where !known.contains(member.key) {
      let expected = known.sorted().joined(separator: ", ")
      report("unknown field \"\(member.key)\"; expected one of: \(expected)", at: path.field(member.key))
    }
    return Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last })
  }

  /// Any string keys to values.
  mutating func map(_ node: SourceNode?, at path: FieldPath) -> [(key: String, value: SourceNode)] {
    guard let node, !node.isNull else { return [] }
    guard case .object(let members) = node.content else {
      report("must be an object", at: path)
      return []
    }
    return members.map { ($0.key, $0.value) }
  }

  mutating func items(_ node: SourceNode?, at path: FieldPath) -> [SourceNode] {
    guard let node, !node.isNull else { return [] }
    guard case .array(let items) = node.content else {
      report("must be a list", at: path)
      return []
    }
    return items
  }

  mutating func string(_ node: SourceNode?, at path: FieldPath) -> String? {
    guard let node, !node.isNull else { return nil }
    if let text = node.value.string { return text }
    report("must be a string", at: path)
    return nil
  }

  mutating func strings(_ node: SourceNode?, at path: FieldPath) -> [String] {
    let items = items(node, at: path)
    var texts: [String] = []
    for (index, item) in items.enumerated() {
      if let text = string(item, at: path.index(index)) { texts.append(text) }
    }
    return texts
  }

  mutating func bool(_ node: SourceNode?, at path: FieldPath) -> Bool? {
    guard let node, !node.isNull else { return nil }
    if let flag = node.value.bool { return flag }
    report("must be true or false", at: path)
    return nil
  }

  mutating func integer(_ node: SourceNode?, at path: FieldPath, in range: ClosedRange<Int64>) -> Int64? {
    guard let node, !node.isNull else { return nil }
    if let number = node.value.integer, range.contains(number) { return number }
    report("must be a whole number from \(range.lowerBound) to \(range.upperBound)", at: path)
    return nil
  }

  /// A length of virtual time: `10s`, `1m30s`, or a number of seconds.
  mutating func time(_ node: SourceNode?, at path: FieldPath) -> VirtualTime? {
    guard let node, !node.isNull else { return nil }
    let longest: Int64 = 366 * 24 * 3600
    if let seconds = node.value.integer, (0...longest).contains(seconds) {
      return VirtualTime(sinceStart: .seconds(seconds))
    }
    if let text = node.value.string, let duration = try? ConfigurationDuration(parsing: text),
      (0...longest * 1_000_000_000).contains(duration.nanoseconds)
    {
      return VirtualTime(sinceStart: .nanoseconds(duration.nanoseconds))
    }
    report("must be a length of time such as 10s or 1m30s, at most a year", at: path)
    return nil
  }

  /// A text in several languages: `{en: …, ko: …}`, or one that counts for all.
  mutating func localizedText(_ node: SourceNode?, at path: FieldPath) -> LocalizedText {
    guard let node, !node.isNull else { return LocalizedText() }
    if let text = node.value.string { return LocalizedText(["en": text]) }
    var texts: [String: String] = [:]
    for (language, value) in map(node, at: path) {
      texts[language] = string(value, at: path.field(language))
    }
    return LocalizedText(texts)
  }
}
