import KubernetesAPI

/// `kubectl label`
enum KubectlLabel: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["field-selector", "resource-version"], boolean: ["overwrite", "all", "list"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let change = try KeyValueChange(call.arguments.dropFirst(), what: "label")
    for (key, value) in change.set {
      if let mistake = NameFormat.labelValue(value).first {
        throw KubectlError("error: invalid label value: \"\(key)=\(value)\": \(mistake)")
      }
    }
    for object in try KubectlResources.objects(call, in: cluster, &answer, isName: { !KeyValueChange.isChange($0) }) {
      let labels = object.labels
      if !call.isOn("overwrite") {
        for (key, value) in change.set {
          if let present = labels[key], present != value {
            throw KubectlError("error: '\(key)' already has a value (\(present)), and --overwrite is false")
          }
        }
      }
      for key in change.removed where labels[key] == nil { answer.lines.append("label \"\(key)\" not found.") }
      let updated = try change.apply(to: object, field: "labels", call, in: &cluster)
      let isSame = updated.labels == labels
      answer.add(
        updated, isSame ? "not labeled" : updated.labels.count < labels.count ? "unlabeled" : "labeled")
    }
  }
}

/// `kubectl annotate`
enum KubectlAnnotate: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["field-selector", "resource-version"], boolean: ["overwrite", "all", "list"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let change = try KeyValueChange(call.arguments.dropFirst(), what: "annotation")
    for object in try KubectlResources.objects(call, in: cluster, &answer, isName: { !KeyValueChange.isChange($0) }) {
      let annotations = object.annotations
      let declared = change.set.filter { key, value in annotations[key].map { $0 != value } ?? false }
      if !call.isOn("overwrite"), !declared.isEmpty {
        let list = declared.map { "'\($0.key)' already has a value (\(annotations[$0.key] ?? ""))" }
        throw KubectlError(
          "error: --overwrite is false but found the following declared annotation(s): \(list.joined(separator: "; "))")
      }
      answer.add(try change.apply(to: object, field: "annotations", call, in: &cluster), "annotated")
    }
  }
}

/// What `key=value` and `key-` ask for.
struct KeyValueChange {
  var set: [(key: String, value: String)] = []
  var removed: [String] = []

  static func isChange(_ word: String) -> Bool { word.contains("=") || word.hasSuffix("-") }

  init(_ words: ArraySlice<String>, what: String) throws(KubectlError) {
    for word in words where Self.isChange(word) {
      if let sign = word.firstIndex(of: "=") {
        set.append((String(word[..<sign]), String(word[word.index(after: sign)...])))
      } else {
        removed.append(String(word.dropLast()))
      }
    }
    if set.isEmpty && removed.isEmpty { throw KubectlError("error: at least one \(what) update is required") }
    if let key = set.first(where: { removed.contains($0.key) })?.key {
      throw KubectlError(
        "error: can not both modify and remove \(what == "label" ? "a label" : "an annotation") in the same command: \(key)"
      )
    }
  }

  func apply(
    to object: KubernetesObject, field: String, _ call: KubectlCall, in cluster: inout SimulatedCluster
  ) throws(KubectlError) -> KubernetesObject {
    var changed = object
    for (key, value) in set { changed.value["metadata"][field][key] = .string(value) }
    for key in removed where !changed.value["metadata"][field].isNull { changed.value["metadata"][field][key] = .null }
    return try KubectlResources.update(changed, call, in: &cluster)
  }
}
