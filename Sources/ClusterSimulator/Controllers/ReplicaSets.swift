import KubernetesAPI
import SchedulerFramework

/// Keeps the number of Pods that each ReplicaSet asks for: makes and deletes Pods, adopts those that match and have no
/// owner, releases those that no longer match.
/// <https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/>
struct ReplicaSets: Controller {
  static let source = "replicaset-controller"
  static let user = "system:serviceaccount:kube-system:replicaset-controller"

  private var queue = WorkQueue<NamespacedName>()
  /// nil until there is a ReplicaSet to work on.
  private var pods: OwnedPods?
  /// What is known of each ReplicaSet.
  private var sets: [NamespacedName: (uid: String, selector: LabelSelector)] = [:]
  private var setsByUID: [String: NamespacedName] = [:]

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .pod(let old, let new, _):
      pods?.update(old: old, new: new)
      if sets.isEmpty { return }
      for pod in [old, new] {
        guard let pod else { continue }
        if let owner = pod.controllerUID {
          if let name = setsByUID[owner] { queue.add(name) }
        } else {
          for (name, set) in sets
          where name.namespace == pod.metadata.namespace
            && set.selector.matches(pod.metadata.labels)
          {
            queue.add(name)
          }
        }
      }
    case .object(_, let new?) where new.kind == "ReplicaSet":
      let name = new.namespacedName
      sets[name] = (new.uid, LabelSelector(new.value["spec"]["selector"]) ?? LabelSelector([]))
      setsByUID[new.uid] = name
      queue.add(name)
    case .object(let old?, nil) where old.kind == "ReplicaSet":
      sets[old.namespacedName] = nil
      setsByUID[old.uid] = nil
    default: break
    }
  }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    guard let name = queue.next() else { return false }
    guard let object = cluster.object("ReplicaSet", name), let set = sets[name] else { return true }
    let pods = known(in: cluster)
    if object.value["metadata"]["deletionTimestamp"].isNull {
      // Whatever is adopted or released is seen again, as a change of the Pod.
      if claim(pods, for: object, set.selector, in: &cluster) { return true }
      scale(pods, of: object, to: object.value["spec"]["replicas"].integer ?? 1, in: &cluster)
    }
    return true
  }

  /// The Pods of the cluster, which have all been observed.
  private mutating func known(in cluster: SimulatedCluster) -> OwnedPods {
    if let pods { return pods }
    var pods = OwnedPods()
    for object in cluster.server.store.objects("Pod") { pods.update(old: nil, new: object.pod) }
    self.pods = pods
    return pods
  }

  // MARK: Owning

  /// Adopts and releases Pods; true when it did.
  private func claim(
    _ pods: OwnedPods, for set: KubernetesObject, _ selector: LabelSelector, in cluster: inout SimulatedCluster
  ) -> Bool {
    var changed = false
    for orphan in pods.orphans(in: set.namespace) where orphan.isActive && selector.matches(orphan.labels) {
      changed =
        write(orphan.name, in: &cluster) { pod in
          pod["metadata"]["ownerReferences"] = .array(
            pod["metadata"]["ownerReferences"].items + [OwnerReference.controller(set)])
        } || changed
      cluster.record(
        .controller, by: Self.source, "replicaset \(set.name) adopted \(orphan.name)", pod: orphan.name)
    }
    for owned in pods.owned(by: set.uid) where !selector.matches(owned.labels) && !owned.isTerminating {
      changed =
        write(owned.name, in: &cluster) { pod in
          let others = pod["metadata"]["ownerReferences"].items.filter { $0["uid"].string != set.uid }
          pod["metadata"]["ownerReferences"] = others.isEmpty ? .null : .array(others)
        } || changed
      cluster.record(
        .controller, by: Self.source, "replicaset \(set.name) released \(owned.name)", pod: owned.name)
    }
    return changed
  }

  private func write(
    _ name: NamespacedName, in cluster: inout SimulatedCluster, _ change: (inout JSONValue) -> Void
  ) -> Bool {
    guard var pod = cluster.object("Pod", name) else { return false }
    change(&pod.value)
    return (try? cluster.update(pod, by: Self.user)) != nil
  }

  // MARK: Counting

  private func scale(
    _ pods: OwnedPods, of set: KubernetesObject, to replicas: Int64, in cluster: inout SimulatedCluster
  ) {
    let active = pods.owned(by: set.uid).filter(\.isActive)
    let difference = Int(replicas) - active.count
    var created = 0
    if difference > 0 {
      for _ in 0..<difference {
        guard create(for: set, in: &cluster) else { break }
        created += 1
      }
    } else if difference < 0 {
      for pod in OwnedPods.deletionOrder(active).prefix(-difference) { delete(pod, of: set, in: &cluster) }
    }
    reportStatus(of: set, active, in: &cluster)
  }

  private func create(for set: KubernetesObject, in cluster: inout SimulatedCluster) -> Bool {
    let template = set.value["spec"]["template"]
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod"]
    pod["metadata"] = template["metadata"]
    pod["metadata"]["name"] = .null
    pod["metadata"]["generateName"] = .string("\(set.name)-")
    pod["metadata"]["namespace"] = .string(set.namespace)
    pod["metadata"]["ownerReferences"] = [OwnerReference.controller(set)]
    pod["spec"] = template["spec"]
    do {
      let made = try cluster.create(KubernetesObject(pod), by: Self.user)
      cluster.report(.normal, "SuccessfulCreate", about: set, by: Self.source, "Created pod: \(made.name)")
      cluster.record(
        .controller, by: Self.source, "replicaset \(set.name) created pod \(made.name)",
        pod: made.namespacedName)
      return true
    } catch {
      let message = "Error creating: \(error.message)"
      cluster.report(.warning, "FailedCreate", about: set, by: Self.source, message)
      cluster.record(.controller, by: Self.source, "replicaset \(set.name): \(message)")
      return false
    }
  }

  private func delete(_ pod: OwnedPods.Summary, of set: KubernetesObject, in cluster: inout SimulatedCluster) {
    guard (try? cluster.delete("Pod", pod.name, by: Self.user)) != nil else { return }
    cluster.report(.normal, "SuccessfulDelete", about: set, by: Self.source, "Deleted pod: \(pod.name.name)")
    cluster.record(
      .controller, by: Self.source, "replicaset \(set.name) deleted pod \(pod.name.name)", pod: pod.name, node: pod.node
    )
  }

  private func reportStatus(
    of set: KubernetesObject, _ active: [OwnedPods.Summary], in cluster: inout SimulatedCluster
  ) {
    var status = set.value["status"]
    let ready = Int64(active.count(where: \.isReady))
    let template = LabelSelector(matching: set.value["spec"]["template"]["metadata"]["labels"].stringMap)
    let labeled = Int64(active.count { template.matches($0.labels) })
    status["replicas"] = .integer(Int64(active.count))
    status["fullyLabeledReplicas"] = labeled > 0 ? .integer(labeled) : .null
    status["readyReplicas"] = ready > 0 ? .integer(ready) : .null
    status["availableReplicas"] = ready > 0 ? .integer(ready) : .null
    status["observedGeneration"] = set.value["metadata"]["generation"]
    guard status != set.value["status"] else { return }
    cluster.setStatus("ReplicaSet", set.namespacedName, by: Self.user) { $0 = status }
  }
}

extension OwnerReference {
  /// A reference to the object that controls another, as `metadata.ownerReferences` has it.
  static func controller(_ owner: KubernetesObject) -> JSONValue {
    [
      "apiVersion": .string(owner.apiVersion), "kind": .string(owner.kind), "name": .string(owner.name),
      "uid": .string(owner.uid), "controller": true, "blockOwnerDeletion": true,
    ]
  }
}
