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

  struct Placed {
    var info: PodInfo
    /// The place in the order in which Pods were first seen on a Node; it stands for the start of Pods that have none.
    var arrival: Int
  }

  // MARK: Rows

  /// Nodes in the order they are looked at; a row is an index into this and into every column.
  @exclusivity(unchecked) public private(set) var nodes: [Node] = []
  @exclusivity(unchecked) var names: [String] = []
  @exclusivity(unchecked) var rows: [String: Int] = [:]
  /// `podsOnRow[row]`: the Pods on the Node, in the order they came.
  @exclusivity(unchecked) public internal(set) var podsOnRow: [[PodInfo]] = []
  @exclusivity(unchecked) public internal(set) var hostPorts: [HostPorts] = []

  // MARK: Columns

  @exclusivity(unchecked) public internal(set) var vocabulary = ResourceVocabulary()
  @exclusivity(unchecked) var amounts = Amounts()
  /// Each row's taints: a number of ``taintSets``.
  @exclusivity(unchecked) public private(set) var taints: ContiguousArray<Int32> = []
  @exclusivity(unchecked) public private(set) var taintSets = TaintSets()
  @exclusivity(unchecked) public private(set) var isUnschedulable: ContiguousArray<Bool> = []

  // MARK: Bookkeeping

  @exclusivity(unchecked) private var members: OrderedDictionary<String, Member> = [:]
  @exclusivity(unchecked) private var tree = NodeTree()
  @exclusivity(unchecked) private(set) var images = ImageStates()
  @exclusivity(unchecked) var pods: [NamespacedName: Placed] = [:]
  /// Pods of Nodes that have no row, or none yet, by Node.
  @exclusivity(unchecked) var strays: [String: [PodInfo]] = [:]
  @exclusivity(unchecked) var objects: [String: OrderedDictionary<NamespacedName, KubernetesObject>] = [:]
  @exclusivity(unchecked) private var moment: VirtualTime = .start
  /// How often Nodes came, changed or went.
  @exclusivity(unchecked) public private(set) var nodeChanges = 0
  @exclusivity(unchecked) var unscheduled: [NamespacedName: Pod] = [:]
  @exclusivity(unchecked) private var permitted = WaitingPods()
  /// Pods that wait for a Node which preemption makes room on, by Node, in the order they were nominated.
  @exclusivity(unchecked) var nominations: [String: [PodInfo]] = [:]
  /// Topologies that were asked for since Nodes last changed, by key.
  @exclusivity(unchecked) var topologies: [String: Topology] = [:]
  @exclusivity(unchecked) var nextArrival = 0
  @exclusivity(unchecked) var shapes = PodShapes()
  @exclusivity(unchecked) public internal(set) var classes = PodClasses()
  /// Pods that came and went since the rows last changed.
  @exclusivity(unchecked) var changes = ChangeLog()
  /// The last question in which each row came up, to see every row once.
  @exclusivity(unchecked) var marks: ContiguousArray<Int> = []
  @exclusivity(unchecked) var lastMark = 0
  /// How many Pods there are of each priority.
  @exclusivity(unchecked) var priorities: [Int32: Int] = [:]
  /// Grows for a row whenever a Pod comes, changes or goes; begins anew when rows change.
  @exclusivity(unchecked) public internal(set) var rowVersions: ContiguousArray<Int> = []
  /// Grows whenever something else than Pods changed: Nodes, or objects that plugins read.
  @exclusivity(unchecked) public internal(set) var version = 0
  /// The kinds of objects that plugins read.
  @exclusivity(unchecked) var kindsRead: Set<String> = []

  public init() {}

  private init(copying other: ClusterState) {
    nodes = other.nodes
    names = other.names
    allRows = other.allRows
    marks = other.marks
    rowVersions = other.rowVersions
    priorities = other.priorities
    lastMark = other.lastMark
    rows = other.rows
    podsOnRow = other.podsOnRow
    hostPorts = other.hostPorts
    vocabulary = other.vocabulary
    amounts = other.amounts
    taints = other.taints
    taintSets = other.taintSets
    isUnschedulable = other.isUnschedulable
    members = other.members
    tree = other.tree
    images = other.images
    pods = other.pods
    strays = other.strays
    objects = other.objects
    nominations = other.nominations
    topologies = other.topologies
    nextArrival = other.nextArrival
    shapes = other.shapes
    classes = other.classes
    changes = other.changes
    version = other.version
    kindsRead = other.kindsRead
    isOrderStale = other.isOrderStale
    moment = other.moment
    permitted = other.permitted
    nodeChanges = other.nodeChanges
    unscheduled = other.unscheduled
  }

  // Behind accessors, as another module checks each access to a stored property.

  /// The moment of this view, on the clock of whoever runs the scheduler.
  public var now: VirtualTime {
    get { moment }
    set { moment = newValue }
  }

  /// The Pods that have a Node here but wait at Permit.
  public var waitingPods: WaitingPods {
    _read { yield permitted }
    _modify { yield &permitted }
  }

  /// A cluster that changes independently of this one; columns are shared until one of them changes.
  public func copy() -> ClusterState { ClusterState(copying: self) }

  @exclusivity(unchecked) private var isOrderStale = false

  // MARK: - Nodes

  public var nodeCount: Int { members.count }

  /// All rows in order.
  @exclusivity(unchecked) public private(set) var allRows: [Int] = []

  /// Whether these are ``allRows`` themselves, so that columns can be gone through from end to end. False for an equal array
  /// that was made elsewhere.
  public func areAllRows(_ rows: [Int]) -> Bool {
    let all = allRows
    let (left, right) = (rows.span, all.span)
    return left.isIdentical(to: right)
  }

  /// Names of all Nodes in the order they are looked at.
  public var nodeOrder: [String] {
    refresh()
    return names
  }

  /// The order in which Nodes are looked at that joined in this order and have not changed their zones.
  public static func order(of nodes: [Node]) -> [String] {
    var tree = NodeTree()
    for node in nodes { tree.add(node.name, zone: NodeTree.zone(of: node.metadata.labels)) }
    return tree.order
  }

  public func row(of name: String) -> Int? {
    refresh()
    return rows[name]
  }

  public func node(named name: String) -> Node? { members[name]?.node }

  /// A Node joins, or changes. One that moves to another zone goes to the end of that zone.
  public func setNode(_ node: Node) {
    let place = members.index(forKey: node.name)
    if let place, members.values[place].node == node { return }
    nodeChanges += 1
    topologies = [:]
    version += 1
    let zone = NodeTree.zone(of: node.metadata.labels)
    if let place {
      let known = members.values[place]
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
    if let place {
      members.values[place] = Member(node: node, zone: zone)
    } else {
      members[node.name] = Member(node: node, zone: zone)
    }
    if !isOrderStale, let row = rows[node.name] {
      nodes[row] = node
      setColumns(of: node, row: row)
    }
  }

  public func removeNode(named name: String) {
    guard let member = members.removeValue(forKey: name) else { return }
    version += 1
    nodeChanges += 1
    tree.remove(name, zone: member.zone)
    images.remove(member.node)
    isOrderStale = true
  }

  /// Brings the rows up to date after Nodes came or went. Whoever reads columns calls this once before.
  public func refresh() {
    guard isOrderStale else { return }
    isOrderStale = false
    topologies = [:]
    version += 1
    changes.reset()
    classes.forgetRows()
    for (row, pods) in podsOnRow.enumerated() where !pods.isEmpty { strays[names[row], default: []] += pods }
    nodes = tree.order.compactMap { members[$0]?.node }
    names = nodes.map(\.name)
    allRows = Array(nodes.indices)
    marks = ContiguousArray(repeating: 0, count: nodes.count)
    rowVersions = marks
    lastMark = 0
    rows = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    amounts = Amounts(rows: nodes.count, resources: vocabulary.count)
    taints = ContiguousArray(repeating: 0, count: nodes.count)
    isUnschedulable = ContiguousArray(repeating: false, count: nodes.count)
    podsOnRow = Array(repeating: [], count: nodes.count)
    hostPorts = Array(repeating: HostPorts(), count: nodes.count)
    for (row, node) in nodes.enumerated() {
      setColumns(of: node, row: row)
      if strays.isEmpty { continue }
      for pod in strays.removeValue(forKey: node.name) ?? [] {
        account(pod, on: row, sign: 1)
        classes.count(pod.classNumber, on: row, by: 1)
      }
    }
  }

  private func setColumns(of node: Node, row: Int) {
    taints[row] = taintSets.intern(node.taints)
    isUnschedulable[row] = node.isUnschedulable
    for resource in amounts.allocatable.indices { amounts.allocatable[resource][row] = 0 }
    amounts.allowedPods[row] = node.allocatable["pods"]?.value ?? 0
    for (name, quantity) in node.allocatable.quantities where name != "pods" {
      let known = vocabulary.number(of: name)
      guard let number = known ?? (ResourceVocabulary.isScalar(name) ? intern(name) : nil) else { continue }
      amounts.allocatable[number][row] = number == ResourceVocabulary.cpu ? quantity.milliValue : quantity.value
    }
  }

  private func intern(_ name: String) -> Int {
    let number = vocabulary.intern(name)
    addMissingColumns()
    return number
  }

  func addMissingColumns() {
    while amounts.allocatable.count < vocabulary.count { amounts.addResource(rows: nodes.count) }
  }

  /// How many bytes the image has and on how many Nodes it is; nil when this Node does not have it.
  public func image(_ name: String, on row: Int) -> (sizeBytes: Int64, nodeCount: Int)? {
    guard let state = images.states[name], state.nodes.contains(nodes[row].name) else { return nil }
    return (state.sizeBytes, state.nodes.count)
  }

  /// The rows whose Nodes have the image, in no particular order.
  public func rows(withImage name: String) -> [Int] { images.states[name]?.nodes.compactMap { rows[$0] } ?? [] }
}
