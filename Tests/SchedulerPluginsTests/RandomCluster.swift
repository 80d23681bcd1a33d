import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import SeededRandom

/// A cluster that changes at random: a scheduler that has seen every change, and what another one needs to see the cluster
/// as it is now for the first time.
struct RandomCluster {
  private var random: SplitMix64
  let scheduler: Scheduler
  private let configuration: SchedulerConfiguration
  private var nodes: [Node] = []
  /// Running Pods in the order they came.
  private(set) var pods: [Pod] = []
  private var objects: [KubernetesObject] = []
  private var nominated: [Pod] = []
  /// Templates of the Pods that come, so that there are several of each.
  private var shapes: [Pod] = []
  private var number = 0

  init(seed: UInt64, configuration: String? = nil, keepsScores: Bool = false) throws {
    random = SplitMix64(seed: seed)
    self.configuration = try SchedulerConfiguration(configuration.map { try yaml($0) })
    scheduler = try Scheduler(configuration: self.configuration, plugins: .inTree, keepsScores: keepsScores)
    for _ in 0..<Int.random(in: 1...9, using: &random) { try addNode() }
    for name in ["default", "other"] { set(object: try namespace(name)) }
    if chance(0.3) {
      set(
        object: KubernetesObject(
          try yaml(
            "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: default}, spec: {selector: {app: a}}}")
        ))
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) { shapes.append(try makeShape()) }
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      guard var pod = shapes.randomElement(using: &random), let node = nodes.randomElement(using: &random) else {
        break
      }
      // Two Pods that are forced onto one port make it free when one of them goes: a matter of history.
      guard HostPorts.requested(by: pod.spec).isEmpty else { continue }
      rename(&pod)
      pod.nodeName = node.name
      place(pod)
    }
  }

  /// A scheduler that is shown everything at once.
  ///
  /// - Parameter configuration: nil for the same one.
  func fresh(_ configuration: SchedulerConfiguration? = nil, keepsScores: Bool = false) throws -> Scheduler {
    let fresh = try Scheduler(
      configuration: configuration ?? self.configuration, plugins: .inTree, keepsScores: keepsScores)
    // In this order, so that zones come in the same one as they did here, where some Nodes are gone.
    for name in scheduler.cluster.nodeOrder {
      if let node = scheduler.cluster.node(named: name) { fresh.cluster.setNode(node) }
    }
    for object in objects { fresh.cluster.setObject(object) }
    for pod in pods { fresh.cluster.setPod(pod) }
    for pod in nominated { fresh.cluster.nominate(pod, to: pod.status.nominatedNodeName ?? "") }
    return fresh
  }

  // MARK: - Changing

  mutating func nextPod() -> Pod? {
    guard var pod = shapes.randomElement(using: &random) else { return nil }
    rename(&pod)
    return pod
  }

  private mutating func rename(_ pod: inout Pod) {
    number += 1
    pod.metadata.name = "p\(number)"
    pod.metadata.uid = "uid-\(number)"
  }

  mutating func place(_ pod: Pod) {
    pods.removeAll { $0.namespacedName == pod.namespacedName }
    nominated.removeAll { $0.namespacedName == pod.namespacedName }
    pods.append(pod)
    scheduler.cluster.removeNomination(of: pod.namespacedName)
    scheduler.cluster.setPod(pod)
  }

  mutating func remove(_ name: NamespacedName) {
    pods.removeAll { $0.namespacedName == name }
    scheduler.cluster.removePod(name)
  }

  mutating func nominate(_ pod: Pod, to node: String) {
    var pod = pod
    pod.status.nominatedNodeName = node
    nominated.removeAll { $0.namespacedName == pod.namespacedName }
    nominated.append(pod)
    scheduler.cluster.nominate(pod, to: node)
  }

  /// Something happens to the cluster besides scheduling, or nothing.
  mutating func happen() throws {
    switch Int.random(in: 0..<24, using: &random) {
    case 0: try addNode()
    case 1, 2: try changeNode()
    case 3:
      guard nodes.count > 1, let node = nodes.randomElement(using: &random) else { return }
      nodes.removeAll { $0.name == node.name }
      scheduler.cluster.removeNode(named: node.name)
    case 4...7:
      if let pod = pods.randomElement(using: &random) { remove(pod.namespacedName) }
    case 8, 9:
      guard var pod = pods.randomElement(using: &random) else { return }
      pod.metadata.deletionTimestamp = "2026-01-01T00:00:00Z"
      change(pod)
    case 10:
      guard var pod = pods.randomElement(using: &random) else { return }
      pod.metadata.labels["app"] = ["a", "b", "c"].randomElement(using: &random)
      change(pod)
    case 11: set(object: try namespace("other"))
    case 12:
      guard let pod = nominated.randomElement(using: &random) else { return }
      nominated.removeAll { $0.namespacedName == pod.namespacedName }
      scheduler.cluster.removeNomination(of: pod.namespacedName)
    case 13: shapes.append(try makeShape())
    default: break
    }
  }

  /// A Pod that runs changes; it keeps its place in the order of arrival.
  private mutating func change(_ pod: Pod) {
    guard let index = pods.firstIndex(where: { $0.namespacedName == pod.namespacedName }) else { return }
    pods[index] = pod
    scheduler.cluster.setPod(pod)
  }

  private mutating func set(object: KubernetesObject) {
    objects.removeAll { $0.kind == object.kind && $0.name == object.name }
    objects.append(object)
    scheduler.cluster.setObject(object)
  }

  private mutating func addNode() throws {
    number += 1
    set(node: try makeNode("n\(number)"))
  }

  private mutating func changeNode() throws {
    guard let known = nodes.randomElement(using: &random) else { return }
    var changed = try makeNode(known.name)
    // A Node that moves to another zone goes to that zone's end, which a scheduler that sees it first there cannot know.
    changed.metadata.labels["topology.kubernetes.io/zone"] = known.metadata.labels["topology.kubernetes.io/zone"]
    set(node: changed)
  }

  private mutating func set(node: Node) {
    if let index = nodes.firstIndex(where: { $0.name == node.name }) {
      nodes[index] = node
    } else {
      nodes.append(node)
    }
    scheduler.cluster.setNode(node)
  }

  // MARK: - Making

  private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

  private mutating func pick(_ choices: String...) -> String { choices.randomElement(using: &random) ?? "" }

  private mutating func namespace(_ name: String) throws -> KubernetesObject {
    KubernetesObject(
      try yaml("{apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: {team: \(pick("red", "blue"))}}}"))
  }

  private mutating func makeNode(_ name: String) throws -> Node {
    var labels: [String: String] = [:]
    if chance(0.8) { labels["topology.kubernetes.io/zone"] = pick("z1", "z2", "z3") }
    if chance(0.6) { labels["disk"] = pick("ssd", "hdd") }
    var taints: [String] = []
    if chance(0.25) { taints.append("{key: k, value: \(pick("v", "w")), effect: \(pick("NoSchedule", "NoExecute"))}") }
    if chance(0.25) { taints.append("{key: p\(pick("1", "2")), effect: PreferNoSchedule}") }
    // Of one size everywhere: otherwise it is what the first Node said, which may be gone.
    let images = chance(0.3) ? "[{names: ['i:latest'], sizeBytes: 900000000}]" : "[]"
    return try node(
      name, labels, spec: "{unschedulable: \(chance(0.1)), taints: [\(taints.joined(separator: ", "))]}",
      allocatable: "{cpu: \(pick("1", "2", "4")), memory: \(pick("1Gi", "4Gi")), pods: \(pick("2", "4", "110"))}",
      images: images)
  }

  private mutating func term() -> String {
    let key = pick("topology.kubernetes.io/zone", "topology.kubernetes.io/zone", "kubernetes.io/hostname")
    let selector = chance(0.1) ? "{}" : "{matchLabels: {app: \(pick("a", "b"))}}"
    let namespaces =
      switch Int.random(in: 0..<6, using: &random) {
      case 0: ", namespaces: [other]"
      case 1: ", namespaceSelector: {matchLabels: {team: red}}"
      default: ""
      }
    return "{topologyKey: \(key), labelSelector: \(selector)\(namespaces)}"
  }

  private mutating func affinity(_ kind: String, _ share: Double) -> String? {
    guard chance(share) else { return nil }
    var parts: [String] = []
    if chance(0.5) { parts.append("requiredDuringSchedulingIgnoredDuringExecution: [\(term())]") }
    if chance(0.5) {
      parts.append(
        "preferredDuringSchedulingIgnoredDuringExecution: [{weight: \(pick("1", "50")), podAffinityTerm: \(term())}]")
    }
    return "\(kind): {\(parts.joined(separator: ", "))}"
  }

  private mutating func makeShape() throws -> Pod {
    var spec: [String] = []
    let requests = "{cpu: \(pick("100m", "500m", "1")), memory: \(pick("100Mi", "1Gi"))}"
    let ports = chance(0.15) ? ", ports: [{containerPort: 80, hostPort: \(pick("80", "81"))}]" : ""
    spec.append("containers: [{name: c, image: i\(chance(0.8) ? ", resources: {requests: \(requests)}" : "")\(ports)}]")
    if chance(0.3) { spec.append("priority: \(pick("10", "100"))") }
    if chance(0.2) { spec.append("nodeSelector: {disk: \(pick("ssd", "hdd"))}") }
    if chance(0.3) { spec.append("tolerations: [{key: k, operator: Exists}]") }
    if chance(0.2) { spec.append("tolerations: [{key: p1, operator: Exists, effect: PreferNoSchedule}]") }
    var kinds = [affinity("podAffinity", 0.25), affinity("podAntiAffinity", 0.25)].compactMap { $0 }
    if chance(0.2) {
      kinds.append(
        "nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: \(pick("2", "30")), "
          + "preference: {matchExpressions: [{key: disk, operator: In, values: [\(pick("ssd", "hdd"))]}]}}]}")
    }
    if !kinds.isEmpty { spec.append("affinity: {\(kinds.joined(separator: ", "))}") }
    if chance(0.35) {
      let policy = chance(0.3) ? ", nodeTaintsPolicy: Honor" : ""
      let minimum = chance(0.2) ? ", minDomains: 3" : ""
      let hard = minimum.isEmpty ? pick("DoNotSchedule", "ScheduleAnyway") : "DoNotSchedule"
      spec.append(
        "topologySpreadConstraints: [{maxSkew: \(pick("1", "2")), whenUnsatisfiable: \(hard), topologyKey: "
          + "\(pick("topology.kubernetes.io/zone", "kubernetes.io/hostname")), "
          + "labelSelector: {matchLabels: {app: \(pick("a", "b"))}}\(policy)\(minimum)}]")
    }
    // The first of two `tolerations` is kept.
    var seen: Set<Substring> = []
    let fields = spec.filter { seen.insert($0.prefix { $0 != ":" }).inserted }
    return try pod(
      "shape", labels: ["app": pick("a", "b")], namespace: chance(0.85) ? "default" : "other",
      spec: "{\(fields.joined(separator: ", "))}")
  }
}
