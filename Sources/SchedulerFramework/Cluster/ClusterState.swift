public import KubernetesAPI
import OrderedCollections

/// The cluster as a scheduler sees it: Nodes as rows in the order they are looked at, amounts as columns.
///
/// Pods count on a Node as soon as they are assumed there. Changes are cheap and can be taken back, which is how
/// preemption and nominated Pods try things out.
public final class ClusterState {
  /// A Node that joined, whether or not its row is up to date.
  private struct Member {
    var node: Node
    var zone: String
  }

  // MARK: Rows

  /// Nodes in the order they are looked at; a row is an index into this and into every column.
  public private(set) var nodes: [Node] = []
  private var rows: [String: Int] = [:]
  /// `podsOnRow[row]`: the Pods on the Node, in the order they came.
  public internal(set) var podsOnRow: [[PodInfo]] = []
  public internal(set) var hostPorts: [HostPorts] = []

  // MARK: Columns

  public private(set) var vocabulary = ResourceVocabulary()
  /// `allocatable[resource][row]`, milli-CPU or whole units; 0 where the Node does not offer the resource.
  public private(set) var allocatable: [ContiguousArray<Int64>] = []
  /// `requested[resource][row]`: the sum over the Pods on the Node.
  public internal(set) var requested: [ContiguousArray<Int64>] = []
  /// Like `requested`, with what scoring assumes for containers without requests.
  public internal(set) var nonZeroMilliCPU: ContiguousArray<Int64> = []
  public internal(set) var nonZeroMemory: ContiguousArray<Int64> = []
  /// How many Pods a Node takes.
  public private(set) var allowedPods: ContiguousArray<Int64> = []

  // MARK: Bookkeeping

  private var members: OrderedDictionary<String, Member> = [:]
  private var tree = NodeTree()
  private(set) var images = ImageStates()
  private var pods: [NamespacedName: PodInfo] = [:]
  /// Pods by Node, also of Nodes that have not joined.
  private var podsByNode: [String: [PodInfo]] = [:]
  private var objects: [String: OrderedDictionary<NamespacedName, KubernetesObject>] = [:]
  /// The moment of this view, on the clock of whoever runs the scheduler.
  public var now: VirtualTime = .start
  /// The Pods that have a Node here but wait at Permit.
  public var waitingPods = WaitingPods()
  /// Pods that wait for a Node which preemption makes room on, by Node, in the order they were nominated.
  var nominations: [String: [PodInfo]] = [:]
  /// Topologies that were asked for since Nodes last changed, by key.
  var topologies: [String: Topology] = [:]
  /// In which order Pods were first seen on a Node; it stands for the start of Pods that have none.
  private var arrivals: [NamespacedName: Int] = [:]
  private var nextArrival = 0

  public init() {}

  private init(copying other: ClusterState) {
    nodes = other.nodes
    rows = other.rows
    podsOnRow = other.podsOnRow
    hostPorts = other.hostPorts
    vocabulary = other.vocabulary
    allocatable = other.allocatable
    requested = other.requested
    nonZeroMilliCPU = other.nonZeroMilliCPU
    nonZeroMemory = other.nonZeroMemory
    allowedPods = other.allowedPods
    members = other.members
    tree = other.tree
    images = other.images
    pods = other.pods
    podsByNode = other.podsByNode
    objects = other.objects
    nominations = other.nominations
    topologies = other.topologies
    arrivals = other.arrivals
    nextArrival = other.nextArrival
    isOrderStale = other.isOrderStale
    now = other.now
    waitingPods = other.waitingPods
  }

  /// A cluster that changes independently of this one; columns are shared until one of them changes.
  public func copy() -> ClusterState { ClusterState(copying: self) }

  private var isOrderStale = false

  // MARK: - Nodes

  public var nodeCount: Int { members.count }

  /// Names of all Nodes in the order they are looked at.
  public var nodeOrder: [String] {
    refresh()
    return nodes.map(\.name)
  }

  public func row(of name: String) -> Int? {
    refresh()
    return rows[name]
  }

  public func node(named name: String) -> Node? { members[name]?.node }

  /// A Node joins, or changes. One that moves to another zone goes to the end of that zone.
  public func setNode(_ node: Node) {
    topologies = [:]
    let zone = NodeTree.zone(of: node.metadata.labels)
    if let known = members[node.name] {
      images.remove(known.node)
      if known.zone != zone {
        tree.remove(node.name, zone: known.zone)
        tree.add(node.name, zone: zone)
        isOrderStale = true
      }
    } else {
      tree.add(node.name, zone: zone)
      isOrderStale = true
    }
    images.add(node)
    members[node.name] = Member(node: node, zone: zone)
    if !isOrderStale, let row = rows[node.name] {
      nodes[row] = node
      setAllocatable(of: node, row: row)
    }
  }

  public func removeNode(named name: String) {
    guard let member = members.removeValue(forKey: name) else { return }
    tree.remove(name, zone: member.zone)
    images.remove(member.node)
    isOrderStale = true
  }

