public import KubernetesAPI
public import SchedulerFramework

extension APIServer {
  /// Deletes an object (`DELETE`).
  ///
  /// A Pod that runs on a Node is only marked: it gets a `deletionTimestamp` and goes when its kubelet deletes it once
  /// more with 0 seconds. A Namespace becomes Terminating and goes with ``finalizeNamespace(_:)``. An object with
  /// finalizers waits for them. Everything else goes at once.
  ///
  /// - Parameter gracePeriodSeconds: how long a Pod may take to stop; nil for what the Pod says, 0 for at once.
  /// - Returns: the object as it was left, or as it last was.
  @discardableResult
  public mutating func delete(
    _ kind: String, _ name: NamespacedName, gracePeriodSeconds: Int64? = nil, user: String, at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    let old = try get(kind, name)
    guard let resource = APIResource.find(apiVersion: old.apiVersion, kind: kind) else {
      throw APIStatus(.notFound, "the server could not find the requested resource")
    }
    var request = AdmissionRequest(
      operation: .delete, resource: resource, subresource: "", name: name.name, namespace: name.namespace, user: user,
      time: time, content: KubernetesObject(.null), old: old)
    try admission.plugins.admit(&request, in: store)
    try admission.plugins.validate(request, in: store)

    if kind == "Namespace" { return markNamespace(old, at: time) }
    let grace = kind == "Pod" ? self.gracePeriod(of: old, requested: gracePeriodSeconds) : 0
    if grace == 0, old.value["metadata"]["finalizers"].items.isEmpty {
      discard(old)
      return old
    }
    return mark(old, grace: grace, at: time)
  }

  /// Removes a Namespace that is being deleted; for its controller, once nothing is left in it.
  public mutating func finalizeNamespace(_ name: String) {
    guard let namespace = store.object("Namespace", name: name),
      namespace.value["status"]["phase"].string == "Terminating",
      namespace.value["metadata"]["finalizers"].items.isEmpty
    else { return }
    discard(namespace)
  }

  /// How long a Pod has to stop: nothing while no kubelet knows of it, and when it has ended already.
  private func gracePeriod(of pod: KubernetesObject, requested: Int64?) -> Int64 {
    let spec = pod.value["spec"]
    let phase = pod.value["status"]["phase"].string
    if spec["nodeName"].string ?? "" == "" || phase == "Succeeded" || phase == "Failed" { return 0 }
    let grace = requested ?? spec["terminationGracePeriodSeconds"].integer ?? 30
    return grace < 0 ? 1 : grace
  }

  /// Marks an object as being deleted; a second deletion can only shorten the time.
  private mutating func mark(_ object: KubernetesObject, grace: Int64, at time: VirtualTime) -> KubernetesObject {
    var value = object.value
    let isMarked = !value["metadata"]["deletionTimestamp"].isNull
    if isMarked, value["metadata"]["deletionGracePeriodSeconds"].integer ?? 0 <= grace { return object }
    value["metadata"]["deletionTimestamp"] = .string(time.advanced(by: .seconds(grace)).timestamp)
    value["metadata"]["deletionGracePeriodSeconds"] = .integer(grace)
    if !isMarked, let generation = value["metadata"]["generation"].integer {
      value["metadata"]["generation"] = .integer(generation + 1)
    }
    return put(KubernetesObject(value))
  }

  private mutating func markNamespace(_ namespace: KubernetesObject, at time: VirtualTime) -> KubernetesObject {
    var value = namespace.value
    guard value["metadata"]["deletionTimestamp"].isNull else { return namespace }
    value["metadata"]["deletionTimestamp"] = .string(time.timestamp)
    value["status"]["phase"] = "Terminating"
    return put(KubernetesObject(value))
  }
}
