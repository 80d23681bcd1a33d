import HashTreeCollections
public import KubernetesAPI

/// All objects of a simulated cluster, as etcd keeps them.
///
/// A value: a copy shares everything with its original until one of them changes, and a change costs the changed
/// object, not the whole, so that the state after every step of a run can be kept.
public struct ObjectStore: Sendable {
  private struct Entry: Sendable {
    var object: KubernetesObject
    /// Counts up with every object that is made.
    var sequence: Int64
    /// The resource version of its last change.
    var version: Int64
  }

  private typealias Objects = TreeDictionary<NamespacedName, Entry>

  /// The objects by their kind. Pods and Nodes are what most changes are about.
  private struct Kinds: Sendable {
    private var pods = Objects()
    private var nodes = Objects()
    /// In the order in which their first objects came. There are few, so they are looked through one by one.
    private var others: [(kind: String, objects: Objects)] = []

    subscript(kind: String) -> Objects {
      switch kind {
      case "Pod": pods
      case "Node": nodes
      default: index(of: kind).map { others[$0].objects } ?? Objects()
      }
    }

    /// No kind's objects are counted as held for it.
    func entry(_ kind: String, _ name: NamespacedName) -> Entry? {
      switch kind {
      case "Pod": pods[name]
      case "Node": nodes[name]
      default: index(of: kind).flatMap { others[$0].objects[name] }
      }
    }

    private func index(of kind: String) -> Int? { others.indices.first { others[$0].kind == kind } }

    mutating func store(_ entry: Entry, _ kind: String, _ name: NamespacedName) {
      switch kind {
      case "Pod": pods.updateValue(entry, forKey: name)
      case "Node": nodes.updateValue(entry, forKey: name)
      default:
        if let index = index(of: kind) {
          others[index].objects.updateValue(entry, forKey: name)
        } else {
          others.append((kind, [name: entry]))
        }
      }
    }

    mutating func remove(_ kind: String, _ name: NamespacedName) -> Entry? {
      switch kind {
      case "Pod": return pods.removeValue(forKey: name)
      case "Node": return nodes.removeValue(forKey: name)
      default:
        guard let index = index(of: kind) else { return nil }
        return others[index].objects.removeValue(forKey: name)
      }
    }

    /// Those of which there is an object.
    var names: [String] {
      let found = others.filter { !$0.objects.isEmpty }.map(\.kind)
      return found + (pods.isEmpty ? [] : ["Pod"]) + (nodes.isEmpty ? [] : ["Node"])
    }
  }

  private var kinds = Kinds()
  private var sequence: Int64 = 0

  /// The version of the last change; each change counts it up.
  public private(set) var resourceVersion: Int64 = 0

  /// What the next change counts up to. An object that is made with it is stored as it is.
  var nextVersion: Int64 { resourceVersion + 1 }

  public init() {}

  /// The object of that name; nil when there is none. The namespace of cluster-scoped objects is empty.
  public func object(_ kind: String, _ name: NamespacedName) -> KubernetesObject? {
    kinds.entry(kind, name)?.object
  }

  /// The object of that name; nil when there is none. The namespace of cluster-scoped objects is empty.
  public func object(_ kind: String, namespace: String = "", name: String) -> KubernetesObject? {
    object(kind, NamespacedName(namespace, name))
  }

  /// All objects of a kind, or those in one namespace, in the order in which they were made.
  public func objects(_ kind: String, namespace: String? = nil) -> [KubernetesObject] {
    let entries = kinds[kind]
    if entries.isEmpty { return [] }
    var found: [KubernetesObject] = []
    // Numbers are sorted, so that nothing is moved that has references in it.
    var order: [(sequence: Int64, index: Int)] = []
    if namespace == nil {
      found.reserveCapacity(entries.count)
      order.reserveCapacity(entries.count)
    }
    for (name, entry) in entries where namespace == nil || name.namespace == namespace {
      order.append((entry.sequence, found.count))
      found.append(entry.object)
    }
    order.sort { $0.sequence < $1.sequence }
    return order.map { found[$0.index] }
  }

  public func count(_ kind: String) -> Int { kinds[kind].count }

  public func hasObjects(_ kind: String, namespace: String) -> Bool {
    let objects = kinds[kind]
    return !objects.isEmpty && objects.keys.contains { $0.namespace == namespace }
  }

  /// The kinds of which there is an object, sorted.
  public var storedKinds: [String] { kinds.names.sorted() }

  /// Those of all objects, in no particular order.
  var uids: [String] { kinds.names.flatMap { kinds[$0].values.map(\.object.uid) } }

  /// Puts an object in the place of the one of its kind and name, or at the end, and gives it the next resource version.
  ///
  /// - Returns: The one whose place it took, and the object as it is stored.
  @discardableResult
  public mutating func store(_ object: KubernetesObject) -> (old: KubernetesObject?, new: KubernetesObject) {
    var object = object
    let name = object.namespacedName
    let kind = object.kind
    resourceVersion += 1
    object.setResourceVersion(resourceVersion)
    let existing = kinds.entry(kind, name)
    if existing == nil { sequence += 1 }
    let entry = Entry(object: object, sequence: existing?.sequence ?? sequence, version: resourceVersion)
    kinds.store(entry, kind, name)
    return (existing?.object, object)
  }

  /// Takes an object away; nil when there is none.
  @discardableResult
  public mutating func remove(_ kind: String, _ name: NamespacedName) -> KubernetesObject? {
    guard let removed = kinds.remove(kind, name) else { return nil }
    resourceVersion += 1
    return removed.object
  }

  /// What differs from an earlier state of this store: objects that are gone, and then those that were made or changed, in the
  /// order of their last change.
  func changes(since earlier: ObjectStore) -> (removed: [KubernetesObject], stored: [KubernetesObject]) {
    var removed: [KubernetesObject] = []
    var stored: [Entry] = []
    for kind in Set(kinds.names).union(earlier.kinds.names).sorted() {
      let (now, before) = (kinds[kind], earlier.kinds[kind])
      for (name, entry) in before where now[name]?.sequence != entry.sequence { removed.append(entry.object) }
      for entry in now.values where entry.version > earlier.resourceVersion { stored.append(entry) }
    }
    return (removed, stored.sorted { $0.version < $1.version }.map(\.object))
  }
}
