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

extension ObjectMeta {
  /// - Parameter isNamespaced: Without it the object has no namespace, whatever is written. With it the namespace is
  ///   `default` where none is written.
  public init(_ value: JSONValue, isNamespaced: Bool = true) {
    let namespace = isNamespaced ? value["namespace"].string ?? "default" : ""
    self.init(
      namespacedName: NamespacedName(namespace, value["name"].string ?? ""), uid: value["uid"].string ?? "",
      // Many objects have the same labels: they share them, and their comparison takes a glance.
      labels: value["labels"].identified.stringMap, annotations: value["annotations"].stringMap,
      ownerReferences: OwnerReference.all(in: value),
      deletionTimestamp: value["deletionTimestamp"].string, creationTimestamp: value["creationTimestamp"].string)
  }
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
