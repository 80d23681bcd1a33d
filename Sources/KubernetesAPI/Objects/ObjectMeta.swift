/// What every object says of itself (`metav1.ObjectMeta`), as far as the simulator looks at it.
public struct ObjectMeta: Sendable, Hashable {
  public var namespacedName: NamespacedName
  public var uid: String
  public var labels: [String: String]
  public var annotations: [String: String]
  public var ownerReferences: [OwnerReference]
  /// RFC 3339 text; nil while the object is not being deleted.
  public var deletionTimestamp: String?
  public var creationTimestamp: String?

  /// - Parameter isNamespaced: Without it the object has no namespace, whatever is written. With it the namespace is
  ///   `default` where none is written.
  public init(_ value: JSONValue, isNamespaced: Bool = true) {
    var name = ""
    var namespace = isNamespaced ? "default" : ""
    uid = ""
    labels = [:]
    annotations = [:]
    ownerReferences = []
    // Once through the few members that there are, rather than to look for each one that could be.
    for (key, value) in value.members {
      switch key {
      case "name": name = value.string ?? name
      case "namespace": namespace = isNamespaced ? value.string ?? namespace : ""
      case "uid": uid = value.string ?? ""
      case "labels": labels = value.stringMap
      case "annotations": annotations = value.stringMap
      case "ownerReferences": ownerReferences = value.items.map(OwnerReference.init)
      case "deletionTimestamp": deletionTimestamp = value.string
      case "creationTimestamp": creationTimestamp = value.string
      default: break
      }
    }
    namespacedName = NamespacedName(namespace, name)
  }

  public var name: String {
    get { namespacedName.name }
    set { namespacedName = NamespacedName(namespace, newValue) }
  }

  /// `default` when an object without a namespace is read, also one of the cluster's scope other than a Node; the engine never
  /// looks at it there.
  public var namespace: String {
    get { namespacedName.namespace }
    set { namespacedName = NamespacedName(newValue, name) }
  }

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

  /// - Parameter metadata: `metadata` of an object.
  static func all(in metadata: JSONValue) -> [OwnerReference] {
    metadata["ownerReferences"].items.map(OwnerReference.init)
  }
}
