import Testing

/// Nodes that a plugin rejects, and what would have let the Pod in.
extension RemedyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var plugin: String
    /// YAML of the Node `node`, beside its kind and name.
    var node = "status: {allocatable: {cpu: 1, memory: 1Gi, pods: 2}}"
    /// YAML of Pods that run on it.
    var running: [String] = []
    /// YAML of the Pod's spec.
    var spec: String
    /// A line a remedy: `kind of subject: patch`, changes parted by ` + `.
    var remedies: [String]

    init(
      _ description: String, _ plugin: String, node: String? = nil, running: [String] = [], spec: String = "{}",
      remedies: [String]
    ) {
      testDescription = description
      self.plugin = plugin
      if let node { self.node = node }
      self.running = running
      self.spec = spec
      self.remedies = remedies
    }
  }

  private static let affinity = "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
  private static let affinityPath = "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution"

  static let cases: [Case] = [
    Case(
      "a taint is tolerated, or removed", "TaintToleration",
      node: "spec: {taints: [{key: a, value: x, effect: NoSchedule}]}",
      remedies: [
        "tolerate of Pod p: add /spec/tolerations "
          + #"[{"key":"a","operator":"Equal","value":"x","effect":"NoSchedule"}]"#,
        "removeTaint of Node node: remove /spec/taints/0",
      ]),
    Case(
      "two taints take both tolerations, and those that are tolerated stay", "TaintToleration",
      node: "spec: {taints: [{key: a, effect: NoExecute}, {key: ok, effect: NoSchedule}, "
        + "{key: b, effect: NoSchedule}]}",
      spec: "{tolerations: [{key: ok, operator: Exists}]}",
      remedies: [
        #"tolerate of Pod p: add /spec/tolerations/- {"key":"a","operator":"Exists","effect":"NoExecute"}"#
          + #" + tolerate of Pod p: add /spec/tolerations/- {"key":"b","operator":"Exists","effect":"NoSchedule"}"#,
        "removeTaint of Node node: remove /spec/taints/2 + removeTaint of Node node: remove /spec/taints/0",
      ]),
    Case(
      "a cordoned Node is uncordoned", "NodeUnschedulable", node: "spec: {unschedulable: true}",
      remedies: [
        "uncordon of Node node: remove /spec/unschedulable",
        "tolerate of Pod p: add /spec/tolerations "
          + #"[{"key":"node.kubernetes.io/unschedulable","operator":"Exists","effect":"NoSchedule"}]"#,
      ]),
    Case(
      "another Node's name goes, or becomes this one's", "NodeName", spec: "{nodeName: other}",
      remedies: [
        "dropNodeName of Pod p: remove /spec/nodeName", #"setNodeName of Pod p: add /spec/nodeName "node""#,
      ]),
    Case(
      "all missing labels come together, or all entries of the nodeSelector go", "NodeAffinity",
      spec: "{nodeSelector: {disk: ssd, example.com/zone: a}}",
      remedies: [
        #"labelNode of Node node: add /metadata/labels/disk "ssd""#
          + #" + labelNode of Node node: add /metadata/labels/example.com~1zone "a""#,
        "dropNodeSelector of Pod p: remove /spec/nodeSelector/disk"
          + " + dropNodeSelector of Pod p: remove /spec/nodeSelector/example.com~1zone",
      ]),
    Case(
      "of several terms the closest one counts", "NodeAffinity",
      node: "metadata: {labels: {disk: ssd}}",
      spec: "{\(affinity){nodeSelectorTerms: ["
        + "{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: Exists}, {key: disk, operator: Exists}]}, "
        + "{matchExpressions: [{key: disk, operator: In, values: [ssd]}, {key: cores, operator: Gt, values: ['8']}]}]}}}}",
      remedies: [
        #"labelNode of Node node: add /metadata/labels/cores "9""#,
        "dropNodeRequirement of Pod p: remove \(affinityPath)/nodeSelectorTerms/1/matchExpressions/1",
      ]),
    Case(
      "a term is not left empty, which would match nothing", "NodeAffinity",
      spec: "{\(affinity){nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [m]}]}]}}}}",
      remedies: ["dropNodeAffinity of Pod p: remove \(affinityPath)"]),
    Case(
      "terms that contradict themselves lose the name that is not this Node's", "NodeAffinity",
      spec: "{\(affinity){nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [node]}, "
        + "{key: metadata.name, operator: In, values: [m]}]}]}}}}",
      remedies: [
        "dropNodeRequirement of Pod p: remove \(affinityPath)/nodeSelectorTerms/0/matchFields/1"
      ]),
    Case(
      "nobody renames a Node to please a Pod", "NodeAffinity", spec: "{nodeSelector: {kubernetes.io/hostname: m}}",
      remedies: ["dropNodeSelector of Pod p: remove /spec/nodeSelector/kubernetes.io~1hostname"]),
    Case(
      "a host port goes, or the Pod that holds it", "NodePorts",
      running: ["spec: {containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]}"],
      spec: "{containers: [{name: c}, {name: d, ports: [{containerPort: 81, hostPort: 81}, "
        + "{containerPort: 80, hostPort: 80}]}]}",
      remedies: [
        "dropHostPort of Pod p: remove /spec/containers/1/ports/1/hostPort", "removePod of Pod r0",
      ]),
    Case(
      "on the host's network a container does without the port", "NodePorts",
      running: ["spec: {containers: [{name: c, ports: [{containerPort: 80, hostPort: 80}]}]}"],
      spec: "{hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}]}",
      remedies: ["dropHostPort of Pod p: remove /spec/containers/0/ports/0", "removePod of Pod r0"]),
    Case(
      "less is requested, or freed, or the Node is bigger", "NodeResourcesFit",
      running: ["spec: {containers: [{name: c, resources: {requests: {cpu: 600m}}}]}"],
      spec: "{containers: [{name: c, resources: {requests: {cpu: 650m}}}]}",
      remedies: [
        #"requestLess of Pod p: add /spec/containers/0/resources/requests/cpu "400m""#, "free of Node node",
        #"enlarge of Node node: add /status/allocatable/cpu "1250m""#,
      ]),
    Case(
      "containers give up the same share; an init container fits beside its sidecars", "NodeResourcesFit",
      spec: "{containers: [{name: a, resources: {requests: {cpu: 900m}}}, "
        + "{name: b, resources: {requests: {cpu: 300m}}}], "
        + "initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 400m}}}, "
        + "{name: i, resources: {limits: {cpu: 2}}}]}",
      remedies: [
        #"requestLess of Pod p: add /spec/containers/0/resources/requests/cpu "562m", "#
          + #"add /spec/containers/1/resources/requests/cpu "188m", "#
          + #"add /spec/initContainers/0/resources/requests/cpu "250m", "#
          + #"add /spec/initContainers/1/resources/requests {"cpu":"750m"}"#,
        #"enlarge of Node node: add /status/allocatable/cpu "2400m""#,
      ]),
    Case(
      "cpu and memory that are short are short together", "NodeResourcesFit",
      spec: "{overhead: {memory: 512Mi}, containers: [{name: a, resources: {requests: {cpu: 2, memory: 1Gi}}}]}",
      remedies: [
        #"requestLess of Pod p: add /spec/containers/0/resources/requests/cpu "1""#
          + #" + requestLess of Pod p: add /spec/containers/0/resources/requests/memory "512Mi""#,
        #"enlarge of Node node: add /status/allocatable/cpu "2""#
          + #" + enlarge of Node node: add /status/allocatable/memory "1536Mi""#,
      ]),
    Case(
      "Pod-level requests are what counts, and containers may not ask for more", "NodeResourcesFit",
      spec: "{resources: {requests: {cpu: 2}}, containers: [{name: a, resources: {requests: {cpu: 1500m}}}]}",
      remedies: [
        #"requestLess of Pod p: add /spec/resources/requests/cpu "1", "#
          + #"add /spec/containers/0/resources/requests/cpu "1""#,
        #"enlarge of Node node: add /status/allocatable/cpu "2""#,
      ]),
    Case(
      "what cannot be overcommitted is limited as it is requested", "NodeResourcesFit",
      node: "status: {capacity: {pods: 1, example.com/gpu: 1}}",
      spec: "{containers: [{name: a, resources: {limits: {example.com/gpu: 2}}}]}",
      remedies: [
        #"requestLess of Pod p: add /spec/containers/0/resources/requests {"example.com/gpu":"1"}, "#
          + #"add /spec/containers/0/resources/limits/example.com~1gpu "1""#,
        #"enlarge of Node node: add /status/capacity/example.com~1gpu "2""#,
      ]),
    Case(
      "nobody asks for nothing: where nothing is left the request stays", "NodeResourcesFit",
      node: "status: {}", spec: "{containers: [{name: a, resources: {requests: {cpu: 1}}}]}",
      remedies: [
        #"enlarge of Node node: add /status/allocatable {"pods":"1"}"#
          + #" + enlarge of Node node: add /status/allocatable/cpu "1""#
      ]),
    Case(
      "a Pod too many goes, whatever it requests", "NodeResourcesFit", node: "status: {allocatable: {pods: 1}}",
      running: ["spec: {containers: [{name: c}]}"], spec: "{containers: [{name: c}]}",
      remedies: ["free of Node node", #"enlarge of Node node: add /status/allocatable/pods "2""#]),
    Case(
      "Pods in the way go where a disk cannot be shared", "VolumeRestrictions",
      running: [disk], spec: "{volumes: [{name: d, awsElasticBlockStore: {volumeID: v}}]}",
      remedies: ["removePod of Pod r0"]),
    Case(
      "more skew is allowed, or only disliked", "PodTopologySpread",
      running: ["metadata: {labels: {app: web}}\nspec: {containers: []}"],
      spec: spreading("kubernetes.io/hostname", "minDomains: 2"),
      remedies: [
        "raiseMaxSkew of Pod p: add /spec/topologySpreadConstraints/0/maxSkew 2",
        #"softenSpreadConstraint of Pod p: add /spec/topologySpreadConstraints/0/whenUnsatisfiable "ScheduleAnyway", "#
          + "remove /spec/topologySpreadConstraints/0/minDomains",
      ]),
    Case(
      "a Node without the topology's label gets one", "PodTopologySpread", spec: spreading("zone", "minDomains: 1"),
      remedies: [
        #"labelNode of Node node: add /metadata/labels/zone "node""#,
        #"softenSpreadConstraint of Pod p: add /spec/topologySpreadConstraints/0/whenUnsatisfiable "ScheduleAnyway", "#
          + "remove /spec/topologySpreadConstraints/0/minDomains",
      ]),
    Case(
      "of the affinity terms those without company go", "InterPodAffinity",
      running: ["metadata: {labels: {app: web, tier: x}}\nspec: {containers: []}"],
      spec: "{affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
        + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {tier: x}}}, "
        + "{topologyKey: zone, labelSelector: {matchLabels: {app: web}}}]}}}",
      remedies: [
        "dropPodAffinity of Pod p: remove "
          + "/spec/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/1"
      ]),
    Case(
      "an anti-affinity term goes, or the Pods that it avoids", "InterPodAffinity",
      running: ["metadata: {labels: {app: web}}\nspec: {containers: []}"],
      spec: "{affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: "
        + "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}}",
      remedies: [
        "dropPodAntiAffinity of Pod p: remove "
          + "/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0",
        "emptyDomain of Pod p",
      ]),
  ]

  private static let disk = "spec: {containers: [], volumes: [{name: d, awsElasticBlockStore: {volumeID: v}}]}"

  private static func spreading(_ key: String, _ more: String) -> String {
    "{topologySpreadConstraints: [{topologyKey: \(key), maxSkew: 1, whenUnsatisfiable: DoNotSchedule, \(more), "
      + "labelSelector: {matchLabels: {app: web}}}]}"
  }
}
