import KubernetesAPI

/// What becomes of the specs and statuses of new Nodes on their way into the store. Most Nodes of a cluster are alike, and so
/// are the clusters that people work on: it is found out once for all of them.
final class NodeAdmission: Sendable {
  private let plugins: [any AdmissionPlugin]
  private let isKnown: Bool
  private let admitted = Memo<NodeParts, NodeFacts?>()

  init(_ plugins: [any AdmissionPlugin]) {
    self.plugins = plugins
    isKnown = plugins.allSatisfy { $0.nodeDependence == .specAndStatus }
  }

  /// What is known of a Node, if its spec and status as they are sent are all that it depends on, and nothing is wrong with
  /// them.
  ///
  /// - Returns: nil when the Node has to go the way of all objects.
  func facts(of node: JSONValue, _ cluster: ObjectStore) -> NodeFacts? {
    guard isKnown else { return nil }
    let parts = NodeParts(of: node).identified
    return admitted.value(of: parts, weight: 3 * parts.weight) { complete(parts, cluster) }
  }

  private func complete(_ parts: NodeParts, _ cluster: ObjectStore) -> NodeFacts? {
    guard let resource = APIResource.find(apiVersion: "v1", kind: "Node") else { return nil }
    let metadata: JSONValue = ["name": "any"]
    var node = parts.value
    (node["apiVersion"], node["kind"], node["metadata"]) = ("v1", "Node", metadata)
    Defaults.apply(to: &node)
    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: "any", namespace: "", user: "", time: .start,
      content: KubernetesObject(node), old: nil)
    // Whatever is refused here is refused once more, in words that name the Node.
    do throws(APIStatus) {
      try plugins.admit(&request, in: cluster)
      try plugins.validate(request, in: cluster)
    } catch {
      return nil
    }
    guard request.object["metadata"] == metadata else { return nil }
    let facts = NodeFacts.of(request.object)
    return facts.errors.isEmpty ? facts : nil
  }
}
