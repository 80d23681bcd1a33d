import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SeededRandom
import Testing

/// New Nodes and Pods of which something is remembered are stored as those are of which nothing is.
@Suite("New objects of which something is known")
struct KnownObjectTests {
  /// Nothing is known of what its answers depend on, so that a chain with it remembers nothing.
  private struct Stranger: AdmissionPlugin {
    let name = "Stranger"
  }

  @Test(
    "They get the tree and the view that they would get if nothing were known", arguments: [21, 22, 23] as [UInt64])
  func sameObjects(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var remembering = APIServer()
    var forgetful = APIServer(admission: AdmissionChain(AdmissionChain.standard.plugins + [Stranger()]))
    for number in 0..<1200 {
      let object = Bool.random(using: &random) ? Self.node(number, &random) : Self.pod(number, &random)
      let isDryRun = number % 7 == 0
      let (first, second) = (
        Self.answer(&remembering, object, isDryRun), Self.answer(&forgetful, object, isDryRun)
      )
      #expect(first == second, "seed \(seed), object \(number)")
      if first != second { return }
    }
    #expect(remembering.store.count("Node") > 20 && remembering.store.count("Pod") > 20)
  }

  /// The object as it is stored, or why it is refused.
  private static func answer(_ server: inout APIServer, _ object: KubernetesObject, _ isDryRun: Bool) -> String {
    do throws(APIStatus) {
      let made = try server.create(object, user: "me", at: .start, dryRun: isDryRun)
      let read = KubernetesObject(made.value).viewed
      // The view of a dry run's answer is read from its tree.
      #expect(read.metadata == made.metadata || isDryRun)
      #expect(made.labels == read.labels && made.annotations == read.annotations && made.uid == read.uid)
      if made.kind == "Pod" { #expect(read.pod == made.pod) } else { #expect(read.node.taints == made.node.taints) }
      return made.value.json
    } catch {
      return "\(error.code) \(error.message)"
    }
  }

  private static func one(of list: [JSONValue], _ random: inout SplitMix64) -> JSONValue {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private static func metadata(_ number: Int, _ random: inout SplitMix64) -> JSONValue {
    var metadata: JSONValue = [:]
    metadata["labels"] = one(of: [.null, [:], ["app": "a"], ["app": "b"], ["app": "not valid!"], ["app": ""]], &random)
    metadata["namespace"] = one(of: [.null, .null, "default", "", "absent"], &random)
    let name = JSONValue.string("n\(number / 2)")
    metadata["name"] = one(of: [name, name, name, name, .null, "", "Bad_Name"], &random)
    metadata["generateName"] = one(of: [.null, .null, "some-", ""], &random)
    metadata["annotations"] = one(of: [.null, [:], ["a": "b"], ["a b": ""]], &random)
    metadata["generation"] = one(of: [.null, .null, 7, -7], &random)
    metadata["uid"] = one(of: [.null, .null, .null, "own"], &random)
    metadata["resourceVersion"] = one(of: [.null, .null, "3"], &random)
    metadata["deletionTimestamp"] = one(of: [.null, .null, "2026-01-01T00:00:00Z"], &random)
    metadata["finalizers"] = one(of: [.null, .null, [], ["example.com/f"], ["f"]], &random)
    metadata["ownerReferences"] = one(
      of: [
        .null, .null, [],
        [["apiVersion": "v1", "kind": "Node", "name": "n0", "uid": "u", "controller": true]], [["name": "n0"]],
      ], &random)
    return metadata
  }

  private static func node(_ number: Int, _ random: inout SplitMix64) -> KubernetesObject {
    var node: JSONValue = ["apiVersion": "v1", "kind": "Node"]
    let isStatusFirst = Bool.random(using: &random)
    let status = one(
      of: [
        .null, [:], ["capacity": ["cpu": "4", "pods": "10"]], ["capacity": ["cpu": "-4"]],
        ["conditions": [["type": "Ready", "status": "False"]], "images": []],
      ], &random)
    if isStatusFirst { node["status"] = status }
    node["metadata"] = metadata(number, &random)
    node["spec"] = one(
      of: [
        .null, [:], ["unschedulable": false], ["taints": [["key": "a", "effect": "NoSchedule"]]],
        ["taints": [["key": "a", "effect": "Never"]]], ["podCIDRs": ["10.0.0.0/24"]],
      ], &random)
    if !isStatusFirst { node["status"] = status }
    return KubernetesObject(node)
  }

  private static func pod(_ number: Int, _ random: inout SplitMix64) -> KubernetesObject {
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": metadata(number, &random)]
    pod["spec"] = ["containers": [["name": "c", "image": "nginx"]]]
    pod["spec"]["schedulingGates"] = one(of: [.null, .null, [["name": "example.com/wait"]]], &random)
    pod["spec"]["nodeName"] = one(of: [.null, .null, "n1"], &random)
    pod["status"] = one(of: [.null, ["phase": "Running", "nominatedNodeName": "n1"]], &random)
    return KubernetesObject(pod)
  }
}
