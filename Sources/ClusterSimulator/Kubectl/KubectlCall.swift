import KubernetesAPI

/// The flags that a verb understands, besides those that every verb does.
struct KubectlFlags {
  /// Flags that need a value.
  var valued: Set<String> = []
  /// Flags that are on when they are there.
  var boolean: Set<String> = []

  private static let commonValued: Set<String> = [
    "namespace", "output", "selector", "filename", "as", "field-manager", "v",
  ]
  private static let commonBoolean: Set<String> = ["all-namespaces", "recursive", "show-labels", "help"]
  private static let shorthands: [Character: String] = [
    "n": "namespace", "o": "output", "l": "selector", "f": "filename", "A": "all-namespaces", "p": "patch",
    "R": "recursive", "v": "v", "h": "help", "w": "watch", "c": "container", "k": "kustomize",
  ]

  func isValued(_ name: String) -> Bool { valued.contains(name) || Self.commonValued.contains(name) }
  func isBoolean(_ name: String) -> Bool { boolean.contains(name) || Self.commonBoolean.contains(name) }
  func name(of shorthand: Character) -> String? {
    Self.shorthands[shorthand].flatMap { isValued($0) || isBoolean($0) ? $0 : nil }
  }
}

/// A kubectl command, taken apart: `kubectl VERB argument… --option=value`.
struct KubectlCall {
  var verb: String
  var arguments: [String] = []
  private var options: [String: [String]] = [:]
  var user: String
  /// Manifests that `-f` can name.
  var files: [String: String]

  init(
    _ verb: String, _ words: ArraySlice<String>, flags: KubectlFlags, user: String, files: [String: String]
  ) throws(KubectlError) {
    self.verb = verb
    self.user = user
    self.files = files
    var words = words
    while let word = words.popFirst() {
      if word == "--" {
        arguments.append(contentsOf: words)
        break
      } else if word.hasPrefix("--") {
        try readLong(word, &words, flags)
      } else if word.hasPrefix("-"), word.count > 1 {
        try readShort(word, &words, flags)
      } else {
        arguments.append(word)
      }
    }
    if let name = option("as") { self.user = name }
  }

  private mutating func readLong(
    _ word: String, _ words: inout ArraySlice<String>, _ flags: KubectlFlags
  ) throws(KubectlError) {
    let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    if flags.isBoolean(name) {
      options[name, default: []].append(parts.count > 1 ? String(parts[1]) : "true")
    } else if flags.isValued(name) {
      guard let value = parts.count > 1 ? String(parts[1]) : words.popFirst() else {
        throw KubectlError("error: flag needs an argument: --\(name)\nSee 'kubectl \(verb) --help' for usage.")
      }
      options[name, default: []].append(value)
    } else {
      throw KubectlError("error: unknown flag: --\(name)\nSee 'kubectl \(verb) --help' for usage.")
    }
  }

  private mutating func readShort(
    _ word: String, _ words: inout ArraySlice<String>, _ flags: KubectlFlags
  ) throws(KubectlError) {
    var rest = word.dropFirst()
    while let letter = rest.popFirst() {
      guard let name = flags.name(of: letter) else {
        throw KubectlError(
          "error: unknown shorthand flag: '\(letter)' in \(word)\nSee 'kubectl \(verb) --help' for usage.")
      }
      if flags.isBoolean(name) {
        options[name, default: []].append("true")
        continue
      }
      if rest.first == "=" { rest.removeFirst() }
      guard let value = rest.isEmpty ? words.popFirst() : String(rest) else {
        throw KubectlError(
          "error: flag needs an argument: '\(letter)' in \(word)\nSee 'kubectl \(verb) --help' for usage.")
      }
      options[name, default: []].append(value)
      return
    }
  }

  // MARK: Options

  func values(_ name: String) -> [String] { options[name] ?? [] }
  func option(_ name: String) -> String? { options[name]?.last }
  func isOn(_ name: String) -> Bool { option(name) == "true" }

  /// The namespace that the command speaks of; `default` without `-n`.
  var namespace: String { option("namespace") ?? "default" }

  // MARK: Manifests

  /// The objects of the manifests that `-f` names, Lists taken apart.
  func manifests() throws(KubectlError) -> [(file: String, object: KubernetesObject)] {
    var found: [(String, KubernetesObject)] = []
    let names = values("filename").flatMap { $0.split(separator: ",").map(String.init) }
    if names.isEmpty { throw KubectlError("error: must specify one of -f and -k") }
    for name in names {
      guard let text = files[name] else { throw KubectlError("error: the path \"\(name)\" does not exist") }
      found.append(contentsOf: try KubectlManifest.objects(in: text, file: name).map { (name, $0) })
    }
    return found
  }

  /// A number option; the error is kubectl's for one that is no number.
  func number(_ name: String) throws(KubectlError) -> Int64? {
    guard let text = option(name) else { return nil }
    guard let number = Int64(text) else {
      throw KubectlError(
        "error: invalid argument \"\(text)\" for \"--\(name)\" flag: strconv.ParseInt: parsing \"\(text)\": invalid syntax\n"
          + "See 'kubectl \(verb) --help' for usage.")
    }
    return number
  }
}
