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
    let sent = MetadataMembers(value["metadata"])
    let namespace = try self.namespace(sent.namespace, resource, requested: namespace)
    if let known = facts(of: value, resource, in: namespace) {
      return try create(object, resource, sent, known, in: namespace, user: user, at: time, dryRun: dryRun)
    }
    value.reserveMembers(2)
    Self.setNamespace(namespace, of: &value)
    Defaults.apply(to: &value)
    var metadata = MetadataMembers(value["metadata"])
    stamp(&metadata, resource, in: namespace, at: time).enter(into: &value["metadata"], room: 1)

    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: metadata.name, namespace: namespace, user: user,
      time: time, content: KubernetesObject(value), old: nil)
    try admission.plugins.admit(&request, in: store)
    let facts = CreateStrategy.prepare(&request.object, resource, at: time)
    try refuse(request.object, resource, Self.mistakes(in: request.content, facts))
    try admission.plugins.validate(request, in: store)

    dropSecretData(&request.object)
    if let facts { facts.complete(&request.object) } else { ZeroValues.drop(from: &request.object) }
    let made = facts.map { KubernetesObject(request.object, $0) } ?? KubernetesObject(request.object).viewed
    return try finish(made, resource, dryRun: dryRun)
  }

  /// Makes an object of which all is known but its metadata. The tree is completed when somebody reads it.
  private mutating func create(
    _ object: KubernetesObject, _ resource: APIResource, _ metadata: consuming MetadataMembers, _ facts: ObjectFacts,
    in namespace: String, user: String, at time: VirtualTime, dryRun: Bool
  ) throws(APIStatus) -> KubernetesObject {
    metadata.identifyLabels()
    let stamp = stamp(&metadata, resource, in: namespace, at: time)
    metadata.generation = nil  // whatever it is, the server has its own
    let made = object.completed(
      facts, with: metadata.stored(uid: stamp.uid, creationTimestamp: stamp.creationTimestamp),
      resourceVersion: store.nextVersion
    ) { value in
      value.reserveMembers(2)
      Self.setNamespace(namespace, of: &value)
      stamp.enter(into: &value["metadata"], room: 1)
      CreateStrategy.setGeneration(of: &value, resource)
      if case .pod(let facts) = facts { value["status"] = CreateStrategy.status(ofNewPod: facts, at: time) }
      facts.complete(&value)
    }

    var request = AdmissionRequest(
      operation: .create, resource: resource, subresource: "", name: metadata.name, namespace: namespace, user: user,
      time: time, content: made, old: nil)
    let checks = admission.checks(of: facts)
    try checks.admit(&request, in: store)
    try refuse(name: metadata.name, resource, Validation.errors(in: metadata, of: facts))
    try checks.validate(request, in: store)
    return try finish(made, resource, dryRun: dryRun)
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
  ///
  /// - Parameter given: As it is written in the object; empty where there is none.
  func namespace(
    _ given: String, _ resource: APIResource, requested: String?
  ) throws(APIStatus) -> String {
    guard resource.isNamespaced else { return "" }
    let namespace = requested ?? (given.isEmpty ? "default" : given)
    if !given.isEmpty, given != namespace {
      throw APIStatus(
        .badRequest, "the namespace of the provided object does not match the namespace sent on the request")
    }
    return namespace
  }

  /// Puts an object into a namespace, or into the cluster's scope if that is empty.
  static func setNamespace(_ namespace: String, of value: inout JSONValue) {
    if !namespace.isEmpty {
      value["metadata"]["namespace"] = .string(namespace)
    } else if !(value["metadata"]["namespace"].string ?? "").isEmpty {
      // A namespace on an object of the cluster's scope is not looked at by clients either.
      value["metadata"]["namespace"] = .null
    }
  }

  /// - Parameter metadata: Gets its namespace and its name, where the server gives it one.
  private mutating func stamp(
    _ metadata: inout MetadataMembers, _ resource: APIResource, in namespace: String, at time: VirtualTime
  ) -> CreationStamp {
    let uid = nextUID()
    var generatedName: String?
    if metadata.name.isEmpty, !metadata.generateName.isEmpty {
      let store = store
      let name = generateName(metadata.generateName) {
        store.object(resource.kind, namespace: namespace, name: $0) != nil
      }
      metadata.name = name
      generatedName = name
    }
    metadata.namespace = namespace
    return CreationStamp(generatedName: generatedName, uid: uid, creationTimestamp: timestamp(of: time))
  }

  private static func mistakes(in object: KubernetesObject, _ facts: ObjectFacts?) -> [FieldError] {
    Validation.errors(for: object, facts) + UnsupportedFields.errors(in: object)
  }

  /// Throws the answer to an object with mistakes; nothing when there are none.
  func refuse(_ value: JSONValue, _ resource: APIResource, _ errors: [FieldError]) throws(APIStatus) {
    if errors.isEmpty { return }
    try refuse(name: value["metadata"]["name"].string ?? "", resource, errors)
  }

  private func refuse(name: String, _ resource: APIResource, _ errors: [FieldError]) throws(APIStatus) {
    guard !errors.isEmpty else { return }
    throw APIStatus.invalid(kind: resource.groupKind, name: name, errors)
  }

  private func withoutSystemFields(_ value: JSONValue) -> KubernetesObject {
    var value = value
    for field in ["uid", "creationTimestamp", "resourceVersion"] { value["metadata"][field] = .null }
    return KubernetesObject(value)
  }
}
