import KubernetesAPI
import SchedulerFramework

/// Deletes objects whose owners are all gone, and what is left in Namespaces that are being deleted.
/// <https://kubernetes.io/docs/concepts/architecture/garbage-collection/>
struct GarbageCollector: Controller {
  private struct Reference: Hashable, Comparable {
    var kind: String
    var name: NamespacedName

    static func < (left: Reference, right: Reference) -> Bool { (left.kind, left.name) < (right.kind, right.name) }
  }

  private var queue = WorkQueue<Reference>()
  private var namespaces = WorkQueue<String>()
  private var terminating: Set<String> = []
  private var dependents: [String: Set<Reference>] = [:]
  /// The uids of objects that were there and are no more.
  private var gone: Set<String> = []
  /// The uids of those that are there; nil until somebody asks about one that is not gone.
  private var existing: Set<String>?

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _):
      guard let pod = new ?? old, old == nil || new == nil || !pod.metadata.ownerReferences.isEmpty else { return }
      let owners = pod.metadata.ownerReferences.map(\.uid)
      observe(
        "Pod", pod.namespacedName, uid: pod.metadata.uid, owners: owners, isNew: old == nil, isGone: new == nil)
    case .node(let old, let new, _):
      guard let node = new ?? old else { return }
      let owners = node.metadata.ownerReferences.map(\.uid)
      observe(
        "Node", node.metadata.namespacedName, uid: node.metadata.uid, owners: owners, isNew: old == nil,
        isGone: new == nil)
    case .object(let old, let new):
      guard let object = new ?? old else { return }
      observe(
        object.kind, object.namespacedName, uid: object.uid, owners: object.ownerReferences.map(\.uid),
        isNew: old == nil, isGone: new == nil)
      guard object.kind == "Namespace" else { return }
      if new == nil {
        terminating.remove(object.name)
      } else if object.value["status"]["phase"] == "Terminating", terminating.insert(object.name).inserted {
        namespaces.add(object.name)
      }
    }
  }

  private mutating func observe(
    _ kind: String, _ name: NamespacedName, uid: String, owners: [String], isNew: Bool, isGone: Bool
  ) {
    if isGone {
      gone.insert(uid)
      existing?.remove(uid)
      for dependent in dependents.removeValue(forKey: uid)?.sorted() ?? [] { queue.add(dependent) }
      if terminating.contains(name.namespace) { namespaces.add(name.namespace) }
    } else if isNew {
      if !gone.isEmpty { gone.remove(uid) }
      existing?.insert(uid)
    }
    for owner in owners {
      let reference = Reference(kind: kind, name: name)
      if isGone {
        dependents[owner]?.remove(reference)
      } else {
        dependents[owner, default: []].insert(reference)
      }
    }
  }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    if let reference = queue.next() {
      collect(reference, in: &cluster)
      return true
    }
    guard let namespace = namespaces.next() else { return false }
    empty(namespace, in: &cluster)
    return true
  }

  private mutating func collect(_ reference: Reference, in cluster: inout SimulatedCluster) {
    guard let object = cluster.object(reference.kind, reference.name) else { return }
    let owners = object.value["metadata"]["ownerReferences"].items.compactMap { $0["uid"].string }
    if owners.isEmpty { return }
    for owner in owners where exists(owner, in: cluster) { return }
    let user = "system:serviceaccount:kube-system:generic-garbage-collector"
    guard (try? cluster.delete(reference.kind, reference.name, by: user)) != nil else { return }
    record("deleted \(describe(reference)): its owner is gone", reference, by: "garbage-collector", in: &cluster)
  }

  /// Whether there is an object of that uid. Most that are asked about are gone, which takes no knowledge of all others.
  private mutating func exists(_ uid: String, in cluster: SimulatedCluster) -> Bool {
    if gone.contains(uid) { return false }
    let existing = self.existing ?? Set(cluster.server.store.uids).subtracting(gone)
    self.existing = existing
    return existing.contains(uid)
  }

  private func empty(_ namespace: String, in cluster: inout SimulatedCluster) {
    var isEmpty = true
    for kind in cluster.server.store.storedKinds where kind != "Namespace" {
      for object in cluster.server.store.objects(kind, namespace: namespace) {
        let reference = Reference(kind: kind, name: NamespacedName(namespace, object.name))
        isEmpty = false
        guard object.value["metadata"]["deletionTimestamp"].isNull else { continue }
        let user = "system:serviceaccount:kube-system:namespace-controller"
        guard (try? cluster.delete(kind, reference.name, by: user)) != nil else { continue }
        record("deleted \(describe(reference)) with its namespace", reference, by: "namespace-controller", in: &cluster)
      }
    }
    if isEmpty { cluster.server.finalizeNamespace(namespace) }
  }

  private func describe(_ reference: Reference) -> String {
    "\(reference.kind.lowercased()) \(reference.name)"
  }

  private func record(_ text: String, _ reference: Reference, by actor: String, in cluster: inout SimulatedCluster) {
    cluster.record(.controller, by: actor, text, pod: reference.kind == "Pod" ? reference.name : nil)
  }
}
