/// What every object says of itself (`metav1.ObjectMeta`), as far as the simulator looks at it.
public struct ObjectMeta: Sendable, Hashable {
  public var name: String
  /// `default` when an object without a namespace is read; the engine never looks at it for cluster-scoped kinds.
  public var namespace: String
  public var uid: String
  public var labels: [String: String]
  public var annotations: [String: String]
  public var ownerReferences: [OwnerReference]
  /// RFC 3339 text; nil while the object is not being deleted.
  public var deletionTimestamp: String?
  public var creationTimestamp: String?

  public init(_ value: JSONValue) {
    name = value["name"].string ?? ""
    namespace = value["namespace"].string ?? "default"
    uid = value["uid"].string ?? ""
    labels = value["labels"].stringMap
    annotations = value["annotations"].stringMap
    ownerReferences = value["ownerReferences"].items.map(OwnerReference.init)
    deletionTimestamp = value["deletionTimestamp"].string
    creationTimestamp = value["creationTimestamp"].string
  }

  public var namespacedName: NamespacedName { NamespacedName(namespace, name) }

  /// The owner that manages the object; garbage collection and spreading defaults follow it.
  public var controller: OwnerReference? { ownerReferences.first(where: \.isController) }
}

/// A reference to the object that owns another (`metav1.OwnerReference`).
public struct OwnerReference: Sendable, Hashable {
  public var apiVersion: String
  public var kind: String
  public var name: String
  public var uid: String
  public var isController: Bool

  public init(_ value: JSONValue) {
    apiVersion = value["apiVersion"].string ?? ""
    kind = value["kind"].string ?? ""
    name = value["name"].string ?? ""
    uid = value["uid"].string ?? ""
    isController = value["controller"].bool ?? false
  }
}
