public import KubernetesAPI

extension ClusterState {
  /// Objects that plugins look at besides Nodes and Pods: Namespaces, Services, PersistentVolumes …
  public func setObject(_ object: KubernetesObject) {
    let name = object.namespacedName
    let known = objects[object.kind]?.updateValue(object, forKey: name)
    if known == nil { objects[object.kind, default: [:]][name] = object }
    if kindsRead.contains(object.kind), !Self.isAlike(known, object) { version += 1 }
  }

  /// Whether nothing that plugins look at differs. Controllers write statuses all the time.
  private static func isAlike(_ old: KubernetesObject?, _ new: KubernetesObject) -> Bool {
    guard let old else { return false }
    return old.value["spec"]["selector"] == new.value["spec"]["selector"]
      && old.value["metadata"]["labels"] == new.value["metadata"]["labels"]
  }

  public func removeObject(kind: String, namespace: String, name: String) {
    let known = objects[kind]?.removeValue(forKey: NamespacedName(namespace, name))
    if known != nil, kindsRead.contains(kind) { version += 1 }
  }

  /// Plugins read objects of these kinds, as far as their labels and their `spec.selector` go.
  func watch(_ kinds: Set<String>) { kindsRead.formUnion(kinds) }

  /// The objects of a kind in the order they were created.
  public func objects(ofKind kind: String) -> [KubernetesObject] {
    objects[kind].map { Array($0.values) } ?? []
  }

  public func object(kind: String, namespace: String, name: String) -> KubernetesObject? {
    objects[kind]?[NamespacedName(namespace, name)]
  }
}
