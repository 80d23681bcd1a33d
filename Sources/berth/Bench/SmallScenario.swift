/// A scenario as people write one by hand: 20 Nodes in three zones, and 50 Pods of five sorts.
///
/// No two rounds have the same text, so that nothing can be answered from an earlier one.
struct SmallScenario {
  static let nodes = 20
  static let pods = 50

  let round: Int

  var text: String {
    var documents: [String] = []
    for index in 1...Self.nodes { documents.append(Self.node(index)) }
    for index in 1...Self.pods { documents.append(pod(index)) }
    return documents.joined(separator: "---\n")
  }

  private static func node(_ index: Int) -> String {
    let taints = index % 5 == 0 ? "spec:\n  taints:\n  - {key: dedicated, value: batch, effect: NoSchedule}\n" : ""
    return """
      apiVersion: v1
      kind: Node
      metadata:
        name: node-\(index)
        labels:
          kubernetes.io/hostname: node-\(index)
          topology.kubernetes.io/zone: zone-\(index % 3)
      \(taints)status:
        capacity:
          cpu: "8"
          memory: 16Gi
          pods: "110"

      """
  }

  private func pod(_ index: Int) -> String {
    let sort = index % Self.sorts.count
    return """
      apiVersion: v1
      kind: Pod
      metadata:
        name: app-\(round)-\(index)
        labels:
          app: app-\(sort)
          round: "\(round)"
      spec:
        containers:
        - name: main
          image: registry.example/app:1.\(sort)
          resources:
            requests:
              cpu: \(100 + 50 * sort)m
              memory: 256Mi
            limits:
              memory: 512Mi
      \(Self.sorts[sort])
      """
  }

  /// What sets the sorts apart, besides their names and requests.
  private static let sorts = [
    "",
    """
      nodeSelector:
        topology.kubernetes.io/zone: zone-1

    """,
    """
      tolerations:
      - key: dedicated
        operator: Exists

    """,
    """
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: topology.kubernetes.io/zone
        whenUnsatisfiable: ScheduleAnyway
        labelSelector:
          matchLabels:
            app: app-3

    """,
    """
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 100
            podAffinityTerm:
              topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels:
                  app: app-4

    """,
  ]
}
