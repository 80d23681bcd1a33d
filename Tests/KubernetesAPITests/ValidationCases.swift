import KubernetesAPI

/// A manifest with mistakes, and what kube-apiserver v1.34.9 says to it.
struct ValidationCase: Sendable, CustomStringConvertible {
  var description: String
  var manifest: String
  var errors: [String]

  private static let qualifiedName =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
    + "character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
    + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

  private static let label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with "
    + "an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
    + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

  static let all = [names, tolerations, nodeAffinity, spread, requests, quantities, selector, limits]

  private static let names = ValidationCase(
    description: "names, ports and policies",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: Bad_Name, labels: {"-x": "y", ok: "-"}, annotations: {"a b": c}}
      spec:
        containers:
        - {name: UPPER, image: ""}
        - {name: c, image: " nginx"}
        - {name: c, image: nginx, ports: [{containerPort: 0}, {containerPort: 70000, protocol: ICMP},
           {name: too-long-port-name, containerPort: 80}], imagePullPolicy: Sometimes}
        initContainers: [{name: c, image: nginx}]
        restartPolicy: Perhaps
        dnsPolicy: X
        terminationGracePeriodSeconds: -5
      """,
    errors: [
      "metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
        + "characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used "
        + "for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      "metadata.labels: Invalid value: \"-x\": \(qualifiedName)",
      "metadata.labels: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric "
        + "characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
        + "'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
      "metadata.annotations: Invalid value: \"a b\": \(qualifiedName)",
      "spec.containers[0].name: Invalid value: \"UPPER\": \(label)",
      "spec.containers[0].image: Required value",
      "spec.containers[2].ports[0].containerPort: Required value",
      "spec.containers[2].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
      "spec.containers[2].ports[1].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
      "spec.containers[2].ports[2].name: Invalid value: \"too-long-port-name\": must be no more than 15 characters",
      "spec.containers[2].imagePullPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", "
        + "\"IfNotPresent\", \"Never\"",
      "spec.containers[2].name: Duplicate value: \"c\"",
      "spec.initContainers[0].name: Duplicate value: \"c\"",
      "spec.restartPolicy: Unsupported value: \"Perhaps\": supported values: \"Always\", \"OnFailure\", \"Never\"",
      "spec.dnsPolicy: Unsupported value: \"X\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", "
        + "\"Default\", \"None\"",
      "spec.containers[1].image: Invalid value: \" nginx\": must not have leading or trailing whitespace",
    ])

  private static let tolerations = ValidationCase(
    description: "tolerations",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec:
        containers: [{name: c, image: nginx}]
        tolerations:
        - {key: a, operator: Exists, value: b}
        - {operator: Equal, value: x}
        - {key: a, operator: In, value: b}
        - {key: a, effect: NoSchedule, tolerationSeconds: 5}
        - {key: "bad key!", operator: Exists}
        - {key: a, effect: Never}
      """,
    errors: [
      "spec.tolerations[0].operator: Invalid value: \"b\": value must be empty when `operator` is 'Exists'",
      "spec.tolerations[1].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means "
        + "\"match all values and all keys\"",
      "spec.tolerations[2].operator: Unsupported value: \"In\": supported values: \"Equal\", \"Exists\"",
      "spec.tolerations[3].effect: Invalid value: \"NoSchedule\": effect must be 'NoExecute' when `tolerationSeconds` is "
        + "set",
      "spec.tolerations[4].key: Invalid value: \"bad key!\": \(qualifiedName)",
      "spec.tolerations[5].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", "
        + "\"NoExecute\"",
    ])

  private static let nodeTerms =
    "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions"
  private static let nodeWishes = "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution"

  private static let nodeAffinity = ValidationCase(
    description: "node affinity",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: bad}
      spec:
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms:
              - matchExpressions:
                - {key: size, operator: Contains, values: [large]}
                - {key: size, operator: In}
                - {key: size, operator: Exists, values: [large]}
                - {key: size, operator: Gt, values: ["1", "2"]}
            preferredDuringSchedulingIgnoredDuringExecution:
            - {weight: 0, preference: {matchExpressions: [{key: a, operator: Exists}]}}
            - {weight: 101, preference: {}}
        containers: [{name: c, image: nginx}]
      """,
    errors: [
      "\(nodeTerms)[0].operator: Invalid value: \"Contains\": not a valid selector operator",
      "\(nodeTerms)[1].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      "\(nodeTerms)[2].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
      "\(nodeTerms)[3].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
      "\(nodeWishes)[0].weight: Invalid value: 0: must be in the range 1-100",
      "\(nodeWishes)[1].weight: Invalid value: 101: must be in the range 1-100",
    ])

  private static let podTerms = "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution"
  private static let podWishes = "spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution"

  private static let spread = ValidationCase(
    description: "topology spread, Pod affinity and scheduling gates",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        topologySpreadConstraints:
        - {maxSkew: 0, topologyKey: "", whenUnsatisfiable: Maybe}
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, minDomains: 2}
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway, matchLabelKeys: [app]}
        affinity:
          podAntiAffinity:
            requiredDuringSchedulingIgnoredDuringExecution: [{labelSelector: {matchLabels: {a: b}}}]
            preferredDuringSchedulingIgnoredDuringExecution:
            - {weight: 200, podAffinityTerm: {topologyKey: zone, namespaces: [Bad]}}
        schedulingGates: [{name: ""}, {name: a}, {name: a}]
        containers: [{name: c, image: nginx}]
      """,
    errors: [
      "\(podTerms)[0].topologyKey: Required value: can not be empty",
      "\(podTerms)[0].topologyKey: Invalid value: \"\": name part must be non-empty",
      "\(podTerms)[0].topologyKey: Invalid value: \"\": \(qualifiedName)",
      "\(podWishes)[0].weight: Invalid value: 200: must be in the range 1-100",
      "\(podWishes)[0].podAffinityTerm.namespace: Invalid value: \"Bad\": \(label)",
      "spec.schedulingGates[0]: Invalid value: \"\": name part must be non-empty",
      "spec.schedulingGates[0]: Invalid value: \"\": \(qualifiedName)",
      "spec.schedulingGates[2]: Duplicate value: \"a\"",
      "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
      "spec.topologySpreadConstraints[0].topologyKey: Required value: can not be empty",
      "spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: \"Maybe\": supported values: "
        + "\"DoNotSchedule\", \"ScheduleAnyway\"",
      "spec.topologySpreadConstraints[1].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{zone, ScheduleAnyway}\"",
      "spec.topologySpreadConstraints[1].minDomains: Invalid value: 2: can only use minDomains if "
        + "whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
      "spec.topologySpreadConstraints[2].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set",
    ])

  private static let requests = ValidationCase(
    description: "requests above limits",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: over}
      spec:
        containers:
        - {name: c, image: nginx, resources: {requests: {cpu: "2", memory: 2Gi}, limits: {cpu: "1", memory: 1Gi}}}
      """,
    errors: [
      "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1",
      "spec.containers[0].resources.requests: Invalid value: \"2Gi\": must be less than or equal to memory limit of 1Gi",
    ])

  private static let quantities = ValidationCase(
    description: "amounts and names of resources",
    manifest: """
      apiVersion: v1
      kind: Pod
      metadata: {name: negative}
      spec:
        containers:
        - {name: a, image: nginx, resources: {requests: {cpu: "-1"}}}
        - {name: b, image: nginx, resources: {requests: {cpu: "1", nvidia.com/gpu: "1"}}}
        - {name: c, image: nginx, resources: {requests: {nvidia.com/gpu: "1"}, limits: {nvidia.com/gpu: "2"}}}
        - {name: d, image: nginx, resources: {limits: {foo: "1"}}}
      """,
    errors: [
      "spec.containers[0].resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
      "spec.containers[1].resources.limits: Required value: Limit must be set for non overcommitable resources",
      "spec.containers[2].resources.requests: Invalid value: \"1\": must be equal to nvidia.com/gpu limit of 2",
      "spec.containers[3].resources.limits[foo]: Invalid value: \"foo\": must be a standard resource type or fully "
        + "qualified",
      "spec.containers[3].resources.limits[foo]: Invalid value: \"foo\": must be a standard resource for containers",
      "spec.containers[3].resources.requests[foo]: Invalid value: \"foo\": must be a standard resource type or fully "
        + "qualified",
      "spec.containers[3].resources.requests[foo]: Invalid value: \"foo\": must be a standard resource for containers",
    ])

  private static let selector = ValidationCase(
    description: "a selector that does not match its template",
    manifest: """
      apiVersion: apps/v1
      kind: ReplicaSet
      metadata: {name: mismatch}
      spec:
        replicas: 1
        selector: {matchLabels: {app: a}}
        template:
          metadata: {labels: {app: b}}
          spec: {containers: [{name: c, image: nginx}]}
      """,
    errors: [
      "spec.template.metadata.labels: Invalid value: {\"app\":\"b\"}: `selector` does not match template `labels`"
    ])

  private static let limits = ValidationCase(
    description: "a LimitRange that contradicts itself",
    manifest: """
      apiVersion: v1
      kind: LimitRange
      metadata: {name: bad}
      spec:
        limits:
        - type: Container
          defaultRequest: {cpu: "2"}
          default: {cpu: "1"}
          min: {cpu: "3"}
          max: {cpu: "2"}
      """,
    errors: [
      "spec.limits[0].min[cpu]: Invalid value: \"3\": min value 3 is greater than max value 2",
      "spec.limits[0].defaultRequest[cpu]: Invalid value: \"2\": min value 3 is greater than default request value 2",
      "spec.limits[0].defaultRequest[cpu]: Invalid value: \"2\": default request value 2 is greater than default limit "
        + "value 1",
      "spec.limits[0].default[cpu]: Invalid value: \"3\": min value 3 is greater than default value 1",
    ])
}
