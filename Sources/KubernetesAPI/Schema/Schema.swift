/// What the API server knows: its resources, and the fields of every kind with their types.
public struct Schema: Sendable {
  /// Kubernetes v1.34.9, and the custom resources that Berth knows besides.
  public static let kubernetes: Schema = {
    do {
      let limits = DocumentLimits()
      return Schema(
        try JSONValue(json: KubernetesSchemaData.json, file: "KubernetesSchemaData", limits: limits),
        custom: try JSONValue(json: customResources, file: "customResources", limits: limits))
    } catch {
      preconditionFailure("the schema in the program is broken: \(error)")
    }
  }()

  /// `v1.34.9`
  public let kubernetesVersion: String
  /// In the order of API discovery: the core group first. Without subresources.
  public let allResources: [APIResource]
  /// `pods/status` and the like.
  public let subresources: [APIResource]

  let conformance: Conformance
  private let types: [String: SchemaType]
  private let kinds: [KindKey: String]
  private let resourcesByKind: [KindKey: APIResource]

  struct KindKey: Hashable {
    var apiVersion: String
    var kind: String
  }

  init(kubernetesVersion: String, resources: [APIResource], types: [String: SchemaType], kinds: [KindKey: String]) {
    self.kubernetesVersion = kubernetesVersion
    self.types = types
    conformance = Conformance(types)
    self.kinds = kinds
    allResources = resources.filter { !$0.isSubresource }
    subresources = resources.filter(\.isSubresource)
    resourcesByKind = Dictionary(
      allResources.map { (KindKey(apiVersion: $0.apiVersion, kind: $0.kind), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  // MARK: Resources

  public func resource(apiVersion: String, kind: String) -> APIResource? {
    resourcesByKind[KindKey(apiVersion: apiVersion, kind: kind)]
  }

  /// The resource that a user of kubectl means: by plural, singular or short name, or kind, in any case of letters;
  /// `deploy.apps` and `deployments.v1.apps` name group and version.
  public func resource(named text: String) -> APIResource? {
    let parts = text.lowercased().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    guard parts.count == 2 else { return resource(named: name) { _ in true } }
    let rest = String(parts[1])
    return resource(named: name) { $0.group == rest || "\($0.version).\($0.group)" == rest }
  }

  private func resource(named name: String, where isMeant: (APIResource) -> Bool) -> APIResource? {
    allResources.first { isMeant($0) && ($0.name == name || $0.singularName == name) }
      ?? allResources.first { isMeant($0) && $0.shortNames.contains(name) }
      ?? allResources.first { isMeant($0) && $0.kind.lowercased() == name }
  }

  /// The resources of a category, such as `all`.
  public func resources(inCategory category: String) -> [APIResource] {
    allResources.filter { $0.categories.contains(category) }
  }

  // MARK: Types

  /// The type of a kind; also of lists such as `PodList`.
  public func type(apiVersion: String, kind: String) -> SchemaType? {
    kinds[KindKey(apiVersion: apiVersion, kind: kind)].flatMap { types[$0] }
  }

  public func type(named name: String) -> SchemaType? { types[name] }

  /// What may stand at a path inside an object of a kind: `spec.containers[0].env`; nil for a path that does not exist.
  public func property(at path: FieldPath, apiVersion: String, kind: String) -> SchemaProperty? {
    var type = type(apiVersion: apiVersion, kind: kind)
    var property: SchemaProperty?
    for element in path.elements {
      switch element {
      case .field(let name):
        property = type?.properties[name] ?? mapElement(of: property)
      case .key: property = mapElement(of: property)
      case .index: property = property?.element
      }
      guard let found = property else { return nil }
      if case .object(let name) = found.shape { type = types[name] } else { type = nil }
    }
    return property
  }

  private func mapElement(of property: SchemaProperty?) -> SchemaProperty? {
    if case .map(let element)? = property?.shape { element } else { nil }
  }
}
