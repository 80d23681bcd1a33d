import ArgumentParser
import KubernetesAPI

/// What the Pods of a benchmark ask for.
enum BenchWorkload: String, CaseIterable, ExpressibleByArgument, Sendable {
  /// cpu and memory.
  case basic
  /// And an even spread over zones.
  case spread
  /// And company in their zone, required and preferred.
  case affinity
  /// And no other Pod of their colour on the Node.
  case antiaffinity
  /// A quarter of a full Node, with a priority that lets them preempt.
  case preemption
  /// Pods of many apps in a random order, each app with one of the demands above and its own size, on Nodes of different sizes.
  case mixed

  /// How many apps ``mixed`` has.
  static let apps = 60

  /// How many colours Pods have that keep away from their own.
  static let colours = 10

  /// The Pods before the measurement: with preemption as many as fill the cluster.
  func initialPods(asked: Int, nodes: Int) -> Int { self == .preemption ? 4 * nodes : asked }

  /// The Node of an initial Pod.
  func node(ofInitialPod index: Int, nodes: Int) -> Int {
    self == .antiaffinity
      ? (index / Self.colours + 7 * (index % Self.colours)) % nodes : index % nodes
  }

  func node(_ index: Int) -> Node {
    let name = BenchWorkload.padded(index, to: 5, prefix: "node-")
    let cores = self == .mixed ? [8, 32, 96, 32][index % 4] : 32
    let resources: JSONValue = ["cpu": .string("\(cores)"), "memory": .string("\(2 * cores)Gi"), "pods": "110"]
    return Node([
      "metadata": [
        "name": .string(name),
        "labels": [
          "kubernetes.io/hostname": .string(name), "topology.kubernetes.io/zone": .string("zone-\(index % 3)"),
        ],
      ],
      "status": ["capacity": resources, "allocatable": resources],
    ])
  }

  /// - Parameter isInitial: Whether the Pod stands before the measurement.
  func pod(_ index: Int, isInitial: Bool) -> Pod {
    var labels: JSONValue = ["app": "bench"]
    var (cpu, memory, demand) = (self == .preemption ? "8" : "100m", "500Mi", self)
    if self == .mixed {
      let app = Self.app(index)
      labels["app"] = .string("app-\(app)")
      labels["tier"] = .string("tier-\(app % 4)")
      demand = [.basic, .spread, .basic, .antiaffinity, .affinity, .basic][app % 6]
      cpu = ["50m", "100m", "250m", "1", "2", "4", "150m"][app % 7]
      memory = ["64Mi", "300Mi", "1Gi", "2500Mi", "6Gi"][app % 5]
    }
    if self == .antiaffinity { labels["color"] = .string("c\(index % Self.colours)") }
    let requests: JSONValue = ["cpu": .string(cpu), "memory": .string(memory)]
    var spec: JSONValue = ["containers": [["name": "c", "image": "bench", "resources": ["requests": requests]]]]
    if self == .preemption && !isInitial { spec["priority"] = 100 }
    let own: JSONValue = self == .antiaffinity ? ["color": labels["color"]] : ["app": labels["app"]]
    spec["topologySpreadConstraints"] = demand.constraints(own)
    spec["affinity"] = demand.affinity(own)
    return Pod([
      "metadata": [
        "name": .string(Self.padded(index, to: 6, prefix: "pod-")), "namespace": "default", "labels": labels,
        "uid": .string("uid-\(index)"),
      ],
      "spec": spec,
    ])
  }

  /// In an order that looks random.
  private static func app(_ index: Int) -> Int {
    Int((UInt64(index) &* 0x9E37_79B9_7F4A_7C15) >> 40) % apps
  }

  /// - Parameter own: Labels that the Pod has in common with others of its kind.
  private func constraints(_ own: JSONValue) -> JSONValue {
    guard self == .spread else { return .null }
    return [
      [
        "maxSkew": 5, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": ["matchLabels": own],
      ]
    ]
  }

  private func affinity(_ own: JSONValue) -> JSONValue {
    func term(_ key: String) -> JSONValue {
      ["topologyKey": .string(key), "labelSelector": ["matchLabels": own]]
    }
    switch self {
    case .affinity:
      let zone = term("topology.kubernetes.io/zone")
      return [
        "podAffinity": [
          "requiredDuringSchedulingIgnoredDuringExecution": [zone],
          "preferredDuringSchedulingIgnoredDuringExecution": [["weight": 1, "podAffinityTerm": zone]],
        ]
      ]
    case .antiaffinity:
      return ["podAntiAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [term("kubernetes.io/hostname")]]]
    case .basic, .spread, .preemption, .mixed: return .null
    }
  }

  private static func padded(_ number: Int, to width: Int, prefix: String) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
