import ClusterSimulator
import KubernetesAPI
import Testing

@Suite struct ClusterViewTests {
  @Test("Amounts stand in the order in which people look at them, whatever the order they came in")
  func order() {
    let amounts: ResourceAmounts = [
      "pods": 1, "nvidia.com/gpu": 2, "memory": 3, "example.com/a": 4, "ephemeral-storage": 5, "cpu": 6, "pods": 7,
    ]
    #expect(
      amounts.entries.map(\.resource) == [
        "cpu", "memory", "ephemeral-storage", "pods", "example.com/a", "nvidia.com/gpu",
      ])
    #expect(amounts["pods"] == 7)
    #expect(amounts["example.com/b"] == nil)
  }

  @Test("A Node shows the sum of what its Pods request that have not ended")
  func requested() throws {
    let simulation = try simulate(
      threeNodes + podText("a", cpu: "1", "nodeName: node01") + podText("b", cpu: "500m", "nodeName: node01")
        + podText("c", "nodeName: node02"))
    let view = try #require(try simulation.view(afterStep: simulation.result.steps.count))
    let nodes = Dictionary(uniqueKeysWithValues: view.nodes.map { ($0.name, $0) })
    #expect(nodes["node01"]?.requested == ["cpu": 1500, "pods": 2])
    #expect(nodes["node01"]?.pods.map(\.name) == ["a", "b"])
    #expect(nodes["node02"]?.requested == ["pods": 1])
    #expect(nodes["controlplane"]?.requested == ["pods": 0])
    #expect(nodes["node02"]?.allocatable == ["cpu": 2000, "memory": 4 << 30, "pods": 110])
    #expect(nodes["node02"]?.capacity == nodes["node02"]?.allocatable)
  }

  @Test("Nodes come zone by zone in turn, and otherwise in the order in which they were created")
  func nodes() throws {
    func names(_ zones: [String?]) throws -> [String] {
      let texts = zones.enumerated().map { index, zone in
        let labels = zone.map { "labels: {topology.kubernetes.io/zone: \($0)}" } ?? "labels: {}"
        return """
          ---
          apiVersion: v1
          kind: Node
          metadata: {name: node-\(index), \(labels)}
          status: {capacity: {cpu: "4", pods: "110"}}

          """
      }
      let simulation = try simulate(texts.joined())
      return try #require(try simulation.view(afterStep: zones.count)).nodes.map(\.name)
    }
    #expect(try names([nil, nil, nil]) == ["node-0", "node-1", "node-2"])
    #expect(try names(["a", "a", "b", nil]) == ["node-0", "node-2", "node-3", "node-1"])
  }

  @Test("Any step of a long run shows what it did, whether its state was kept or is made again")
  func anyStep() throws {
    let nodes = (0..<4).map { node in
      "---\napiVersion: v1\nkind: Node\nmetadata: {name: large-\(node)}\nstatus: {capacity: {cpu: 8, pods: 110}}\n"
    }
    let pods = (0..<400).map { podText("pod-\($0)") }
    let simulation = try simulate(threeNodes + nodes.joined() + pods.joined())
    let bound = simulation.result.steps.filter { $0.kind == .bound }
    #expect(bound.count == 400)
    for step in bound where step.step % 7 == 0 {
      for (number, node) in [(step.step - 1, nil), (step.step, step.node)] {
        let pods = try #require(try simulation.objects(afterStep: number, kind: "Pod"))
        let pod = try #require(pods.first { $0.name == step.pod?.name })
        #expect(pod.pod.nodeName == node, "after step \(number)")
      }
    }
  }
}
