public import KubernetesAPI
public import SchedulerFramework

extension APIServer {
  /// Makes an object (`POST`).
  ///
  /// - Parameters:
  ///   - resource: the resource of the request's path; nil for that of the object's kind.
  ///   - namespace: the namespace of the request; nil for that of the object, or else `default`.
  ///   - dryRun: the object is checked and completed but not stored, and has no uid, time and resource version.
  ///   - isDecoded: whether it is known that the object has only the fields of its kind, with values of their types.
  /// - Returns: the object as stored.
  @discardableResult
  public mutating func create(
    _ object: KubernetesObject, as resource: APIResource? = nil, in namespace: String? = nil, user: String,
    at time: VirtualTime, dryRun: Bool = false, isDecoded: Bool = false
  ) throws(APIStatus) -> KubernetesObject {
    let resource = try isDecoded && resource == nil ? self.resource(of: object) : decode(object, as: resource)
    var value = object.value
    let namespace = try setNamespace(&value, of: resource, requested: namespace)
    let known = resource.kind == "Pod" ? admission.podSpecs.facts(of: value["spec"], in: namespace, store) : nil
    if let known { value["spec"] = known.stored } else { Defaults.apply(to: &value) }
    fillSystemFields(&value, resource, namespace: namespace, at: time)

    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: value["metadata"]["name"].string ?? "",
      namespace: namespace, user: user, time: time, object: value, old: nil)
    let plugins = known == nil ? admission.plugins : admission.podSpecs.checks
    try plugins.admit(&request, in: store)
    let facts = CreateStrategy.prepare(&request.object, resource, knowing: known, at: time)
    let completed = KubernetesObject(request.object)
    try refuse(
      request.object, resource, Validation.errors(for: completed, facts) + UnsupportedFields.errors(in: completed))
    try plugins.validate(request, in: store)

    if store.object(resource.kind, namespace: namespace, name: request.name) != nil {
      throw APIStatus(.alreadyExists, "\(resource.groupResource) \"\(request.name)\" already exists")
    }
    dropSecretData(&request.object)
    if let facts { facts.complete(&request.object) } else { ZeroValues.drop(from: &request.object) }
    if dryRun { return withoutSystemFields(request.object) }
    return put(facts.map { KubernetesObject(request.object, $0) } ?? KubernetesObject(request.object))
  }

  // MARK: Steps

  /// Checks that the object has only the fields of its kind, each with a value of its type.
  ///
  /// - Returns: the resource it is, or is sent to.
  func decode(_ object: KubernetesObject, as requested: APIResource? = nil) throws(APIStatus) -> APIResource {
    let resource: APIResource
    if let requested { resource = requested } else { resource = try self.resource(of: object) }
    if let refusal = Schema.kubernetes.refusal(of: object.value, by: resource) { throw refusal }
    return resource
  }

  /// The resource that the object's version and kind name.
  func resource(of object: KubernetesObject) throws(APIStatus) -> APIResource {
    if let found = APIResource.find(apiVersion: object.apiVersion, kind: object.kind) { return found }
    throw APIStatus(.badRequest, Schema.noMatches(apiVersion: object.apiVersion, kind: object.kind))
  }

  /// Puts the object into the namespace of the request; gives that namespace back, empty for the cluster's scope.
  func setNamespace(
    _ value: inout JSONValue, of resource: APIResource, requested: String?
  ) throws(APIStatus) -> String {
    let given = value["metadata"]["namespace"].string ?? ""
    guard resource.isNamespaced else {
      // A namespace on an object of the cluster's scope is not looked at by clients either.
      if !given.isEmpty { value["metadata"]["namespace"] = .null }
      return ""
    }
    let namespace = requested ?? (given.isEmpty ? "default" : given)
    if !given.isEmpty, given != namespace {
      throw APIStatus(
        .badRequest, "the namespace of the provided object does not match the namespace sent on the request")
    }
    value["metadata"]["namespace"] = .string(namespace)
    return namespace
  }

  private mutating func fillSystemFields(
    _ value: inout JSONValue, _ resource: APIResource, namespace: String, at time: VirtualTime
  ) {
    let uid = nextUID()
    var name: String?
    if (value["metadata"]["name"].string ?? "").isEmpty, let base = value["metadata"]["generateName"].string,
      !base.isEmpty
    {
      let store = store
      name = generateName(base) { store.object(resource.kind, namespace: namespace, name: $0) != nil }
    }
    func fill(_ metadata: inout JSONValue) {
      for field in ["deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "resourceVersion"]
      where !metadata[field].isNull { metadata[field] = .null }
      metadata["uid"] = .string(uid)
      metadata["creationTimestamp"] = .string(time.timestamp)
      if let name { metadata["name"] = .string(name) }
    }
    fill(&value["metadata"])
  }

  /// Throws the answer to an object with mistakes; nothing when there are none.
  func refuse(_ value: JSONValue, _ resource: APIResource, _ errors: [FieldError]) throws(APIStatus) {
    guard !errors.isEmpty else { return }
    throw APIStatus.invalid(kind: resource.groupKind, name: value["metadata"]["name"].string ?? "", errors)
  }

  private func withoutSystemFields(_ value: JSONValue) -> KubernetesObject {
    var value = value
    for field in ["uid", "creationTimestamp", "resourceVersion"] { value["metadata"][field] = .null }
    return KubernetesObject(value)
  }
}
