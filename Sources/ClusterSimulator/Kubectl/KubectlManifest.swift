import KubernetesAPI

/// Reads what `-f` names.
enum KubectlManifest {
  static func objects(in text: String, file: String) throws(KubectlError) -> [KubernetesObject] {
    let documents = DocumentReader(file: file).read(text)
    if let error = documents.errors.first {
      throw KubectlError(
        "error: error parsing \(file): error converting YAML to JSON: yaml: line \(error.position.line): \(error.message)"
      )
    }
    var objects: [KubernetesObject] = []
    for node in documents.nodes {
      let value = node.value
      if value.isNull { continue }
      let items = value["kind"].string?.hasSuffix("List") == true ? value["items"].items : [value]
      objects.append(contentsOf: items.map(KubernetesObject.init))
    }
    for object in objects { try check(object, file: file) }
    if objects.isEmpty { throw KubectlError("error: no objects passed to apply") }
    return objects
  }

  private static func check(_ object: KubernetesObject, file: String) throws(KubectlError) {
    var missing: [String] = []
    if object.apiVersion.isEmpty { missing.append("apiVersion not set") }
    if object.kind.isEmpty { missing.append("kind not set") }
    if !missing.isEmpty {
      let list = missing.count == 1 ? missing[0] : "[\(missing.joined(separator: ", "))]"
      throw KubectlError(
        "error: error validating \"\(file)\": error validating data: \(list); "
          + "if you choose to ignore these errors, turn validation off with --validate=false")
    }
    if APIResource.find(apiVersion: object.apiVersion, kind: object.kind) == nil, object.kind != "Binding",
      object.kind != "Eviction"
    {
      throw KubectlError(
        "error: resource mapping not found for name: \"\(object.name)\" namespace: \"\(object.namespace)\" from "
          + "\"\(file)\": no matches for kind \"\(object.kind)\" in version \"\(object.apiVersion)\"\n"
          + "ensure CRDs are installed first")
    }
  }
}

extension KubectlManifest {
  /// One value in YAML or JSON; nil for a text that is neither, or more than one.
  static func value(_ text: String) -> JSONValue? {
    let documents = DocumentReader().read(text)
    guard documents.errors.isEmpty, documents.nodes.count == 1 else { return nil }
    return documents.nodes[0].value
  }
}
