import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Remedies")
struct RemedyTests {
  private func cluster(_ testCase: Case) throws -> RemediedCluster {
    var node = try yaml(testCase.node)
    node["metadata"]["name"] = "node"
    node["metadata"]["labels"]["kubernetes.io/hostname"] = "node"
    let running = try testCase.running.enumerated().map { index, text -> JSONValue in
      var pod = try yaml(text)
      pod["metadata"]["name"] = .string("r\(index)")
      pod["metadata"]["namespace"] = "default"
      pod["spec"]["nodeName"] = "node"
      return pod
    }
    let pod: JSONValue = [
      "metadata": ["name": "p", "namespace": "default", "labels": ["app": "web"]], "spec": try yaml(testCase.spec),
    ]
    return RemediedCluster(nodes: [node], running: running, pod: pod)
  }

  private func line(_ remedy: Remedy) -> String {
    remedy.changes.map { change in
      let patch = change.patch.map { operation in
        let json = operation.json
        let value = json["value"].isNull ? "" : " \(json["value"].json)"
        return "\(json["op"].string ?? "") \(json["path"].string ?? "")\(value)"
      }
      let subject = change.subject.json
      return "\(change.kind.name) of \(subject["kind"].string ?? "") \(subject["name"].string ?? "")"
        + (patch.isEmpty ? "" : ": " + patch.joined(separator: ", "))
    }.joined(separator: " + ")
  }

  @Test("are the least changes, as patches, and turn the verdict", arguments: cases)
  func remedies(_ testCase: Case) throws {
    let cluster = try cluster(testCase)
    let remedies = try cluster.attempt().remedies("node", testCase.plugin)
    #expect(remedies.map(line) == testCase.remedies)
    for remedy in remedies {
      let passes = try cluster.applying(remedy).attempt().passes("node", testCase.plugin)
      #expect(passes, "\(line(remedy))")
    }
  }

  @Test("A gated Pod would be let into the queue without its gates")
  func gates() throws {
    let spec = "{schedulingGates: [{name: example.com/a}, {name: example.com/b}]}"
    let cluster = RemediedCluster(pod: ["metadata": ["name": "p"], "spec": try yaml(spec)])
    let attempt = try cluster.attempt()
    let remedies = try #require(attempt.preEnqueueRemedies.first)
    #expect(remedies.plugin == "SchedulingGates")
    #expect(remedies.remedies.map(line) == ["removeSchedulingGates of Pod p: remove /spec/schedulingGates"])
    let after = try cluster.applying(remedies.remedies[0]).attempt()
    #expect(after.preEnqueue.isEmpty)
  }

  @Test("Only an attempt at full depth has remedies, and golden cases never do")
  func depth() throws {
    var cluster = RemediedCluster(pod: ["metadata": ["name": "p"]])
    cluster.nodes = [["metadata": ["name": "n"], "spec": ["unschedulable": true]]]
    #expect(try cluster.scheduler().schedule(Pod(cluster.pod)).remedies.isEmpty)
    let attempt = try cluster.attempt()
    #expect(attempt.remedies.count == 1)
    var json = JSONWriter()
    json.object { attempt.writeMembers(to: &$0) }
    #expect(!json.text.contains("remedies"))
    var trace = JSONWriter()
    trace.object { attempt.writeMembers(to: &$0, withTrace: true) }
    #expect(trace.text.contains(#""remedies":{"n":{"NodeUnschedulable":[{"changes":[{"kind":"uncordon","#))
  }

  @Test("The cheapest Node is the one that the fewest changes open, over all plugins that reject it")
  func cheapest() throws {
    func node(_ name: String, taints: [JSONValue], cordoned: Bool) -> JSONValue {
      [
        "metadata": ["name": .string(name)], "spec": ["taints": .array(taints), "unschedulable": .bool(cordoned)],
        "status": ["allocatable": ["pods": 1]],
      ]
    }
    let taints: [JSONValue] = [["key": "a", "effect": "NoSchedule"], ["key": "b", "effect": "NoSchedule"]]
    var cluster = RemediedCluster(pod: ["metadata": ["name": "p"]])
    cluster.nodes = [
      node("three", taints: taints, cordoned: true), node("two", taints: taints, cordoned: false),
      node("also-two", taints: [taints[0]], cordoned: true),
    ]
    let cheapest = try #require(try cluster.attempt().cheapestNode)
    #expect(cheapest == ("two", 2))
  }

  @Test("A Node that only a nominated Pod closes has remedies that count that Pod in")
  func nominated() throws {
    let cluster = Situation(
      nodes: [try node("node", allocatable: "{cpu: 1, pods: 10}")],
      pods: [
        try pod(
          "first", spec: requesting("{cpu: 800m}", "priority: 10"), status: "{nominatedNodeName: node}")
      ])
    let attempt = try cluster.attempt(try pod("second", spec: requesting("{cpu: 500m}")))
    #expect(attempt.rejections(by: "NodeResourcesFit").isEmpty)
    #expect(
      attempt.remedies("node", "NodeResourcesFit").flatMap(\.changes).map(\.kind) == [
        .requestLess(resource: "cpu", by: 300, to: 200), .free(resource: "cpu", amount: 300),
        .enlarge(resource: "cpu", by: 300, to: 1300),
      ])
    #expect(try cluster.attempt(try pod("second", spec: requesting("{cpu: 200m}"))).placedOn == "node")
  }

  @Test("Many Pods that keep another one away are counted, few are named")
  func opponents() throws {
    func remedies(_ count: Int) throws -> (RemediedCluster, [Remedy]) {
      let term: JSONValue = [
        "labelSelector": ["matchLabels": ["app": "web"]], "topologyKey": "kubernetes.io/hostname",
      ]
      let required = "requiredDuringSchedulingIgnoredDuringExecution"
      var cluster = RemediedCluster(pod: ["metadata": ["name": "p", "labels": ["app": "web"]]])
      cluster.nodes = [["metadata": ["name": "n", "labels": ["kubernetes.io/hostname": "n"]]]]
      cluster.running = (0..<count).map { number in
        [
          "metadata": ["name": .string("r\(number)")],
          "spec": [
            "nodeName": "n",
            "affinity": ["podAntiAffinity": .object([required: [term]])],
          ],
        ]
      }
      return (cluster, try cluster.attempt().remedies("n", "InterPodAffinity"))
    }
    let (_, few) = try remedies(2)
    let path = "/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0"
    #expect(
      few.map(line) == [
        "dropPodAntiAffinity of Pod r0: remove \(path) + dropPodAntiAffinity of Pod r1: remove \(path)"
      ])
    let (cluster, many) = try remedies(9)
    #expect(
      many.flatMap(\.changes).map(\.kind) == [
        .dropAntiAffinityOfOthers(topologyKey: "kubernetes.io/hostname", value: "n", pods: 9)
      ])
    #expect(try cluster.applying(many[0]).attempt().passes("n", "InterPodAffinity"))
  }
}
