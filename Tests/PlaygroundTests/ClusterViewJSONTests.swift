import ClusterSimulator
import KubernetesAPI
import Playground
import Testing

/// Views are written in parts, and what Pods have in common is written once: each still says what is its own.
@Suite struct ClusterViewJSONTests {
  private static let colors = ["red", "green", "blue"]

  private static func view(pods: Int) throws -> JSONValue {
    let nodes = (1...2).map { number in
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node-\(number), labels: {kubernetes.io/hostname: node-\(number)}}
      status: {capacity: {cpu: "1000", memory: 1Ti, pods: "5000"}}
      ---

      """
    }
    let texts = (0..<pods).map { index in
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: pod-\(index), labels: {color: \(colors[index % 3])}}
      spec:
        containers: [{name: c, image: nginx, resources: {requests: {cpu: \(100 + index % 2)m}}}]
        nodeSelector: {kubernetes.io/hostname: \(index % 5 == 4 ? "nowhere" : "node-\(index % 2 + 1)")}

      """
    }
    let scenario = try ScenarioReader().read(nodes.joined() + texts.joined(separator: "---\n"))
    let run = try ScenarioRun(scenario)
    let view = try #require(try run.simulation.view(afterStep: run.result.steps.count))
    return try JSONValue(json: ScenarioRun.json(of: view).bytes)
  }

  @Test(
    "Every Pod of a view has its own name, Node and labels, in a small cluster and in a large one",
    arguments: [10, 700])
  func pods(count: Int) throws {
    let view = try Self.view(pods: count)
    let pods = view["pods"].items
    #expect(pods.count == count)
    for (index, pod) in pods.enumerated() {
      let isPending = index % 5 == 4
      #expect(pod["pod"].string == "default/pod-\(index)")
      #expect(pod["node"] == (isPending ? .null : .string("node-\(index % 2 + 1)")))
      #expect(pod["phase"].string == (isPending ? "Pending" : "Running"))
      #expect(pod["labels"]["color"].string == Self.colors[index % 3])
      #expect(pod["requests"]["cpu"].integer == Int64(100 + index % 2))
      #expect(pod["reason"].string == (isPending ? "Unschedulable" : nil))
    }
    let nodes = view["nodes"].items
    #expect(nodes.map { $0["name"].string } == ["node-1", "node-2"])
    #expect(nodes.map { $0["pods"].items.count }.reduce(0, +) == count - count / 5)
    for node in nodes { #expect(node["requested"]["pods"].integer == Int64(node["pods"].items.count)) }
    #expect(view["queue"]["unschedulable"].items.count == count / 5)
  }
}
