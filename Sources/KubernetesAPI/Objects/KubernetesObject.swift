/// Any object of the API: the tree as it is stored, with the handful of fields that every kind has.
///
/// Typed views such as ``Pod`` are read from it; changes are made to ``value``.
public struct KubernetesObject: Sendable, Hashable {
  public var value: JSONValue

  public init(_ value: JSONValue) { self.value = value }

  /// `v1`, `apps/v1` …; empty when missing.
  public var apiVersion: String { value["apiVersion"].string ?? "" }
  public var kind: String { value["kind"].string ?? "" }
  public var name: String { value["metadata"]["name"].string ?? "" }
  /// Empty for objects of the cluster's scope and where none is given.
  public var namespace: String { value["metadata"]["namespace"].string ?? "" }
  public var uid: String { value["metadata"]["uid"].string ?? "" }
  public var labels: [String: String] { value["metadata"]["labels"].stringMap }
  public var annotations: [String: String] { value["metadata"]["annotations"].stringMap }

  public var metadata: ObjectMeta { ObjectMeta(value["metadata"]) }
}

/// The name of a namespaced object: `namespace/name`.
public struct NamespacedName: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var namespace: String
  public var name: String

  public init(_ namespace: String, _ name: String) {
    self.namespace = namespace
    self.name = name
  }

  public var description: String { "\(namespace)/\(name)" }

  public static func < (left: NamespacedName, right: NamespacedName) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}
