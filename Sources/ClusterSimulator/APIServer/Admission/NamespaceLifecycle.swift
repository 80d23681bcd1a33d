public import KubernetesAPI

/// Keeps objects out of namespaces that do not exist or are on their way out, and guards the system's namespaces.
public struct NamespaceLifecycle: AdmissionPlugin {
  public let name = "NamespaceLifecycle"

  /// Namespaces that may not be deleted.
  private static let immortal: Set<String> = ["default", "kube-system", "kube-public"]

  /// Of the namespace that most objects are in.
  private static let usual = NamespacedName("", "default")

  public var podDependence: PodDependence { .checksOnly }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    if request.operation == .delete, request.resource.kind == "Namespace", Self.immortal.contains(request.name) {
      throw request.forbidden("this namespace may not be deleted")
    }
    guard request.operation == .create, request.resource.isNamespaced else { return }
    let name = request.namespace == Self.usual.name ? Self.usual : NamespacedName("", request.namespace)
    guard let namespace = cluster.object("Namespace", name) else {
      throw APIStatus(.notFound, "namespaces \"\(request.namespace)\" not found")
    }
    if namespace.text("phase", in: "status") == "Terminating" {
      throw request.forbidden(
        "unable to create new content in namespace \(request.namespace) because it is being terminated")
    }
  }
}
