import KubernetesAPI
import SeededRandom

/// Random objects of clusters in which Nodes are rejected for many reasons at once.
struct RandomObjects {
  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  mutating func make() -> RemediedCluster {
    let nodes = (0..<number(in: 2...6)).map { node("n\($0)") }
    let running = (0..<number(in: 0...10)).map { runningPod("r\($0)", on: "n\(number(in: 0...5))") }
    var cluster = RemediedCluster(nodes: nodes, running: running, pod: waitingPod())
    if chance(25) { cluster.configuration = addedAffinity() }
    if cluster.configuration == nil, chance(20) {
      cluster.configuration = defaultConstraints()
      cluster.services = [
        [
          "kind": "Service", "metadata": ["name": "s", "namespace": "default"],
          "spec": ["selector": ["app": "web"]],
        ]
      ]
    }
    return cluster
  }

  // MARK: - Choices

  private mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  private mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }
  private mutating func one<Element>(of list: [Element]) -> Element { list[number(in: 0...(list.count - 1))] }

  private mutating func some(_ list: [JSONValue], _ percent: Int) -> JSONValue {
    var chosen: [JSONValue] = []
    for item in list where chance(percent) { chosen.append(item) }
    return .array(chosen)
  }

  // MARK: - Nodes

  private mutating func node(_ name: String) -> JSONValue {
    var node: JSONValue = ["kind": "Node", "metadata": ["name": .string(name)]]
    if chance(90) {
      var labels: JSONValue = [:]
      if chance(80) { labels["kubernetes.io/hostname"] = .string(name) }
      if chance(75) { labels["example.com/zone"] = .string(one(of: ["a", "b", "c"])) }
      if chance(60) { labels["disk"] = .string(one(of: ["ssd", "hdd"])) }
      if chance(50) { labels["cores"] = .string(one(of: ["4", "16", "many"])) }
      node["metadata"]["labels"] = labels
    }
    if chance(40) { node["spec"]["taints"] = some(Self.taints, 40) }
    if chance(20) { node["spec"]["unschedulable"] = true }
    let amounts = amounts(cpu: 0...4, gigabytes: 0...8, pods: 0...5)
    switch number(in: 0...9) {
    case 0: node["status"]["capacity"] = amounts
    case 1: node["status"]["conditions"] = []
    case 2: break
    case 3, 4:
      node["status"]["capacity"] = amounts
      node["status"]["allocatable"] = amounts
    default: node["status"]["allocatable"] = amounts
    }
    return node
  }

  private static let taints: [JSONValue] = [
    ["key": "a", "value": "x", "effect": "NoSchedule"], ["key": "a", "effect": "NoExecute"],
    ["key": "example.com/b", "value": "y", "effect": "NoExecute"], ["key": "c", "effect": "PreferNoSchedule"],
  ]

  private mutating func amounts(
    cpu: ClosedRange<Int>, gigabytes: ClosedRange<Int>, pods: ClosedRange<Int>
  ) -> JSONValue {
    var amounts: JSONValue = [
      "cpu": .string("\(number(in: cpu) * 500)m"), "memory": .string("\(number(in: gigabytes))Gi"),
      "pods": .integer(Int64(number(in: pods))),
    ]
    if chance(40) { amounts["example.com/gpu"] = .integer(Int64(number(in: 0...3))) }
    return amounts
  }

  // MARK: - Pods

  private mutating func runningPod(_ name: String, on node: String) -> JSONValue {
    var pod = pod(name)
    pod["spec"]["nodeName"] = .string(node)
    pod["spec"]["containers"] = [container(ports: 20)]
    if chance(30) {
      pod["spec"]["affinity"]["podAntiAffinity"][Self.required] = .array(podTerms(1...2))
    }
    return pod
  }

  private mutating func pod(_ name: String) -> JSONValue {
    [
      "kind": "Pod",
      "metadata": [
        "name": .string(name), "namespace": .string(chance(85) ? "default" : "other"),
        "labels": ["app": .string(one(of: ["web", "db"])), "tier": .string(one(of: ["x", "y"]))],
      ],
      "spec": [:],
    ]
  }

  private mutating func waitingPod() -> JSONValue {
    var pod = pod("waiting")
    pod["metadata"]["namespace"] = "default"
    pod["spec"]["containers"] = .array((0..<number(in: 1...3)).map { _ in container(ports: 30) })
    if chance(30) {
      pod["spec"]["initContainers"] = .array(
        (0..<number(in: 1...3)).map { _ in
          var container = container(ports: 20)
          if chance(50) { container["restartPolicy"] = "Always" }
          return container
        })
    }
    if chance(15) { pod["spec"]["overhead"] = ["cpu": "250m", "memory": "100Mi"] }
    if chance(15) { pod["spec"]["resources"] = resources() }
    if chance(10) { pod["spec"]["hostNetwork"] = true }
    if chance(40) { pod["spec"]["tolerations"] = some(Self.tolerations, 30) }
    if chance(10) { pod["spec"]["nodeName"] = .string(one(of: ["n0", "n1", "gone"])) }
    if chance(30) { pod["spec"]["nodeSelector"] = nodeSelector() }
    if chance(35) {
      pod["spec"]["affinity"]["nodeAffinity"][Self.required]["nodeSelectorTerms"] = .array(
        (0..<number(in: 1...3)).map { _ in nodeTerm() })
    }
    if chance(30) { pod["spec"]["affinity"]["podAffinity"][Self.required] = .array(podTerms(1...3)) }
    if chance(30) { pod["spec"]["affinity"]["podAntiAffinity"][Self.required] = .array(podTerms(1...2)) }
    if chance(45) { pod["spec"]["topologySpreadConstraints"] = .array(constraints()) }
    return pod
  }

  private static let required = "requiredDuringSchedulingIgnoredDuringExecution"
  private static let tolerations: [JSONValue] = [
    ["key": "a", "operator": "Exists", "effect": "NoExecute"], ["key": "example.com/b", "value": "z"],
  ]

  private mutating func container(ports percent: Int) -> JSONValue {
    var container: JSONValue = ["name": "c", "image": "i"]
    if chance(80) { container["resources"] = resources() }
    if chance(percent) {
      container["ports"] = .array(
        (0..<number(in: 1...2)).map { _ in
          var port: JSONValue = ["containerPort": .integer(Int64(number(in: 80...83)))]
          if chance(70) { port["hostPort"] = port["containerPort"] }
          if chance(20) { port["hostIP"] = .string("127.0.0.1") }
          if chance(20) { port["protocol"] = .string("UDP") }
          return port
        })
    }
    return container
  }

  private mutating func resources() -> JSONValue {
    var amounts: JSONValue = [:]
    if chance(80) { amounts["cpu"] = .string("\(number(in: 1...7) * 150)m") }
    if chance(60) { amounts["memory"] = .string("\(number(in: 1...3000))Mi") }
    if chance(15) { amounts["example.com/gpu"] = .integer(Int64(number(in: 1...2))) }
    switch number(in: 0...2) {
    case 0: return ["limits": amounts]
    case 1: return ["requests": amounts, "limits": amounts]
    default: return ["requests": amounts]
    }
  }

  // MARK: - Selectors and terms

  private mutating func nodeSelector() -> JSONValue {
    var selector: JSONValue = [:]
    for (key, value) in [("disk", "ssd"), ("example.com/zone", "a"), ("team", "red"), ("kubernetes.io/hostname", "n1")]
    where chance(35) {
      selector[key] = .string(value)
    }
    return selector
  }

  private mutating func nodeTerm() -> JSONValue {
    let expressions: [JSONValue] = [
      ["key": "disk", "operator": "In", "values": ["ssd", "nvme"]],
      ["key": "disk", "operator": "NotIn", "values": ["hdd", "ssd"]],
      ["key": "example.com/zone", "operator": "Exists"], ["key": "example.com/zone", "operator": "DoesNotExist"],
      ["key": "cores", "operator": "Gt", "values": ["8"]], ["key": "cores", "operator": "Lt", "values": ["12"]],
      ["key": "team", "operator": "In", "values": ["red"]],
    ]
    let fields: [JSONValue] = [
      ["key": "metadata.name", "operator": "In", "values": ["n0"]],
      ["key": "metadata.name", "operator": "In", "values": ["n1"]],
      ["key": "metadata.name", "operator": "NotIn", "values": ["n2"]],
    ]
    return ["matchExpressions": some(expressions, 25), "matchFields": some(fields, 15)]
  }

  private mutating func podTerms(_ count: ClosedRange<Int>) -> [JSONValue] {
    (0..<number(in: count)).map { _ in
      var term: JSONValue = ["labelSelector": labelSelector(), "topologyKey": .string(topologyKey())]
      if chance(20) { term["namespaces"] = ["default", "other"] }
      return term
    }
  }

  private mutating func labelSelector() -> JSONValue {
    one(of: [
      ["matchLabels": ["app": "web"]], ["matchLabels": ["app": "db"]], ["matchLabels": ["tier": "x"]],
      ["matchExpressions": [["key": "app", "operator": "Exists"]]],
    ])
  }

  private mutating func topologyKey() -> String {
    one(of: ["kubernetes.io/hostname", "example.com/zone", "disk", "rack"])
  }

  private mutating func constraints() -> [JSONValue] {
    var keys: Set<String> = []
    for _ in 0..<number(in: 1...3) { keys.insert(topologyKey()) }
    return keys.sorted().map { key in
      var constraint: JSONValue = [
        "topologyKey": .string(key), "maxSkew": .integer(Int64(number(in: 1...2))),
        "whenUnsatisfiable": .string(chance(80) ? "DoNotSchedule" : "ScheduleAnyway"),
        "labelSelector": labelSelector(),
      ]
      if chance(20) { constraint["minDomains"] = .integer(Int64(number(in: 1...5))) }
      if chance(20) { constraint["nodeTaintsPolicy"] = "Honor" }
      if chance(20) { constraint["nodeAffinityPolicy"] = "Ignore" }
      return constraint
    }
  }

  // MARK: - Configurations

  private mutating func addedAffinity() -> JSONValue {
    profile("NodeAffinity", ["addedAffinity": [Self.required: ["nodeSelectorTerms": [nodeTerm(nonEmpty: true)]]]])
  }

  private mutating func nodeTerm(nonEmpty: Bool) -> JSONValue {
    let term = nodeTerm()
    let isEmpty = term["matchExpressions"].items.isEmpty && term["matchFields"].items.isEmpty
    return nonEmpty && isEmpty ? ["matchExpressions": [["key": "team", "operator": "Exists"]]] : term
  }

  private mutating func defaultConstraints() -> JSONValue {
    let constraints = Set([topologyKey(), topologyKey()]).sorted().map { key -> JSONValue in
      ["topologyKey": .string(key), "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule"]
    }
    return profile("PodTopologySpread", ["defaultingType": "List", "defaultConstraints": .array(constraints)])
  }

  private func profile(_ plugin: String, _ arguments: JSONValue) -> JSONValue {
    [
      "apiVersion": "kubescheduler.config.k8s.io/v1", "kind": "KubeSchedulerConfiguration",
      "profiles": [["pluginConfig": [["name": .string(plugin), "args": arguments]]]],
    ]
  }
}
