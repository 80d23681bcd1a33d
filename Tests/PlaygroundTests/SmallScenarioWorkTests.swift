import AllocationCounter
import ClusterSimulator
import Playground
import Testing

/// How much is done for a scenario as people write one, which no machine's speed changes.
@Suite struct SmallScenarioWorkTests {
  private static let nodes = 20
  private static let pods = 50

  /// Names differ from round to round, so that nothing can be answered from an earlier one.
  private func text(_ round: Int) -> String {
    let nodes = (1...Self.nodes).map { index in
      """
      apiVersion: v1
      kind: Node
      metadata:
        name: node-\(round)-\(index)
        labels:
          topology.kubernetes.io/zone: zone-\(index % 3)
      status:
        capacity:
          cpu: "8"
          memory: 16Gi
          pods: "110"

      """
    }
    let pods = (1...Self.pods).map { index in
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: app-\(round)-\(index)
        labels:
          app: app-\(index % 5)
      spec:
        containers:
        - name: main
          image: registry.example/app:1.\(index % 5)
          resources:
            requests:
              cpu: \(100 + 50 * (index % 5))m
              memory: 256Mi

      """
    }
    return (nodes + pods).joined(separator: "---\n")
  }

  @Test func `what Pods have in common is found out once, for this run and for later ones`() throws {
    let (warmUp, rounds) = (4, 10)
    var allocations: UInt = 0
    for round in 1...(warmUp + rounds) {
      let text = text(round)
      let before = allocations_on_this_thread()
      let run = try ScenarioRun(ScenarioReader().read(text))
      #expect(!run.json(limit: nil).bytes.isEmpty)
      if round > warmUp { allocations += allocations_on_this_thread() - before }
      #expect(run.result.metrics.bound == Self.pods)
    }
    // Reading, creating, scheduling and answering, for each object.
    #expect(allocations <= UInt(38 * rounds * (Self.nodes + Self.pods)))
  }
}
