/// Any object of the API: the tree as it is stored, with the handful of fields that every kind has.
///
/// Typed views such as ``Pod`` are read from it, and may go along with it so that they are read once; changes are made to
/// ``value``.
public struct KubernetesObject: Sendable {
  private enum View: Sendable {
    case pod(Pod)
    case node(Node)
  }

  public var value: JSONValue { didSet { view = nil } }
  private var view: View?

  public init(_ value: JSONValue) { self.value = value }

  /// An object whose view is known already.
  public init(_ value: JSONValue, pod: Pod) {
    self.value = value
    view = .pod(pod)
  }

  /// An object whose view is known already.
  public init(_ value: JSONValue, node: Node) {
    self.value = value
    view = .node(node)
  }

  /// The object as a Pod, which it must be.
  public var pod: Pod {
    if case .pod(let pod) = view { pod } else { Pod(value) }
  }

  /// The object as a Node, which it must be.
  public var node: Node {
    if case .node(let node) = view { node } else { Node(value) }
  }

  /// The object with its view, read if it was not yet.
  public var viewed: KubernetesObject {
    guard view == nil else { return self }
    switch kind {
    case "Pod": return KubernetesObject(value, pod: Pod(value))
    case "Node": return KubernetesObject(value, node: Node(value))
    default: return self
    }
  }

  /// Sets `metadata.resourceVersion`, which no view has.
  public mutating func setResourceVersion(_ version: Int64) {
    let view = view
    value["metadata"]["resourceVersion"] = .string(String(version))
    self.view = view
  }

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

extension KubernetesObject: Hashable {
  public static func == (left: KubernetesObject, right: KubernetesObject) -> Bool { left.value == right.value }
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
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
