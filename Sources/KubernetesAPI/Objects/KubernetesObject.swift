/// Any object of the API: the tree as it is stored, with the handful of fields that every kind has.
///
/// Typed views such as ``Pod`` are read from it, and may go along with it so that they are read once; changes are made to
/// ``value``. A copy counts one reference, whatever the object consists of.
public struct KubernetesObject: Sendable {
  private var content: ObjectContent

  public init(_ value: JSONValue) { content = ObjectContent(value) }

  /// An object whose view is known already.
  public init(_ value: JSONValue, pod: Pod) { content = ObjectContent(value, view: .pod(pod)) }

  init(_ value: JSONValue, node: NodeView) { content = ObjectContent(value, view: .node(node)) }

  /// The tree. Changing it forgets the view.
  public var value: JSONValue {
    get { content.value }
    set { content = ObjectContent(newValue) }
    _modify {
      var value = content.value
      // The content gives up its reference, so that changing the value copies nothing.
      content = .empty
      defer { content = ObjectContent(value) }
      yield &value
    }
  }

  // MARK: Views

  /// The object as a Pod, which it must be.
  public var pod: Pod {
    if case .pod(let pod) = content.view { pod } else { Pod(value) }
  }

  /// The object as a Node, which it must be.
  public var node: Node {
    if case .node(let view) = content.view { view.node } else { Node(value) }
  }

  /// `status.conditions` of a Node, which it must be.
  public var nodeConditions: [NodeCondition] {
    if case .node(let view) = content.view { view.conditions } else { NodeCondition.all(in: value["status"]) }
  }

  /// The object with its view, read if it was not yet.
  public var viewed: KubernetesObject {
    guard case .none = content.view else { return self }
    let view: ObjectContent.View
    switch kind {
    case "Pod": view = .pod(Pod(value))
    case "Node": view = .node(NodeView(Node(value), NodeCondition.all(in: value["status"])))
    default: view = .other(ObjectHeader(value))
    }
    return KubernetesObject(content: content.with(view))
  }

  private init(content: ObjectContent) { self.content = content }

  // MARK: Changes that wait

  /// The Pod after a change of its spec or its status. The tree is changed when somebody reads ``value``, as few trees of
  /// a run are ever looked at.
  ///
  /// - Parameters:
  ///   - pod: What a view of the changed tree would be.
  ///   - resourceVersion: Set after the change; nil for that of the tree.
  ///   - change: Depends on nothing but the tree, and leaves kind, labels and annotations as they are.
  public func changed(
    to pod: Pod, resourceVersion: Int64? = nil, by change: @escaping @Sendable (inout JSONValue) -> Void
  ) -> KubernetesObject {
    KubernetesObject(content: content.changed(to: .pod(pod), resourceVersion, by: change))
  }

  /// The Node after a change of its conditions, of which the tree learns when somebody reads ``value``.
  ///
  /// - Parameters:
  ///   - conditions: As they are in the changed tree.
  ///   - resourceVersion: Set after the change; nil for that of the tree.
  ///   - change: Depends on nothing but the tree, and changes nothing but conditions.
  public func changed(
    to conditions: [NodeCondition], resourceVersion: Int64? = nil,
    by change: @escaping @Sendable (inout JSONValue) -> Void
  ) -> KubernetesObject {
    changed(to: NodeView(node, conditions), resourceVersion: resourceVersion, by: change)
  }

  func changed(
    to view: NodeView, resourceVersion: Int64?, by change: @escaping @Sendable (inout JSONValue) -> Void
  ) -> KubernetesObject {
    KubernetesObject(content: content.changed(to: .node(view), resourceVersion, by: change))
  }

  /// Sets `metadata.resourceVersion`, which no view has.
  public mutating func setResourceVersion(_ version: Int64) {
    if content.resourceVersion != version { content = content.with(resourceVersion: version) }
  }

  // MARK: Fields of every kind

  /// A part of the tree other than metadata, for which the tree need not be made of what is known of it.
  public func part(_ name: String) -> JSONValue { content.part(name) }

  /// A text in such a part; nil where there is none.
  public func text(_ name: String, in part: String) -> String? { content.text(name, in: part) }

  /// `v1`, `apps/v1` …; empty when missing.
  public var apiVersion: String { content.writtenString("apiVersion") ?? "" }

  public var kind: String {
    switch content.view {
    case .pod: "Pod"
    case .node: "Node"
    case .other(let header): header.kind
    case .none: content.writtenString("kind") ?? ""
    }
  }

  public var name: String {
    switch content.view {
    case .pod(let pod): pod.metadata.name
    case .node(let view): view.node.metadata.name
    case .other(let header): header.namespacedName.name
    case .none: content.writtenMetadata("name") ?? ""
    }
  }

  /// Empty for objects of the cluster's scope and where none is given.
  public var namespace: String {
    switch content.view {
    case .pod(let pod): pod.metadata.namespace
    case .node: ""
    case .other(let header): header.namespacedName.namespace
    case .none: content.writtenMetadata("namespace") ?? ""
    }
  }

  /// Its namespace and name as one. The same each time where a view is known.
  public var namespacedName: NamespacedName {
    switch content.view {
    case .pod(let pod): pod.metadata.namespacedName
    case .node(let view): view.node.metadata.namespacedName
    case .other(let header): header.namespacedName
    case .none: NamespacedName(namespace, name)
    }
  }

  public var uid: String {
    switch content.view {
    case .pod(let pod): pod.metadata.uid
    case .node(let view): view.node.metadata.uid
    case .other(let header): header.uid
    case .none: content.writtenMetadata("uid") ?? ""
    }
  }

  public var labels: [String: String] { content.written["metadata"]["labels"].stringMap }
  public var annotations: [String: String] { content.written["metadata"]["annotations"].stringMap }

  public var ownerReferences: [OwnerReference] {
    switch content.view {
    case .pod(let pod): pod.metadata.ownerReferences
    case .node(let view): view.node.metadata.ownerReferences
    case .other(let header): header.ownerReferences
    case .none: OwnerReference.all(in: content.written["metadata"])
    }
  }

  public var metadata: ObjectMeta {
    switch content.view {
    case .pod(let pod): pod.metadata
    case .node(let view): view.node.metadata
    case .other, .none: ObjectMeta(content.written["metadata"])
    }
  }
}

extension KubernetesObject: Hashable {
  public static func == (left: KubernetesObject, right: KubernetesObject) -> Bool {
    left.content === right.content || left.value == right.value
  }
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
