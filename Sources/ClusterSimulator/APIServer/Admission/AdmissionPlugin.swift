public import KubernetesAPI
public import SchedulerFramework

/// A step that every write passes on its way into the store, after authentication and before persistence.
///
/// <https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/>. All plugins get to change the
/// object first, in the order of ``AdmissionChain``; then it is validated; then all of them may refuse it.
public protocol AdmissionPlugin: Sendable {
  /// The name by which kube-apiserver's `--enable-admission-plugins` knows it.
  var name: String { get }

  /// Changes the object of a request, or refuses it.
  func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus)

  /// Refuses a request, or lets it pass as it is.
  func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus)

  /// What the plugin's answer to a new Pod depends on.
  var podDependence: PodDependence { get }

  /// What the plugin's answer to a new Node depends on.
  var nodeDependence: NodeDependence { get }
}

/// What an admission plugin's answer to a new Pod depends on.
public enum PodDependence: Sendable {
  /// On more than the spec; but it never changes anything.
  case checksOnly
  /// On the Pod's spec alone, of which nothing but the spec is changed.
  case spec
  /// On the Pod's spec and the objects of a kind that are not in a namespace.
  case specAndObjects(of: String)
  /// On the Pod's spec alone, as long as its namespace has no object of a kind.
  case specUnlessObjects(of: String)
  /// On other things, or nothing is known of it.
  case unknown
}

/// What an admission plugin's answer to a new Node depends on.
public enum NodeDependence: Sendable {
  /// On the Node's spec and status alone, of which nothing else is changed; or it is not concerned with Nodes.
  case specAndStatus
  /// On other things, or nothing is known of it.
  case unknown
}

extension AdmissionPlugin {
  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {}
  public func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {}
  public var podDependence: PodDependence { .unknown }
  public var nodeDependence: NodeDependence { .unknown }
}

/// What a plugin is told about a write (`admission.Attributes`).
public struct AdmissionRequest: Sendable {
  public enum Operation: String, Sendable {
    case create = "CREATE"
    case update = "UPDATE"
    case delete = "DELETE"
    case connect = "CONNECT"
  }

  public let operation: Operation
  public let resource: APIResource
  /// `status`, `binding` …; empty for the object itself.
  public let subresource: String
  public let name: String
  /// Empty for objects of the cluster's scope.
  public let namespace: String
  public let user: String
  public let time: VirtualTime
  /// The object as it would be stored; null for a deletion.
  public var object: JSONValue {
    get { content.value }
    set { content.value = newValue }
    _modify { yield &content.value }
  }
  /// The object as it would be stored. Where it is not looked at, no tree is made of it.
  var content: KubernetesObject
  /// The object as it is stored; nil for a creation.
  public let old: KubernetesObject?

  /// `pods "web" is forbidden: …`, as a plugin refuses a request.
  public func forbidden(_ message: String) -> APIStatus {
    APIStatus(.forbidden, "\(resource.groupResource) \"\(name)\" is forbidden: \(message)")
  }

  /// Whether the object itself, and not a subresource, of this kind is being made.
  public func creates(_ kind: String) -> Bool {
    operation == .create && resource.kind == kind && subresource.isEmpty
  }
}
