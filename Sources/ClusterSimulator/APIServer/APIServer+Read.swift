public import KubernetesAPI

extension APIServer {
  /// An object by its kind and name (`GET`). The namespace of cluster-scoped kinds is empty.
  public func get(_ kind: String, _ name: NamespacedName) throws(APIStatus) -> KubernetesObject {
    if let found = store.object(kind, name) { return found }
    let resource = APIResource.find(kind: kind)?.groupResource ?? kind
    throw APIStatus(.notFound, "\(resource) \"\(name.name)\" not found")
  }

  /// The objects of a kind that match both selectors, in the order in which they were made.
  ///
  /// - Parameters:
  ///   - namespace: nil for all namespaces.
  ///   - labelSelector: as in `kubectl get -l`: `app in (a,b),tier!=front,!old`; empty for all.
  ///   - fieldSelector: `spec.nodeName=node01,status.phase!=Running`; empty for all.
  public func list(
    _ kind: String, namespace: String? = nil, labelSelector: String = "", fieldSelector: String = ""
  ) throws(APIStatus) -> [KubernetesObject] {
    let labels = try LabelSelectorText.parse(labelSelector)
    let fields = try FieldSelector(fieldSelector, kind: kind)
    let objects = store.objects(kind, namespace: namespace)
    if labels.isEmpty && fields.isEmpty { return objects }
    return objects.filter { labels.matches($0.labels) && fields.matches($0) }
  }
}
