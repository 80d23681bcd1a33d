import KubernetesAPI
import Testing

/// A manifest, and what is stored of it: members that the API server would add are listed by their paths.
struct DefaultsCase: Sendable, CustomStringConvertible {
  var description: String
  var manifest: String
  /// The value at a path as JSON, `null` for what must not be there.
  var expected: [String: String]
}

@Suite("Defaults")
struct DefaultsTests {
  static let cases: [DefaultsCase] = [
    DefaultsCase(
      description: "a plain Pod",
      manifest: """
        {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: nginx}]}}
        """,
      expected: [
        "spec.restartPolicy": #""Always""#, "spec.dnsPolicy": #""ClusterFirst""#, "spec.securityContext": "{}",
        "spec.schedulerName": #""default-scheduler""#, "spec.terminationGracePeriodSeconds": "30",
        "spec.enableServiceLinks": "true", "spec.containers.0.resources": "{}",
        "spec.containers.0.terminationMessagePath": #""/dev/termination-log""#,
        "spec.containers.0.terminationMessagePolicy": #""File""#, "spec.containers.0.imagePullPolicy": #""Always""#,
        "spec.priority": "null", "spec.tolerations": "null",
      ]),
    DefaultsCase(
      description: "requests from limits, and canonical amounts",
      manifest: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          initContainers: [{name: i, image: "x:1", resources: {limits: {cpu: 0.5}}}]
          containers:
          - {name: c, image: "x:1", resources: {requests: {memory: 129e6}, limits: {cpu: "1", memory: 1G}}}
          - {name: d, image: "x:1", resources: {requests: {cpu: 0.0005, memory: 1.5}}}
        """,
      expected: [
        "spec.initContainers.0.resources.requests": #"{"cpu":"500m"}"#,
        "spec.containers.0.resources.requests.cpu": #""1""#,
        "spec.containers.0.resources.requests.memory": #""129M""#,
        "spec.containers.1.resources.requests.cpu": #""1m""#,
        "spec.containers.1.resources.requests.memory": #""1500m""#,
      ]),
    DefaultsCase(
      description: "ports, probes and references",
      manifest: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          hostNetwork: true
          terminationGracePeriodSeconds: -1
          containers:
          - name: c
            image: nginx:1.27
            ports: [{containerPort: 80}]
            livenessProbe: {httpGet: {port: 80}}
            env: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]
          volumes: [{name: a}, {name: b, configMap: {name: c}}, {name: h, hostPath: {path: /x}}]
        """,
      expected: [
        "spec.containers.0.imagePullPolicy": #""IfNotPresent""#,
        "spec.containers.0.ports.0": #"{"containerPort":80,"hostPort":80,"protocol":"TCP"}"#,
        "spec.containers.0.livenessProbe.httpGet": #"{"port":80,"path":"/","scheme":"HTTP"}"#,
        "spec.containers.0.livenessProbe.periodSeconds": "10",
        "spec.containers.0.env.0.valueFrom.fieldRef.apiVersion": #""v1""#, "spec.volumes.0.emptyDir": "{}",
        "spec.volumes.1.configMap.defaultMode": "420", "spec.volumes.2.hostPath.type": #""""#,
        "spec.terminationGracePeriodSeconds": "1",
      ]),
    DefaultsCase(
      description: "limits of the whole Pod",
      manifest: """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          resources: {limits: {cpu: "2", memory: 1Gi}}
          containers: [{name: c, image: x, resources: {requests: {cpu: 300m}}}, {name: d, image: x, resources: {requests: {cpu: 200m}}}]
        """,
      expected: ["spec.resources.requests": #"{"cpu":"500m","memory":"1Gi"}"#]),
    DefaultsCase(
      description: "a Pod template gets no defaults that only Pods have",
      manifest: """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: d}
        spec:
          selector: {matchLabels: {a: b}}
          template:
            metadata: {labels: {a: b}}
            spec: {hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 80}], resources: {limits: {cpu: "1"}}}]}
        """,
      expected: [
        "spec.replicas": "1",
        "spec.strategy": #"{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":"25%","maxSurge":"25%"}}"#,
        "spec.template.spec.containers.0.resources.requests": "null",
        "spec.template.spec.containers.0.ports.0.hostPort": "null", "spec.template.spec.enableServiceLinks": "null",
        "spec.template.spec.restartPolicy": #""Always""#,
      ]),
    DefaultsCase(
      description: "a Node offers its capacity",
      manifest: """
        {apiVersion: v1, kind: Node, metadata: {name: n}, spec: {podCIDR: 10.0.0.0/24}, status: {capacity: {cpu: 4000m, pods: 110}}}
        """,
      expected: [
        "status.allocatable": #"{"cpu":"4","pods":"110"}"#, "spec.podCIDRs": #"["10.0.0.0/24"]"#,
      ]),
    DefaultsCase(
      description: "a Namespace is labelled with its name",
      manifest: "{apiVersion: v1, kind: Namespace, metadata: {name: team}}",
      expected: ["metadata.labels": #"{"kubernetes.io/metadata.name":"team"}"#, "status.phase": #""Active""#]),
    DefaultsCase(
      description: "storage",
      manifest: "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: s}, provisioner: p}",
      expected: ["volumeBindingMode": #""Immediate""#, "reclaimPolicy": #""Delete""#]),
    DefaultsCase(
      description: "a Service",
      manifest: "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}",
      expected: [
        "spec.type": #""ClusterIP""#, "spec.ports.0": #"{"port":80,"protocol":"TCP","targetPort":80}"#,
        "spec.sessionAffinity": #""None""#,
      ]),
  ]

  @Test("What a manifest leaves out is filled in", arguments: cases)
  func apply(_ example: DefaultsCase) throws {
    var value = try #require(DocumentReader().read(example.manifest).get().first).value
    Defaults.apply(to: &value)
    for (path, expected) in example.expected {
      let found = path.split(separator: ".").reduce(value) { value, part in
        Int(part).map { value[$0] } ?? value[String(part)]
      }
      #expect(found.isEquivalent(to: try JSONValue(json: expected)), "\(path): \(found.json)")
    }
  }

  @Test("Defaults applied twice are the same as once", arguments: cases)
  func idempotent(_ example: DefaultsCase) throws {
    var once = try #require(DocumentReader().read(example.manifest).get().first).value
    Defaults.apply(to: &once)
    var twice = once
    Defaults.apply(to: &twice)
    #expect(once == twice)
  }

  @Test(
    "An image without a tag, or with the tag latest, is always pulled",
    arguments: [
      ("nginx", "Always"), ("nginx:latest", "Always"), ("registry:5000/team/app", "Always"),
      ("nginx:1.27", "IfNotPresent"),
      ("nginx@sha256:0123", "IfNotPresent"), ("registry:5000/app:v1", "IfNotPresent"), ("Not An Image", "IfNotPresent"),
    ])
  func imagePullPolicy(image: String, policy: String) {
    var pod: JSONValue = ["kind": "Pod", "spec": ["containers": [["name": "c", "image": .string(image)]]]]
    Defaults.apply(to: &pod)
    #expect(pod["spec"]["containers"][0]["imagePullPolicy"].string == policy)
  }

  @Test("Label keys become requirements of the selectors of affinity terms")
  func matchLabelKeys() {
    let term: JSONValue = [
      "topologyKey": "zone", "labelSelector": ["matchLabels": ["a": "b"]], "matchLabelKeys": ["app", "absent"],
      "mismatchLabelKeys": ["tenant"],
    ]
    var pod: JSONValue = [
      "metadata": ["labels": ["app": "web", "tenant": "x"]],
      "spec": ["affinity": ["podAntiAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": [term]]]],
    ]
    MatchLabelKeys.merge(into: &pod)
    let merged = pod["spec"]["affinity"]["podAntiAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"][0]
    #expect(
      merged["labelSelector"]["matchExpressions"] == [
        ["key": "app", "operator": "In", "values": ["web"]], ["key": "tenant", "operator": "NotIn", "values": ["x"]],
      ])
  }

  @Test(
    "The quality of service follows from cpu and memory",
    arguments: [
      ("{}", "BestEffort"), ("{requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 1}}", "BestEffort"),
      ("{requests: {cpu: 1}}", "Burstable"), ("{limits: {cpu: 1}}", "Burstable"),
      ("{limits: {cpu: 1, memory: 1Gi}}", "Guaranteed"),
      ("{requests: {cpu: 500m}, limits: {cpu: 1, memory: 1Gi}}", "Burstable"),
    ])
  func qualityOfService(resources: String, expected: String) throws {
    let text = "{kind: Pod, spec: {containers: [{name: c, image: x, resources: \(resources)}]}}"
    var pod = try #require(DocumentReader().read(text).get().first).value
    Defaults.apply(to: &pod)
    #expect(QualityOfService.name(of: pod["spec"]) == expected)
  }
}
