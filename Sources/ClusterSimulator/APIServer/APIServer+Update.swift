public import KubernetesAPI
public import SchedulerFramework

extension APIServer {
  /// Replaces an object by another state of it (`PUT`). A `metadata.resourceVersion` must be the stored one.
  ///
  /// - Returns: the object as stored; unchanged, and without an event, when nothing differs.
  @discardableResult
  public mutating func update(
    _ object: KubernetesObject, user: String, at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    try write(object, subresource: "", user: user, at: time)
  }

  /// Replaces the status of an object; everything but the status stays as it is stored.
  @discardableResult
  public mutating func updateStatus(
    _ object: KubernetesObject, user: String, at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    try write(object, subresource: "status", user: user, at: time)
  }

  /// Changes parts of an object (`PATCH`).
  ///
  /// - Parameter subresource: `status` to patch the status; empty for the object.
  @discardableResult
  public mutating func patch(
    _ kind: String, _ name: NamespacedName, with patch: Patch, subresource: String = "", user: String,
    at time: VirtualTime
  ) throws(APIStatus) -> KubernetesObject {
    let old = try get(kind, name)
    let patched = KubernetesObject(try patch.applied(to: old.value))
    return try write(patched, subresource: subresource, user: user, at: time, isPatch: true)
  }

  private mutating func write(
    _ object: KubernetesObject, subresource: String, user: String, at time: VirtualTime, isPatch: Bool = false
  ) throws(APIStatus) -> KubernetesObject {
    let resource = try subresource == "status" && !isPatch ? resource(of: object) : decode(object)
    var value = object.value
    let namespace = try namespace(value["metadata"]["namespace"].string ?? "", resource, requested: nil)
    Self.setNamespace(namespace, of: &value)
    let old = try get(resource.kind, NamespacedName(namespace, object.name))
    Defaults.apply(to: &value)
    ZeroValues.drop(from: &value)
    try checkPreconditions(value, old, resource)
    keepSystemFields(&value, of: old)

    var request = AdmissionRequest(
      operation: .update, resource: resource, subresource: subresource, name: object.name, namespace: namespace,
      user: user, time: time, content: KubernetesObject(value), old: old)
    if subresource == "status" { UpdateStrategy.keepAllButStatus(&request.object, of: old) }
    try admission.plugins.admit(&request, in: store)
    if subresource.isEmpty { UpdateStrategy.prepare(&request.object, of: old, resource) }
    let new = KubernetesObject(request.object)
    var errors = Validation.errors(updating: old, to: new, subresource: subresource)
    if subresource.isEmpty { errors += UnsupportedFields.errors(in: new) }
    try refuse(request.object, resource, errors)
    try admission.plugins.validate(request, in: store)

    dropSecretData(&request.object)
    if request.object.isEquivalent(to: old.value) { return old }
    return finish(KubernetesObject(request.object).viewed)
  }

  /// Stores what a component of the cluster reports of a Pod that it knows. It reports nothing that would be refused, so that
  /// the status is completed only when somebody reads it.
  ///
  /// - Parameters:
  ///   - object: As it is stored.
  ///   - pod: The Pod with its new status.
  ///   - change: Changes the status in the same way.
  mutating func report(
    _ object: KubernetesObject, as pod: Pod, _ change: @escaping @Sendable (inout JSONValue) -> Void
  ) {
    let isNew = !pod.hasStatus(of: object.pod)
    let changed = object.changed(to: pod, resourceVersion: isNew ? store.nextVersion : nil) {
      Self.changeStatus(of: &$0, kind: "Pod", change)
    }
    store(changed, after: object, isKnownToBeNew: isNew)
  }

  /// Stores what a component of the cluster reports of a Node's conditions, as with a Pod's status.
  mutating func report(
    _ object: KubernetesObject, as conditions: [NodeCondition], _ change: @escaping @Sendable (inout JSONValue) -> Void
  ) {
    let isNew = conditions != object.nodeConditions
    let changed = object.changed(to: conditions, resourceVersion: isNew ? store.nextVersion : nil) {
      Self.changeStatus(of: &$0, kind: "Node", change)
    }
    store(changed, after: object, isKnownToBeNew: isNew)
  }

  /// A report that says what is known already is none.
  private mutating func store(_ new: KubernetesObject, after old: KubernetesObject, isKnownToBeNew: Bool) {
    if !isKnownToBeNew, new.value.isEquivalent(to: old.value) { return }
    put(new)
  }

  private static func changeStatus(
    of value: inout JSONValue, kind: String, _ change: @Sendable (inout JSONValue) -> Void
  ) {
    change(&value["status"])
    Defaults.apply(toStatus: &value["status"], ofKind: kind)
    ZeroValues.drop(fromPart: &value["status"])
  }

  /// Stores a changed object, or removes it when its last finalizer went while it was being deleted.
  private mutating func finish(_ object: KubernetesObject) -> KubernetesObject {
    let metadata = object.value["metadata"]
    let isLeaving = !metadata["deletionTimestamp"].isNull && metadata["finalizers"].items.isEmpty
    if isLeaving, metadata["deletionGracePeriodSeconds"].integer ?? 0 == 0,
      object.kind != "Namespace" || object.value["spec"]["finalizers"].items.isEmpty
    {
      discard(object)
      return object
    }
    return put(object)
  }

  private func checkPreconditions(
    _ value: JSONValue, _ old: KubernetesObject, _ resource: APIResource
  ) throws(APIStatus) {
    let operation = "Operation cannot be fulfilled on \(resource.groupResource) \"\(old.name)\""
    if let version = value["metadata"]["resourceVersion"].string, !version.isEmpty,
      version != old.value["metadata"]["resourceVersion"].string
    {
      throw APIStatus(
        .conflict,
        "\(operation): the object has been modified; please apply your changes to the latest version and try again")
    }
    if let uid = value["metadata"]["uid"].string, !uid.isEmpty, uid != old.uid {
      throw APIStatus(
        .conflict, "\(operation): Precondition failed: UID in precondition: \(uid), UID in object meta: \(old.uid)")
    }
  }

  /// What only the server sets is what it was.
  private func keepSystemFields(_ value: inout JSONValue, of old: KubernetesObject) {
    for field in [
      "uid", "creationTimestamp", "resourceVersion", "generation", "deletionTimestamp", "deletionGracePeriodSeconds",
    ] {
      value["metadata"][field] = old.value["metadata"][field]
    }
  }
}