  /// Brings the rows up to date after Nodes came or went. Whoever reads columns calls this once before.
  public func refresh() {
    guard isOrderStale else { return }
    isOrderStale = false
    topologies = [:]
    nodes = tree.order.compactMap { members[$0]?.node }
    rows = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.name, $0) })
    let empty = ContiguousArray<Int64>(repeating: 0, count: nodes.count)
    allocatable = Array(repeating: empty, count: vocabulary.count)
    requested = allocatable
    (nonZeroMilliCPU, nonZeroMemory, allowedPods) = (empty, empty, empty)
    podsOnRow = Array(repeating: [], count: nodes.count)
    hostPorts = Array(repeating: HostPorts(), count: nodes.count)
    for (row, node) in nodes.enumerated() {
      setAllocatable(of: node, row: row)
      for pod in podsByNode[node.name] ?? [] { account(pod, on: row, sign: 1) }
    }
  }

  private func setAllocatable(of node: Node, row: Int) {
    for resource in allocatable.indices { allocatable[resource][row] = 0 }
    allowedPods[row] = node.allocatable["pods"]?.value ?? 0
    for (name, quantity) in node.allocatable.quantities where name != "pods" {
      let isKnown = vocabulary.number(of: name) != nil
      guard isKnown || ResourceVocabulary.isScalar(name) else { continue }
      let number = intern(name)
      allocatable[number][row] = number == ResourceVocabulary.cpu ? quantity.milliValue : quantity.value
    }
  }

  private func intern(_ name: String) -> Int {
    let number = vocabulary.intern(name)
    addMissingColumns()
    return number
  }

  private func addMissingColumns() {
    while allocatable.count < vocabulary.count {
      allocatable.append(ContiguousArray(repeating: 0, count: nodes.count))
      requested.append(ContiguousArray(repeating: 0, count: nodes.count))
    }
  }

  /// How many bytes the image has and on how many Nodes it is; nil when this Node does not have it.
  public func image(_ name: String, on row: Int) -> (sizeBytes: Int64, nodeCount: Int)? {
    guard let state = images.states[name], state.nodes.contains(nodes[row].name) else { return nil }
    return (state.sizeBytes, state.nodes.count)
  }

  // MARK: - Pods

  /// A Pod with what is computed about it, ready to be asked about or placed.
  public func makeInfo(_ pod: Pod) -> PodInfo {
    let info = PodInfo(pod, vocabulary: &vocabulary)
    addMissingColumns()
    return info
  }

  public func pod(_ name: NamespacedName) -> PodInfo? { pods[name] }

  /// All Pods on Nodes, in no particular order.
  public var allPods: some Collection<PodInfo> { pods.values }

  /// A bound or assumed Pod appears or changes; one that ended or has no Node goes.
  public func setPod(_ pod: Pod) {
    if let known = pods[pod.namespacedName] { remove(known) }
    guard pod.spec.nodeName != nil, !pod.isTerminated else {
      arrivals[pod.namespacedName] = nil
      return
    }
    add(makeInfo(pod))
  }

  public func removePod(_ name: NamespacedName) {
    if let info = pods[name] { remove(info) }
    arrivals[name] = nil
  }

  /// When the Pod started; one without `status.startTime` started after all that have one.
  public func start(of pod: PodInfo) -> PodStart {
    PodStart(time: pod.pod.status.startTime, arrival: arrivals[pod.pod.namespacedName] ?? nextArrival)
  }

  /// Puts a Pod on the Node that its `spec.nodeName` names.
  public func add(_ info: PodInfo) {
    guard let node = info.pod.spec.nodeName else { return }
    pods[info.pod.namespacedName] = info
    if arrivals[info.pod.namespacedName] == nil {
      arrivals[info.pod.namespacedName] = nextArrival
      nextArrival += 1
    }
    podsByNode[node, default: []].append(info)
    if !isOrderStale, let row = rows[node] { account(info, on: row, sign: 1) }
  }

  public func remove(_ info: PodInfo) {
    guard let node = info.pod.spec.nodeName else { return }
    pods[info.pod.namespacedName] = nil
    podsByNode[node]?.removeAll { $0.pod.namespacedName == info.pod.namespacedName }
    if podsByNode[node]?.isEmpty == true { podsByNode[node] = nil }
    if !isOrderStale, let row = rows[node] { account(info, on: row, sign: -1) }
  }

  func account(_ info: PodInfo, on row: Int, sign: Int64) {
    for request in info.requests { requested[request.resource][row] &+= sign &* request.amount }
    nonZeroMilliCPU[row] &+= sign &* info.nonZeroMilliCPU
    nonZeroMemory[row] &+= sign &* info.nonZeroMemory
    if sign > 0 {
      podsOnRow[row].append(info)
      if !info.hostPorts.isEmpty { hostPorts[row].add(info.hostPorts) }
    } else {
      podsOnRow[row].removeAll { $0.pod.namespacedName == info.pod.namespacedName }
      if !info.hostPorts.isEmpty { hostPorts[row].remove(info.hostPorts) }
    }
  }

  // MARK: - Other objects

  /// Objects that plugins look at besides Nodes and Pods: Namespaces, Services, PersistentVolumes …
  public func setObject(_ object: KubernetesObject) {
    objects[object.kind, default: [:]][NamespacedName(object.namespace, object.name)] = object
  }

  public func removeObject(kind: String, namespace: String, name: String) {
    objects[kind]?.removeValue(forKey: NamespacedName(namespace, name))
  }

  /// The objects of a kind in the order they were created.
  public func objects(ofKind kind: String) -> [KubernetesObject] {
    objects[kind].map { Array($0.values) } ?? []
  }

  public func object(kind: String, namespace: String, name: String) -> KubernetesObject? {
    objects[kind]?[NamespacedName(namespace, name)]
  }
}
