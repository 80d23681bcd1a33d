import Bytes
import KubernetesAPI
import SchedulerFramework

/// The node controller: turns conditions and cordons into taints, and says when Nodes come and go.
/// <https://kubernetes.io/docs/reference/labels-annotations-taints/#node-kubernetes-io-not-ready>
struct NodeLifecycle: Controller {
  private static let source = "node-controller"
  /// kube-controller-manager's `--node-monitor-grace-period`.
  private static let gracePeriod = Duration.seconds(50)

  /// The taints that stand for a condition: its type, the status that raises it, the taint's key.
  private static let conditionTaints: [(type: String, status: String, key: String)] = [
    ("Ready", "False", "node.kubernetes.io/not-ready"),
    ("Ready", "Unknown", "node.kubernetes.io/unreachable"),
    ("MemoryPressure", "True", "node.kubernetes.io/memory-pressure"),
    ("DiskPressure", "True", "node.kubernetes.io/disk-pressure"),
    ("NetworkUnavailable", "True", "node.kubernetes.io/network-unavailable"),
    ("PIDPressure", "True", "node.kubernetes.io/pid-pressure"),
  ]
  private static let unschedulable = "node.kubernetes.io/unschedulable"
  private static let noExecuteKeys = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"]
  private static let managedKeys = Set(conditionTaints.map(\.key) + [unschedulable])

  private var queue = WorkQueue<NamespacedName>()
  private var removed: [KubernetesObject] = []
  private var registered: Set<NamespacedName> = []
  private var silent = Timers<String>()
  private var expired = WorkQueue<String>()

  mutating func observe(_ observation: borrowing Observation) {
    switch observation {
    case .node(_, let new?, _): queue.add(new.metadata.namespacedName)
    case .node(let old?, nil, let object):
      removed.append(object)
      registered.remove(old.metadata.namespacedName)
      silent.cancel(old.name)
    default: break
    }
  }

  /// Begins or ends to wait for word from a Node's kubelet.
  mutating func setKubeletRunning(_ isRunning: Bool, on node: String, at now: VirtualTime) {
    if isRunning {
      silent.cancel(node)
    } else {
      silent.set(node, at: now.advanced(by: Self.gracePeriod))
    }
  }

  var nextTimer: VirtualTime? { silent.next }
  mutating func wake(at now: VirtualTime) { for node in silent.takeDue(at: now) { expired.add(node) } }

  mutating func work(in cluster: inout SimulatedCluster) -> Bool {
    if !removed.isEmpty {
      let node = removed.removeFirst()
      cluster.report(
        .normal, "RemovingNode", about: node, by: Self.source,
        "Node \(node.name) event: Removing Node \(node.name) from Controller")
      return true
    }
    if let name = expired.next() {
      NodeConditions.set(.unknown, of: NamespacedName("", name), in: &cluster)
      cluster.record(.controller, by: Self.source, "node \(name) does not answer: its status is Unknown", node: name)
      return true
    }
    guard let name = queue.next() else { return false }
    if let node = cluster.object("Node", name) { sync(node, in: &cluster) }
    return true
  }

  private mutating func sync(_ node: KubernetesObject, in cluster: inout SimulatedCluster) {
    let isNew = registered.insert(node.namespacedName).inserted
    if isNew {
      cluster.report(
        .normal, "RegisteredNode", about: node, by: Self.source,
        String.joining("Node ", node.name, " event: Registered Node ", node.name, " in Controller"))
    }
    let wanted = Self.taints(for: node)
    if wanted.isEmpty, !node.node.taints.contains(where: { Self.managedKeys.contains($0.key) }) { return }
    let existing = node.value["spec"]["taints"].items
    func isManaged(_ taint: JSONValue) -> Bool {
      let key = taint["key"].string ?? ""
      return taint["effect"] == "NoSchedule"
        ? key == Self.unschedulable || Self.conditionTaints.contains { $0.key == key }
        : taint["effect"] == "NoExecute" && Self.noExecuteKeys.contains(key)
    }
    func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
      left["key"] == right["key"] && left["effect"] == right["effect"]
    }
    let kept = existing.filter { taint in !isManaged(taint) || wanted.contains { same($0, taint) } }
    var added = wanted.filter { taint in !existing.contains { same($0, taint) } }
    guard kept.count < existing.count || !added.isEmpty else { return }
    for index in added.indices { added[index]["timeAdded"] = cluster.timestamp }

    var changed = node
    changed.value["spec"]["taints"] = kept.isEmpty && added.isEmpty ? .null : .array(kept + added)
    guard (try? cluster.update(changed, by: "system:kube-controller-manager")) != nil else { return }
    // What a Node brings along when it joins is no news.
    if isNew { return }
    let gone = existing.filter { taint in !kept.contains { same($0, taint) } }
    let texts = added.map { "tainted with \(Taint($0))" } + gone.map { "no longer tainted with \(Taint($0))" }
    cluster.record(
      .controller, by: Self.source, "node \(node.name) is \(texts.joined(separator: ", "))", node: node.name)
  }

  private static func taints(for node: KubernetesObject) -> [JSONValue] {
    var taints: [JSONValue] = []
    func add(_ key: String, _ effect: TaintEffect) {
      taints.append(["key": .string(key), "effect": .string(effect.rawValue)])
    }
    let conditions = node.nodeConditions
    for rule in conditionTaints where conditions.contains(NodeCondition(type: rule.type, status: rule.status)) {
      add(rule.key, .noSchedule)
      if noExecuteKeys.contains(rule.key) { add(rule.key, .noExecute) }
    }
    if node.node.isUnschedulable { add(unschedulable, .noSchedule) }
    return taints
  }
}
