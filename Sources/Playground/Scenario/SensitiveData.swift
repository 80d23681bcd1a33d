public import KubernetesAPI

/// Keeps what nobody should find in a playground from being stored: the data of Secrets, and of ConfigMaps.
public enum SensitiveData {
  private static let fields = ["data", "stringData", "binaryData"]

  /// What has to go before a text may be saved or shared, with its place; empty for a text that is fine.
  ///
  /// ConfigMaps may keep data in which a scheduler configuration is read: a value of kind KubeSchedulerConfiguration.
  public static func mistakes(in text: String, file: String? = nil) -> [SourceError] {
    // Texts that mention neither kind, which is nearly all of them, are not parsed again.
    guard text.contains("Secret") || text.contains("ConfigMap") else { return [] }
    let documents = DocumentReader(file: file).read(text)
    return documents.nodes.flatMap { mistakes(in: $0, file: file) }
  }

  private static func mistakes(in node: SourceNode, file: String?) -> [SourceError] {
    let value = node.value
    let kind = value["kind"].string ?? ""
    if kind.hasSuffix("List"), case .object(let members) = node.content,
      case .array(let items)? = members.last(where: { $0.key == "items" })?.value.content
    {
      return items.flatMap { mistakes(in: $0, file: file) }
    }
    guard kind == "Secret" || kind == "ConfigMap" else { return [] }
    return fields.filter { !value[$0].members.isEmpty }.compactMap { field in
      if kind == "ConfigMap", value[field].members.values.allSatisfy(isSchedulerConfiguration) { return nil }
      return SourceError(
        file: file, position: node.position(of: FieldPath(field)), field: field,
        message: "Forbidden: the data of a \(kind) is never stored; remove \(field) to save or share the scenario",
        object: "\(kind) \"\(value["metadata"]["name"].string ?? "")\"")
    }
  }

  private static func isSchedulerConfiguration(_ value: JSONValue) -> Bool {
    value.string?.contains("kind: KubeSchedulerConfiguration") ?? false
  }
}
