import KubernetesAPI
import SchedulerFramework

/// What users, controllers, kubelets and schedulers share: the API server, the clock, and the record of what happened.
struct SimulatedCluster: Sendable {
  var server: APIServer
  var now: VirtualTime = .start
  var journal = Journal()
  /// The stored Pods, read once.
  private(set) var pods: [NamespacedName: Pod] = [:]
  private var nodes: [String: Node] = [:]
  /// How many objects there are, those of every cluster left out.
  private(set) var objectCount = 0
  /// The steps that shall be remembered with the objects as they were right after them; nil for none.
  var keptSteps: ClosedRange<Int>?
  /// The changes that are to be told, the first of them last, as it is taken out first.
  private var observations: [Observation] = []
  private var storesOfSteps: [(step: Int, store: ObjectStore)] = []

  init(server: APIServer) { self.server = server }

  /// Makes room for a scenario of so many objects.
  mutating func reserve(objects count: Int) {
    pods.reserveCapacity(count)
    journal.reserve(objects: count)
  }

  /// Takes the changes since the last call, all of which have been told.
  mutating func takeObservations() {
    if server.events.isEmpty { return }
    server.events.reverse()
    while let event = server.events.popLast() { observations.append(observe(event)) }
    observations.reverse()
  }

  /// The next change to be told, of those that ``takeObservations()`` took.
  mutating func nextObservation() -> Observation? { observations.popLast() }

  private mutating func observe(_ event: WatchEvent) -> Observation {
    let object = event.object
    var isDeleted = false
    switch event {
    case .added: objectCount += 1
    case .modified: break
    case .deleted:
      objectCount -= 1
      isDeleted = true
    }
    switch object.kind {
    case "Pod":
      let name = object.namespacedName
      let new = isDeleted ? nil : object.pod
      let old = if let new { pods.updateValue(new, forKey: name) } else { pods.removeValue(forKey: name) }
      return .pod(old: old, new: new, object)
    case "Node":
      let new = isDeleted ? nil : object.node
      let name = object.name
      let old = if let new { nodes.updateValue(new, forKey: name) } else { nodes.removeValue(forKey: name) }
      return .node(old: old, new: new, object)
    default:
      switch event {
      case .added(let new): return .object(old: nil, new: new)
      case .modified(let old, let new): return .object(old: old, new: new)
      case .deleted(let old): return .object(old: old, new: nil)
      }
    }
  }

  func node(named name: String) -> Node? { nodes[name] }

  // MARK: Recording

  mutating func record(
    _ kind: SimulationStep.Kind, by actor: String, _ text: String, pod: NamespacedName? = nil, node: String? = nil,
    attempt: Int? = nil
  ) {
    journal.record(kind, by: actor, text, pod: pod, node: node, attempt: attempt, at: now)
    if keepsLastStep { storesOfSteps.append((journal.steps.count, server.store)) }
  }

  /// Whether the last step is one that shall be remembered.
  var keepsLastStep: Bool { keptSteps?.contains(journal.steps.count) ?? false }

  /// The objects as they were right after each step since the last call that shall be remembered.
  mutating func takeStoresOfSteps() -> [(step: Int, store: ObjectStore)] {
    defer { storesOfSteps = [] }
    return storesOfSteps
  }

  mutating func report(
    _ type: EventRecord.EventType, _ reason: String, about object: KubernetesObject, by source: String,
    _ message: String
  ) {
    journal.report(type, reason, about: object, by: source, message, at: now)
  }

  // MARK: The API server at this moment

  func object(_ kind: String, _ name: NamespacedName) -> KubernetesObject? { server.store.object(kind, name) }

  @discardableResult
  mutating func create(_ object: KubernetesObject, by user: String) throws(APIStatus) -> KubernetesObject {
    try server.create(object, user: user, at: now)
  }

  @discardableResult
  mutating func update(_ object: KubernetesObject, by user: String) throws(APIStatus) -> KubernetesObject {
    try server.update(object, user: user, at: now)
  }

  @discardableResult
  mutating func delete(
    _ kind: String, _ name: NamespacedName, gracePeriodSeconds: Int64? = nil, by user: String
  ) throws(APIStatus) -> KubernetesObject {
    try server.delete(kind, name, gracePeriodSeconds: gracePeriodSeconds, user: user, at: now)
  }

  /// Changes a part of an object's status. A refusal is no concern of the components that report a status: they would
  /// report the next one.
  mutating func setStatus(
    _ kind: String, _ name: NamespacedName, by user: String, _ change: (inout JSONValue) -> Void
  ) {
    guard var object = object(kind, name) else { return }
    change(&object.value["status"])
    _ = try? server.updateStatus(object, user: user, at: now)
  }

  /// Changes the status of a Pod, in the view of it and in the tree.
  mutating func setPodStatus(
    _ name: NamespacedName, _ changeView: (inout PodStatus) -> Void,
    _ changeTree: @escaping @Sendable (inout JSONValue) -> Void
  ) {
    guard let object = object("Pod", name) else { return }
    var pod = object.pod
    changeView(&pod.status)
    server.report(object, as: pod, changeTree)
  }

  /// This moment as objects say it. Many ask at one.
  mutating func momentText() -> String { server.timestamp(of: now) }

  /// This moment as objects say it.
  var timestamp: JSONValue { .string(now.timestamp) }
}

/// A change of a stored object, with Pods and Nodes read.
enum Observation: Sendable {
  /// `old` is nil for a new Pod, `new` for one that is gone; the object is its last state.
  case pod(old: Pod?, new: Pod?, KubernetesObject)
  case node(old: Node?, new: Node?, KubernetesObject)
  case object(old: KubernetesObject?, new: KubernetesObject?)
}
