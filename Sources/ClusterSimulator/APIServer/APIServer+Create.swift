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
    let resource = try decode(object, as: resource, isDecoded: isDecoded)
    var value = object.value
    let namespace = try self.namespace(of: value, resource, requested: namespace)
    if resource.kind == "Pod", let known = facts(ofPodSpec: value["spec"], in: namespace) {
      return try create(value, resource, knowing: known, in: namespace, user: user, at: time, dryRun: dryRun)
    }
    value.reserveMembers(2)
    setNamespace(namespace, of: &value)
    Defaults.apply(to: &value)
    value["metadata"] = .object(metadata(ofNew: value, resource, in: namespace, at: time))

    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: value["metadata"]["name"].string ?? "",
      namespace: namespace, user: user, time: time, object: value, old: nil)
    try admission.plugins.admit(&request, in: store)
    let facts = CreateStrategy.prepare(&request.object, resource, at: time)
    try refuse(request.object, resource, Self.mistakes(in: KubernetesObject(request.object), facts))
    try admission.plugins.validate(request, in: store)

    dropSecretData(&request.object)
    if let facts { facts.complete(&request.object) } else { ZeroValues.drop(from: &request.object) }
    let made = facts.map { KubernetesObject(request.object, $0) } ?? KubernetesObject(request.object)
    return try finish(made, resource, dryRun: dryRun)
  }

  /// Makes a Pod of whose spec all is known, which leaves its metadata to be looked at.
  private mutating func create(
    _ pod: JSONValue, _ resource: APIResource, knowing facts: PodSpecFacts, in namespace: String, user: String,
    at time: VirtualTime, dryRun: Bool
  ) throws(APIStatus) -> KubernetesObject {
    var metadata = metadata(ofNew: pod, resource, in: namespace, at: time)
    metadata["generation"] = 1
    var members = pod.members
    members.reserveCapacity(members.count + 1)
    members["metadata"] = .object(metadata)
    members["spec"] = facts.stored
    members["status"] = CreateStrategy.status(ofNewPod: facts, at: time)

    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: metadata["name"]?.string ?? "",
      namespace: namespace, user: user, time: time, object: .object(members), old: nil)
    let checks = admission.podSpecs.checks
    try checks.admit(&request, in: store)
    try refuse(request.object, resource, Validation.errors(inPodMetadata: .object(metadata)))
    try checks.validate(request, in: store)

    ZeroValues.drop(fromMetadataOf: &request.object)
    return try finish(KubernetesObject(request.object, .pod(facts)), resource, dryRun: dryRun)
  }

  /// Stores a new object, if there is none of its name.
  private mutating func finish(
    _ made: KubernetesObject, _ resource: APIResource, dryRun: Bool
  ) throws(APIStatus) -> KubernetesObject {
    if store.object(resource.kind, made.namespacedName) != nil {
      throw APIStatus(.alreadyExists, "\(resource.groupResource) \"\(made.name)\" already exists")
    }
    return dryRun ? withoutSystemFields(made.value) : put(made)
  }

  // MARK: Steps

  /// Checks that the object has only the fields of its kind, each with a value of its type, unless that is known.
  ///
  /// - Returns: the resource it is, or is sent to.
  func decode(
    _ object: KubernetesObject, as requested: APIResource? = nil, isDecoded: Bool = false
  ) throws(APIStatus) -> APIResource {
    let resource: APIResource
    if let requested { resource = requested } else { resource = try self.resource(of: object) }
    if !isDecoded, let refusal = Schema.kubernetes.refusal(of: object.value, by: resource) { throw refusal }
    return resource
  }

  /// The resource that the object's version and kind name.
  func resource(of object: KubernetesObject) throws(APIStatus) -> APIResource {
    if let found = APIResource.find(apiVersion: object.apiVersion, kind: object.kind) { return found }
    throw APIStatus(.badRequest, Schema.noMatches(apiVersion: object.apiVersion, kind: object.kind))
  }

  /// The namespace of a request, which is that of its object; empty for the cluster's scope.
  func namespace(
    of value: JSONValue, _ resource: APIResource, requested: String?
  ) throws(APIStatus) -> String {
    guard resource.isNamespaced else { return "" }
    let given = value["metadata"]["namespace"].string ?? ""
    let namespace = requested ?? (given.isEmpty ? "default" : given)
    if !given.isEmpty, given != namespace {
      throw APIStatus(
        .badRequest, "the namespace of the provided object does not match the namespace sent on the request")
    }
    return namespace
  }

  /// Puts an object into a namespace, or into the cluster's scope if that is empty.
  func setNamespace(_ namespace: String, of value: inout JSONValue) {
    if !namespace.isEmpty {
      value["metadata"]["namespace"] = .string(namespace)
    } else if !(value["metadata"]["namespace"].string ?? "").isEmpty {
      // A namespace on an object of the cluster's scope is not looked at by clients either.
      value["metadata"]["namespace"] = .null
    }
  }

  /// What nobody but the server sets in metadata.
  private static let ownFields = [
    "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "resourceVersion",
  ]

  private mutating func metadata(
    ofNew value: JSONValue, _ resource: APIResource, in namespace: String, at time: VirtualTime
  ) -> JSONObject {
    var metadata = value["metadata"].members
    let uid = nextUID()
    metadata.reserveCapacity(metadata.count + 4)
    for field in Self.ownFields where metadata[field]?.isNull == false { metadata.removeValue(forKey: field) }
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    metadata["uid"] = .string(uid)
    metadata["creationTimestamp"] = .string(timestamp(of: time))
    if (metadata["name"]?.string ?? "").isEmpty, let base = metadata["generateName"]?.string, !base.isEmpty {
      let store = store
      let name = generateName(base) { store.object(resource.kind, namespace: namespace, name: $0) != nil }
      metadata["name"] = .string(name)
    }
    return metadata
  }

  private static func mistakes(in object: KubernetesObject, _ facts: ObjectFacts?) -> [FieldError] {
    Validation.errors(for: object, facts) + UnsupportedFields.errors(in: object)
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
