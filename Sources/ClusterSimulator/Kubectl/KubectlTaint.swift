import KubernetesAPI

/// `kubectl taint`
enum KubectlTaint: KubectlVerb {
  static let flags = KubectlFlags(boolean: ["overwrite", "all"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    guard let word = call.arguments.first, try isNode(word) else {
      throw KubectlError("error: invalid resource type \(call.arguments.first ?? ""), only node(s) is supported")
    }
    let changes = try TaintChange(call.arguments.dropFirst().filter(TaintChange.isChange))
    for node in try KubectlResources.objects(call, in: cluster, &answer, isName: { !TaintChange.isChange($0) }) {
      let taints = node.value["spec"]["taints"].items
      if !call.isOn("overwrite") { try changes.checkNoOverwrite(of: taints, node: node.name) }
      var changed = node
      let list = try changes.applied(to: taints)
      changed.value["spec"]["taints"] = list.isEmpty ? .null : .array(list)
      let updated = try KubectlResources.update(changed, call, in: &cluster)
      let isMixed = call.isOn("overwrite") || !changes.added.isEmpty && !changes.removed.isEmpty
      answer.add(updated, isMixed ? "modified" : changes.added.isEmpty ? "untainted" : "tainted")
    }
  }

  private static func isNode(_ word: String) throws(KubectlError) -> Bool {
    try KubectlResources.find(word.split(separator: "/").first.map(String.init) ?? word).kind == "Node"
  }
}

/// What `key=value:effect`, `key:effect-`, `key=value:effect-` and `key-` ask for. A taint is removed whatever its value.
private struct TaintChange {
  var added: [Taint] = []
  /// An empty effect means every taint of the key.
  var removed: [(key: String, effect: String, text: String)] = []

  static func isChange(_ word: String) -> Bool {
    word.contains("=") || word.contains(":") || word.hasSuffix("-")
  }

  init(_ words: [String]) throws(KubectlError) {
    if words.isEmpty { throw KubectlError("error: at least one taint update is required") }
    for word in words {
      if word.hasSuffix("-") {
        let text = String(word.dropLast())
        if text.contains(":") {
          let taint = try Self.taint(text)
          removed.append((taint.key, taint.effect?.rawValue ?? "", text))
        } else {
          removed.append((text, "", text))
        }
      } else {
        added.append(try Self.taint(word))
      }
    }
    for (index, taint) in added.enumerated()
    where added[..<index].contains(where: { $0.key == taint.key && $0.effect == taint.effect }) {
      throw KubectlError("error: duplicated taints with the same key and effect: \(taint)")
    }
  }

  private static func taint(_ word: String) throws(KubectlError) -> Taint {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 else {
      throw KubectlError("error: invalid taint spec: \(word)\nSee 'kubectl taint -h' for help and examples")
    }
    let effect = try Self.effect(parts[1])
    let pair = parts[0].split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    guard pair.count <= 2 else {
      throw KubectlError("error: invalid taint spec: \(word)\nSee 'kubectl taint -h' for help and examples")
    }
    let value = pair.count > 1 ? pair[1] : ""
    for mistake in [NameFormat.qualifiedName(pair[0]).first, NameFormat.labelValue(value).first] {
      guard let mistake else { continue }
      throw KubectlError(
        "error: invalid taint spec: \(word), \(mistake)\nSee 'kubectl taint -h' for help and examples")
    }
    return Taint(key: pair[0], value: value, effect: effect)
  }

  private static func effect(_ text: String) throws(KubectlError) -> TaintEffect {
    guard let effect = TaintEffect(rawValue: text) else {
      throw KubectlError(
        "error: invalid taint effect: \(text), unsupported taint effect\nSee 'kubectl taint -h' for help and examples")
    }
    return effect
  }

  func checkNoOverwrite(of taints: [JSONValue], node: String) throws(KubectlError) {
    let taken = added.filter { new in
      taints.contains { $0["key"].string == new.key && $0["effect"].string == new.effect?.rawValue }
    }
    guard !taken.isEmpty else { return }
    let keys = taken.map(\.key).joined(separator: ",")
    throw KubectlError(
      "error: node \(node) already has \(keys) taint(s) with same effect(s) and --overwrite is false")
  }

  /// The Node's list of taints after the change.
  func applied(to taints: [JSONValue]) throws(KubectlError) -> [JSONValue] {
    for item in removed
    where !taints.contains(where: {
      $0["key"].string == item.key && (item.effect.isEmpty || $0["effect"].string == item.effect)
    }) {
      throw KubectlError("error: taint \"\(item.text)\" not found")
    }
    let kept = taints.filter { taint in
      let isReplaced = added.contains {
        taint["key"].string == $0.key && taint["effect"].string == $0.effect?.rawValue
      }
      let isRemoved = removed.contains {
        taint["key"].string == $0.key && ($0.effect.isEmpty || taint["effect"].string == $0.effect)
      }
      return !isReplaced && !isRemoved
    }
    return added.map(Self.json) + kept
  }

  private static func json(_ taint: Taint) -> JSONValue {
    var value: JSONValue = ["key": .string(taint.key)]
    if !taint.value.isEmpty { value["value"] = .string(taint.value) }
    value["effect"] = .string(taint.effect?.rawValue ?? "")
    return value
  }
}
