import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SeededRandom
import Testing

/// What is remembered of Pods' specs changes no answer: a server that remembers and one that never does are asked the same.
@Suite("Remembered Pod specs")
struct PodSpecAdmissionTests {
  /// Nothing is known of what its answers depend on, so that a chain with it remembers nothing.
  private struct Stranger: AdmissionPlugin {
    let name = "Stranger"
  }

  private static func forgetful() -> APIServer {
    APIServer(admission: AdmissionChain(AdmissionChain.standard.plugins + [Stranger()]))
  }

  private static func answer(_ server: inout APIServer, _ object: KubernetesObject) -> String {
    do throws(APIStatus) {
      return try server.create(object, user: "me", at: .start).value.json
    } catch {
      return "\(error.code) \(error.message)"
    }
  }

  @Test("A Pod becomes the same whether its spec came before or not", arguments: [11, 12, 13] as [UInt64])
  func sameAnswers(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var (remembering, forgetful) = (APIServer(), Self.forgetful())
    for number in 0..<400 {
      let object = Bool.random(using: &random) ? Self.pod(number, &random) : Self.other(number, &random)
      let (first, second) = (Self.answer(&remembering, object), Self.answer(&forgetful, object))
      #expect(first == second, "seed \(seed), object \(number)")
      if first != second { return }
    }
  }

  @Test("A spec that came before a LimitRange, a quota or a PriorityClass is completed as these want it")
  func laterObjects() throws {
    var server = APIServer()
    func create(_ name: String) throws -> JSONValue {
      let pod: JSONValue = [
        "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
        "spec": ["containers": [["name": "c", "image": "nginx"]]],
      ]
      return try server.create(KubernetesObject(pod), user: "me", at: .start).value
    }
    #expect(try create("a")["spec"]["priority"] == 0)
    let urgent: JSONValue = [
      "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": "urgent"], "value": 7,
      "globalDefault": true,
    ]
    try server.create(KubernetesObject(urgent), user: "me", at: .start)
    #expect(try create("b")["spec"]["priority"] == 7)
    try server.delete("PriorityClass", NamespacedName("", "urgent"), user: "me", at: .start)
    #expect(try create("b2")["spec"]["priority"] == 0)
    let limits: JSONValue = [
      "apiVersion": "v1", "kind": "LimitRange", "metadata": ["name": "l"],
      "spec": ["limits": [["type": "Container", "defaultRequest": ["cpu": "100m"]]]],
    ]
    try server.create(KubernetesObject(limits), user: "me", at: .start)
    let limited = try create("c")
    #expect(limited["spec"]["containers"][0]["resources"]["requests"]["cpu"] == "100m")
    #expect(!limited["metadata"]["annotations"]["kubernetes.io/limit-ranger"].isNull)
    let quota: JSONValue = [
      "apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": "q"], "spec": ["hard": ["pods": "3"]],
    ]
    try server.create(KubernetesObject(quota), user: "me", at: .start)
    #expect(throws: APIStatus.self) { try create("d") }
  }

  // MARK: Random objects

  private static func one(of list: [JSONValue], _ random: inout SplitMix64) -> JSONValue {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private static func pod(_ number: Int, _ random: inout SplitMix64) -> KubernetesObject {
    var spec: JSONValue = ["containers": [["name": "c", "image": "nginx"]]]
    spec["containers"][0]["resources"] = one(
      of: [.null, ["requests": ["cpu": "0.5"]], ["limits": ["memory": "1Gi"]], ["requests": ["cpu": "-1"]]], &random)
    spec["priorityClassName"] = one(of: [.null, .null, "class-1", "class-2", "absent"], &random)
    spec["runtimeClassName"] = one(of: [.null, .null, .null, "runtime-1", "absent"], &random)
    spec["hostNetwork"] = one(of: [.null, .null, true], &random)
    spec["schedulingGates"] = one(of: [.null, .null, .null, [["name": "example.com/wait"]]], &random)
    spec["nodeName"] = one(of: [.null, .null, .null, "n1"], &random)
    spec["volumes"] = one(of: [.null, .null, .null, [["name": "v", "emptyDir": [:]]], [["name": ""]]], &random)
    spec["tolerations"] = one(of: [.null, [], [["key": "a", "operator": "Exists"]], [["operator": "Never"]]], &random)
    spec["topologySpreadConstraints"] = one(
      of: [
        .null, .null,
        [
          [
            "maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "DoNotSchedule", "matchLabelKeys": ["app"],
            "labelSelector": ["matchLabels": ["tier": "x"]],
          ]
        ],
      ], &random)
    var metadata: JSONValue = [
      "name": .string(one(of: ["p", "q", "Bad_Name"], &random).string.map { "\($0)\(number)" } ?? "")
    ]
    metadata["namespace"] = one(of: [.null, "default", "team-1", "absent"], &random)
    metadata["labels"] = one(of: [.null, ["app": "a"], ["app": "b"], ["app": "not valid!"]], &random)
    return KubernetesObject(["apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec])
  }

  /// Objects that admission looks at.
  private static func other(_ number: Int, _ random: inout SplitMix64) -> KubernetesObject {
    let digit = String(Int.random(in: 1...2, using: &random))
    switch Int.random(in: 0..<12, using: &random) {
    case 0:
      return KubernetesObject([
        "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": .string("class-\(digit)")],
        "value": .integer(Int64(number)), "globalDefault": digit == "1" ? true : false,
      ])
    case 1:
      return KubernetesObject([
        "apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": ["name": .string("runtime-\(digit)")],
        "handler": "h", "overhead": ["podFixed": ["cpu": "10m"]],
      ])
    case 2 where number > 200:
      return KubernetesObject([
        "apiVersion": "v1", "kind": "LimitRange",
        "metadata": ["name": .string("limits-\(digit)"), "namespace": "team-1"],
        "spec": ["limits": [["type": "Container", "default": ["cpu": "1"], "max": ["cpu": "2"]]]],
      ])
    case 3:
      return KubernetesObject([
        "apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": .string("quota-\(digit)")],
        "spec": ["hard": ["pods": "90", "requests.cpu": "20"]],
      ])
    case 4:
      return KubernetesObject(["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string("team-\(digit)")]])
    default: return pod(number, &random)
    }
  }
}
