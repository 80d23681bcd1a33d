import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import SeededRandom
import Testing

@Suite struct ClusterStateTests {
  private static func node(_ name: String, labels: [String: String] = [:], cpu: String = "4") -> Node {
    Node([
      "metadata": ["name": .string(name), "labels": JSONValue(labels)],
      "status": ["allocatable": ["cpu": .string(cpu), "memory": "8Gi", "pods": "110"]],
    ])
  }

  private static func pod(_ name: String, on node: String?, cpu: String = "500m", port: Int64? = nil) -> Pod {
    var pod: JSONValue = [
      "metadata": ["name": .string(name)],
      "spec": [
        "containers": [
          [
            "name": "c", "resources": ["requests": ["cpu": .string(cpu), "nvidia.com/gpu": 1]],
          ]
        ]
      ],
    ]
    if let node { pod["spec"]["nodeName"] = .string(node) }
    if let port {
      pod["spec"]["containers"] = [["name": "c", "ports": [["containerPort": 80, "hostPort": .integer(port)]]]]
    }
    return Pod(pod)
  }

  @Test("Nodes are looked at zone by zone in turn, zones in order of first appearance")
  func zonesInTurn() {
    let cluster = ClusterState()
    let zone = "topology.kubernetes.io/zone"
    for (name, label) in [("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a"), ("c1", "c"), ("b2", "b")] {
      cluster.setNode(Self.node(name, labels: [zone: label]))
    }
    cluster.setNode(Self.node("bare"))
    #expect(cluster.nodeOrder == ["a1", "b1", "c1", "bare", "a2", "b2", "a3"])

    cluster.removeNode(named: "a1")
    #expect(cluster.nodeOrder == ["a2", "b1", "c1", "bare", "a3", "b2"])

    cluster.setNode(Self.node("a2", labels: [zone: "c"]))
    #expect(
      cluster.nodeOrder == ["a3", "b1", "c1", "bare", "b2", "a2"], "a Node that moves goes to its new zone's end")
  }

  @Test func `Pods that differ in what plugins see are told apart, whether or not they have one spec`() {
    let cluster = ClusterState()
    let first = Self.pod("first", on: nil)
    var labelled = first
    labelled.metadata.name = "labelled"
    labelled.metadata.labels = ["app": "a"]
    var replica = labelled
    replica.metadata.name = "replica"
    let larger = Self.pod("larger", on: nil, cpu: "2")
    let infos = [first, labelled, replica, first, replica, larger, replica].map { cluster.makeInfo($0) }
    #expect(
      infos.map(\.pod.metadata.name) == ["first", "labelled", "replica", "first", "replica", "larger", "replica"])
    #expect(infos.map { $0.request(of: ResourceVocabulary.cpu) } == [500, 500, 500, 500, 500, 2000, 500])
    #expect(infos[0].classNumber != infos[1].classNumber)
    #expect(infos[1].classNumber == infos[2].classNumber)
    #expect(infos[3].classNumber == infos[0].classNumber)
    #expect(infos[5].classNumber == infos[0].classNumber)
  }

  @Test func `an assumed Pod counts on its Node until it goes`() {
    let cluster = ClusterState()
    cluster.setNode(Self.node("n"))
    cluster.refresh()
    let info = cluster.makeInfo(Self.pod("p", on: nil))
    cluster.assume(info, on: "n")
    #expect(cluster.podCounts[0] == 1)
    #expect(cluster.pod(info.pod.namespacedName)?.node == "n")
    cluster.setPod(info.pod.assigned(to: "n"))
    #expect(cluster.podCounts[0] == 1)
    cluster.removePod(info.pod.namespacedName)
    #expect(cluster.podCounts[0] == 0)
    #expect(cluster.requested[ResourceVocabulary.cpu][0] == 0)
  }

  @Test func `a copy has everything that the cluster has`() throws {
    let scheduler = try Scheduler(configuration: SchedulerConfiguration(nil), plugins: .inTree)
    let cluster = scheduler.cluster
    for index in 0..<3 {
      var value: JSONValue = [
        "metadata": ["name": .string("n\(index)"), "labels": ["zone": "z"]],
        "spec": ["unschedulable": .bool(index > 0), "taints": [["key": "k", "effect": "PreferNoSchedule"]]],
        "status": ["allocatable": ["cpu": "4", "memory": "8Gi", "pods": "110", "nvidia.com/gpu": 9]],
      ]
      value["status"]["images"] = [["names": ["i"], "sizeBytes": 1]]
      cluster.setNode(Node(value))
    }
    cluster.setObject(KubernetesObject(["kind": "Service", "metadata": ["name": "s", "namespace": "default"]]))
    cluster.now = .start.advanced(by: .seconds(1))
    cluster.setPod(Self.pod("holder", on: "n0", port: 80))
    cluster.setPod(Self.pod("stray", on: "absent"))
    cluster.setUnscheduled(Self.pod("unscheduled", on: nil))
    cluster.waitingPods.add(
      Self.pod("permitted", on: "n0"), on: "n0", waits: [PermitWait(plugin: "p", timeout: .seconds(1))], at: .start)
    for index in 0..<3 {
      let info = cluster.makeInfo(Self.pod("p\(index)", on: nil))
      if let node = scheduler.decide(info).placedOn { cluster.assume(info, on: node) }
    }
    cluster.nominate(Self.pod("nominated", on: nil), to: "n0")
    _ = cluster.topology("zone")

    func parts(_ cluster: ClusterState) -> [String: String] {
      let children = Mirror(reflecting: cluster).children.map { ($0.label ?? "", String(describing: $0.value)) }
      return Dictionary(uniqueKeysWithValues: children)
    }
    let (parts, copied, initial) = (parts(cluster), parts(cluster.copy()), parts(ClusterState()))
    for (name, part) in parts {
      #expect(copied[name] == part, "\(name)")
      // Otherwise nothing would be tested.
      #expect(name == "isOrderStale" || initial[name] != part, "\(name)")
    }
  }

  @Test("the older zone labels count before the newer ones, and a region makes a zone of its own")
  func zoneLabels() {
    let cluster = ClusterState()
    cluster.setNode(Self.node("x1", labels: ["failure-domain.beta.kubernetes.io/zone": "x"]))
    cluster.setNode(
      Self.node(
        "x2",
        labels: ["failure-domain.beta.kubernetes.io/zone": "x", "topology.kubernetes.io/zone": "y"]))
    cluster.setNode(
      Self.node("r1", labels: ["topology.kubernetes.io/region": "r", "topology.kubernetes.io/zone": "x"]))
    #expect(cluster.nodeOrder == ["x1", "r1", "x2"])
  }

  @Test("a Pod counts on its Node while it is there, also when the Node joins after it")
  func podsCount() throws {
    let cluster = ClusterState()
    cluster.setPod(Self.pod("early", on: "n"))
    cluster.setNode(Self.node("n"))
    cluster.setPod(Self.pod("late", on: "n", cpu: "1500m"))
    cluster.refresh()
    let row = try #require(cluster.row(of: "n"))
    #expect(cluster.requested[ResourceVocabulary.cpu][row] == 2000)
    #expect(cluster.podsOnRow[row].map(\.pod.metadata.name) == ["early", "late"])

    cluster.removePod(NamespacedName("default", "early"))
    #expect(cluster.requested[ResourceVocabulary.cpu][row] == 1500)

    var ended = Self.pod("late", on: "n")
    ended.status.phase = "Succeeded"
    cluster.setPod(ended)
    #expect(cluster.requested[ResourceVocabulary.cpu][row] == 0, "a Pod that ended holds nothing")
  }

  @Test("whatever comes and goes, the columns equal those of a cluster built anew")
  func columnsEqualThoseBuiltAnew() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    let cluster = ClusterState()
    var nodes: [String: Node] = [:]
    var nodesInOrder: [String] = []
    var pods: [NamespacedName: Pod] = [:]
    for _ in 0..<600 {
      let number = Int.random(in: 0..<8, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0:
        let node = Self.node("n\(number)", cpu: "\(Int.random(in: 1...8, using: &random))")
        if nodes[node.name] == nil { nodesInOrder.append(node.name) }
        nodes[node.name] = node
        cluster.setNode(node)
      case 1:
        nodes["n\(number)"] = nil
        nodesInOrder.removeAll { $0 == "n\(number)" }
        cluster.removeNode(named: "n\(number)")
      case 2...3:
        let name = NamespacedName("default", "p\(Int.random(in: 0..<30, using: &random))")
        pods[name] = nil
        cluster.removePod(name)
      default:
        let pod = Int.random(in: 0..<30, using: &random)
        // Ports of their own: what Pods share is free when one of them goes.
        let port = Bool.random(using: &random) ? Int64(1_000 + pod) : nil
        let cpu = Int.random(in: 1...900, using: &random)
        let placed = Self.pod("p\(pod)", on: "n\(number)", cpu: "\(cpu)m", port: port)
        pods[placed.namespacedName] = placed
        cluster.setPod(placed)
      }
    }
    let fresh = ClusterState()
    for name in nodesInOrder { if let node = nodes[name] { fresh.setNode(node) } }
    for pod in pods.values { fresh.setPod(pod) }
    #expect(cluster.nodeOrder == fresh.nodeOrder, "seed \(seed)")
    for row in fresh.nodes.indices {
      for name in fresh.vocabulary.names {
        let mine = cluster.vocabulary.number(of: name).map { cluster.requested[$0][row] } ?? 0
        let theirs = fresh.vocabulary.number(of: name).map { fresh.requested[$0][row] } ?? 0
        #expect(mine == theirs, "\(name) on row \(row), seed \(seed)")
      }
      #expect(cluster.allocatable[ResourceVocabulary.cpu][row] == fresh.allocatable[ResourceVocabulary.cpu][row])
      #expect(cluster.nonZeroMilliCPU[row] == fresh.nonZeroMilliCPU[row], "seed \(seed)")
      #expect(Set(cluster.hostPorts[row].ports) == Set(fresh.hostPorts[row].ports), "seed \(seed)")
      #expect(
        Set(cluster.podsOnRow[row].map(\.pod.namespacedName)) == Set(fresh.podsOnRow[row].map(\.pod.namespacedName)),
        "seed \(seed)")
    }
  }

  @Test("a copy does not change with the original")
  func copies() throws {
    let cluster = ClusterState()
    cluster.setNode(Self.node("n"))
    cluster.refresh()
    let copy = cluster.copy()
    cluster.setPod(Self.pod("p", on: "n"))
    let row = try #require(copy.row(of: "n"))
    #expect(copy.requested[ResourceVocabulary.cpu][row] == 0)
    #expect(cluster.requested[ResourceVocabulary.cpu][row] == 500)
  }
}
