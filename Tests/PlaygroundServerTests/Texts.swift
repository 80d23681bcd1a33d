/// Scenario texts that tests use.
enum Texts {
  /// Two Nodes, one of them tainted; one Pod for the other, and one that is too large for both.
  static let cluster = """
    apiVersion: berth.dev/v1
    kind: Scenario
    metadata: {name: test}
    spec:
      title: {en: A test, ko: 시험}
      description: {en: Two Nodes.}
      configurations:
      - name: bin-packer
        configuration:
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          profiles:
          - pluginConfig:
            - name: NodeResourcesFit
              args: {scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 1}]}}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-a}
    status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}, capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-b}
    spec: {taints: [{key: app, value: blue, effect: NoSchedule}]}
    status: {allocatable: {cpu: "4", memory: 8Gi, pods: "110"}, capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: web, labels: {app: web}}
    spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: 500m}}}]}
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: giant}
    spec: {containers: [{name: web, image: nginx, resources: {requests: {cpu: "64"}}}]}

    """

  /// Three Nodes of two sizes, and Pods that spread or pack by the configuration.
  static let packing =
    cluster.replacing("kind: Pod\nmetadata: {name: giant}", with: "kind: Pod\nmetadata: {name: second}")
    .replacing("cpu: \"64\"", with: "cpu: 500m")
    .replacing("spec: {taints: [{key: app, value: blue, effect: NoSchedule}]}\n", with: "")

  /// A Pod without containers, on line 3, and a Node with a negative amount, on line 9.
  static let mistakes = """
    apiVersion: v1
    kind: Pod
    metadata: {name: web}
    spec: {containers: []}
    ---
    apiVersion: v1
    kind: Node
    metadata: {name: node-a}
    status: {allocatable: {cpu: "-1"}}

    """
}
