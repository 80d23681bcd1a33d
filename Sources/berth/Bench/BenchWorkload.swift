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
    let resources: JSONValue = ["cpu": "32", "memory": "64Gi", "pods": "110"]
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
    if self == .antiaffinity { labels["color"] = .string(colour(index)) }
    let requests: JSONValue = ["cpu": .string(self == .preemption ? "8" : "100m"), "memory": "500Mi"]
    var spec: JSONValue = ["containers": [["name": "c", "image": "bench", "resources": ["requests": requests]]]]
    if self == .preemption && !isInitial { spec["priority"] = 100 }
    spec["topologySpreadConstraints"] = constraints
    spec["affinity"] = affinity(index)
    return Pod([
      "metadata": [
        "name": .string(Self.padded(index, to: 6, prefix: "pod-")), "namespace": "default", "labels": labels,
        "uid": .string("uid-\(index)"),
      ],
      "spec": spec,
    ])
  }

  private func colour(_ index: Int) -> String { "c\(index % Self.colours)" }

  private var constraints: JSONValue {
    guard self == .spread else { return .null }
    return [
      [
        "maxSkew": 5, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "DoNotSchedule",
        "labelSelector": ["matchLabels": ["app": "bench"]],
      ]
    ]
  }

  private func affinity(_ index: Int) -> JSONValue {
    func term(_ key: String, _ labels: JSONValue) -> JSONValue {
      ["topologyKey": .string(key), "labelSelector": ["matchLabels": labels]]
    }
    switch self {
    case .affinity:
      let zone = term("topology.kubernetes.io/zone", ["app": "bench"])
      return [
        "podAffinity": [
          "requiredDuringSchedulingIgnoredDuringExecution": [zone],
          "preferredDuringSchedulingIgnoredDuringExecution": [["weight": 1, "podAffinityTerm": zone]],
        ]
      ]
    case .antiaffinity:
      let host = term("kubernetes.io/hostname", ["color": .string(colour(index))])
      return ["podAntiAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [host]]]
    case .basic, .spread, .preemption: return .null
    }
  }

  private static func padded(_ number: Int, to width: Int, prefix: String) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
