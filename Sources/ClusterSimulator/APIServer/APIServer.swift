public import KubernetesAPI
public import SchedulerFramework

/// The API server of a simulated cluster: checks what it is sent, completes it, stores it, and reports the changes.
///
///     var server = APIServer()
///     let pod = try server.create(manifest, user: "kubernetes-admin", at: 10)
///     for event in server.takeEvents() { … }      // what a watch would have reported, in order
///
/// A write goes through the same steps, in the same order, as in kube-apiserver: kind and namespace, defaults, mutating
/// admission, validation, validating admission, storage. A refusal is an ``APIStatus`` in kube-apiserver's words, and
/// leaves everything as it was. The server is a value; a copy is cheap and goes its own way.
///
/// `at` is always the run's virtual time. uids and generated names come from a counter.
public struct APIServer: Sendable {
  public internal(set) var store = ObjectStore()
  public var admission: AdmissionChain { didSet { podInfluences = nil } }
  /// The objects that have a part in what becomes of the specs of new Pods; nil until they are asked for.
  private var podInfluences: [KubernetesObject]?

  /// In order.
  var events: [WatchEvent] = []
  private var identifiers: UInt64 = 0
  /// The last uid, of which the next one changes the last digits.
  private var lastUID = Array("00000000-0000-4000-8000-000000000000".utf8)
  /// The moment that was last written down, as most objects are made at one.
  private var lastMoment = (time: VirtualTime.start, text: VirtualTime.start.timestamp)

  /// A server of an empty cluster, with the namespaces and PriorityClasses that every cluster has.
  public init(admission: AdmissionChain = .standard) {
    self = Self.new
    self.admission = admission
  }

  /// All clusters begin as one, whose objects they share.
  private static let new = APIServer(loading: BuiltInObjects.all)

  private init(loading objects: [JSONValue]) {
    admission = .standard
    for object in objects { load(KubernetesObject(object)) }
    events = []
  }

  /// The changes since the last call, in order.
  public mutating func takeEvents() -> [WatchEvent] {
    defer { events = [] }
    return events
  }

  /// Takes an object as existing: it is stored as it stands, with its uid, status and owners, past admission and
  /// validation. What every stored object has (namespace, creation time, uid) is completed, and v1 defaults are applied.
  @discardableResult
  public mutating func load(_ object: KubernetesObject, at time: VirtualTime = .start) -> KubernetesObject {
    var value = object.value
    Defaults.apply(to: &value)
    dropSecretData(&value)
    if APIResource.find(kind: object.kind)?.isNamespaced == true, object.namespace.isEmpty {
      value["metadata"]["namespace"] = "default"
    }
    if object.uid.isEmpty { value["metadata"]["uid"] = .string(nextUID()) }
    if value["metadata"]["creationTimestamp"].isNull {
      value["metadata"]["creationTimestamp"] = .string(timestamp(of: time))
    }
    return put(KubernetesObject(value).viewed)
  }

  // MARK: Storing

  /// Stores an object and reports the change.
  @discardableResult
  mutating func put(_ object: KubernetesObject) -> KubernetesObject {
    let (old, stored) = store.store(object)
    forgetInfluences(of: object.kind)
    events.append(old.map { .modified(old: $0, new: stored) } ?? .added(stored))
    return stored
  }

  /// Takes an object out of the store and reports it.
  mutating func discard(_ object: KubernetesObject) {
    guard let removed = store.remove(object.kind, object.namespacedName) else { return }
    forgetInfluences(of: object.kind)
    events.append(.deleted(removed))
  }

  private mutating func forgetInfluences(of kind: String) {
    if podInfluences != nil, admission.podSpecs.kinds.contains(kind) { podInfluences = nil }
  }

  /// What is known of a new object, if that is all that there is to it besides its metadata: see ``PodSpecAdmission`` and
  /// ``NodeAdmission``.
  mutating func facts(of object: JSONValue, _ resource: APIResource, in namespace: String) -> ObjectFacts? {
    switch resource.kind {
    case "Pod":
      let objects = podInfluences ?? admission.podSpecs.kinds.flatMap { store.objects($0) }
      podInfluences = objects
      return admission.podSpecs.facts(of: object["spec"], in: namespace, store, objects).map { .pod($0) }
    case "Node": return admission.nodes.facts(of: object, store).map { .node($0) }
    default: return nil
    }
  }

  /// Nobody's secrets are kept, not even in memory.
  func dropSecretData(_ value: inout JSONValue) {
    guard value["kind"].string == "Secret" else { return }
    value["data"] = .null
    value["stringData"] = .null
  }

  // MARK: Identifiers

  /// A uid that no other object of this server has.
  mutating func nextUID() -> String {
    identifiers += 1
    var (rest, place) = (identifiers, lastUID.count)
    while rest > 0 {
      place -= 1
      let digit = UInt8(truncatingIfNeeded: rest & 0xF)
      lastUID[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      rest >>= 4
    }
    return String(decoding: lastUID, as: UTF8.self)
  }

  /// A moment as objects tell it.
  mutating func timestamp(of time: VirtualTime) -> String {
    if time != lastMoment.time { lastMoment = (time, time.timestamp) }
    return lastMoment.text
  }

  /// A name from `metadata.generateName`: five letters and digits of kube-apiserver's alphabet are added.
  mutating func generateName(_ base: String, isTaken: (String) -> Bool) -> String {
    let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
    while true {
      identifiers += 1
      // SplitMix64's output function: neighbouring counters give names that look nothing alike.
      var mixed = identifiers &* 0x9E37_79B9_7F4A_7C15
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      mixed ^= mixed >> 31
      var suffix = ""
      for _ in 0..<5 {
        suffix.append(alphabet[Int(mixed % UInt64(alphabet.count))])
        mixed /= UInt64(alphabet.count)
      }
      let name = base.prefix(58) + suffix
      if !isTaken(String(name)) { return String(name) }
    }
  }
}
