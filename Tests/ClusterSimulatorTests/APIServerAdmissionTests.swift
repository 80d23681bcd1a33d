import ClusterSimulator
import KubernetesAPI
import Testing

@Suite("Admission")
struct APIServerAdmissionTests {
  private static func pod(_ spec: JSONValue = [:]) -> KubernetesObject {
    var value: JSONValue = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p"],
      "spec": ["containers": [["name": "c", "image": "nginx"]]],
    ]
    for (key, member) in spec.members { value["spec"][key] = member }
    return KubernetesObject(value)
  }

  private static func priorityClass(_ name: String, _ value: Int64, _ more: JSONValue = [:]) -> KubernetesObject {
    var object: JSONValue = [
      "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": .string(name)],
      "value": .integer(value),
    ]
    for (key, member) in more.members { object[key] = member }
    return KubernetesObject(object)
  }

  private static func message(_ body: () throws -> Void) -> String? {
    #expect(throws: APIStatus.self, performing: body)?.message
  }

  @Test("A PriorityClass gives its number and policy; the global default counts where none is named")
  func priority() throws {
    var server = APIServer()
    try server.create(Self.priorityClass("high", 1_000_000), user: "me", at: .start)
    try server.create(Self.priorityClass("low", -10, ["globalDefault": true]), user: "me", at: .start)
    try server.create(Self.priorityClass("never", 5, ["preemptionPolicy": "Never"]), user: "me", at: .start)
    let high = try server.create(Self.pod(["priorityClassName": "high"]), user: "me", at: .start, dryRun: true)
    #expect(high.value["spec"]["priority"] == 1_000_000)
    let plain = try server.create(Self.pod(), user: "me", at: .start, dryRun: true)
    #expect(plain.value["spec"]["priority"] == -10)
    #expect(plain.value["spec"]["priorityClassName"] == "low")
    let never = try server.create(Self.pod(["priorityClassName": "never"]), user: "me", at: .start, dryRun: true)
    #expect(never.value["spec"]["preemptionPolicy"] == "Never")
  }

  @Test("Priorities that contradict each other are refused as kube-apiserver refuses them")
  func priorityMistakes() throws {
    var server = APIServer()
    try server.create(Self.priorityClass("high", 1_000_000), user: "me", at: .start)
    try server.create(Self.priorityClass("low", -10, ["globalDefault": true]), user: "me", at: .start)
    #expect(
      Self.message {
        try server.create(Self.pod(["priorityClassName": "high", "priority": 7]), user: "me", at: .start)
      } == "pods \"p\" is forbidden: the integer value of priority (7) must not be provided in pod spec; priority "
        + "admission controller computed 1000000 from the given PriorityClass name")
    #expect(
      Self.message {
        try server.create(Self.priorityClass("second", 1, ["globalDefault": true]), user: "me", at: .start)
      } == "priorityclasses.scheduling.k8s.io \"second\" is forbidden: PriorityClass low is already marked as default. "
        + "Only one default can exist")
    #expect(
      Self.message { try server.create(Self.priorityClass("too-high", 1_000_000_001), user: "me", at: .start) }
        == "PriorityClass.scheduling.k8s.io \"too-high\" is invalid: value: Forbidden: maximum allowed value of a user "
        + "defined priority is 1000000000")
    #expect(
      Self.message {
        try server.patch(
          "PriorityClass", NamespacedName("", "high"), with: .merge(["value": 5]), user: "me", at: .start)
      } == "PriorityClass.scheduling.k8s.io \"high\" is invalid: value: Forbidden: may not be changed in an update.")
  }

  @Test("Own tolerations replace the default ones")
  func tolerations() throws {
    var server = APIServer()
    let everything = Self.pod(["tolerations": [["operator": "Exists"]]])
    #expect(try server.create(everything, user: "me", at: .start).value["spec"]["tolerations"].items.count == 1)
  }

  @Test("A Node that is not ready is tainted, one that says nothing of itself is not")
  func taintsByCondition() throws {
    var server = APIServer()
    let silent: JSONValue = ["apiVersion": "v1", "kind": "Node", "metadata": ["name": "a"]]
    var speaking = silent
    speaking["metadata"]["name"] = "b"
    speaking["status"]["conditions"] = [["type": "Ready", "status": "False"]]
    #expect(try server.create(KubernetesObject(silent), user: "me", at: .start).value["spec"]["taints"].isNull)
    #expect(
      try server.create(KubernetesObject(speaking), user: "me", at: .start).value["spec"]["taints"] == [
        ["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]
      ])
  }

  @Test("A gated Pod says why it waits")
  func gatedPod() throws {
    var server = APIServer()
    let pod = try server.create(
      Self.pod(["schedulingGates": [["name": "example.com/wait"]]]), user: "me", at: .start)
    let condition = pod.value["status"]["conditions"][0]
    #expect(condition["reason"] == "SchedulingGated")
    #expect(condition["message"] == "Scheduling is blocked due to non-empty scheduling gates")
    let conflict = Self.message { try server.bind(NamespacedName("default", "p"), to: "n", at: .start) }
    #expect(conflict?.hasSuffix("pod p has non-empty .spec.schedulingGates") == true)
  }

  @Test("A claim gets the default StorageClass")
  func defaultStorageClass() throws {
    var server = APIServer()
    let storageClass: JSONValue = [
      "apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "provisioner": "example.com/x",
      "metadata": ["name": "std", "annotations": ["storageclass.kubernetes.io/is-default-class": "true"]],
    ]
    let claim: JSONValue = [
      "apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": ["name": "data"],
      "spec": ["accessModes": ["ReadWriteOnce"], "resources": ["requests": ["storage": "1Gi"]]],
    ]
    try server.create(KubernetesObject(storageClass), user: "me", at: .start)
    let made = try server.create(KubernetesObject(claim), user: "me", at: .start)
    #expect(made.value["spec"]["storageClassName"] == "std")
  }

  @Test("A RuntimeClass charges its overhead")
  func runtimeClass() throws {
    var server = APIServer()
    let runtimeClass: JSONValue = [
      "apiVersion": "node.k8s.io/v1", "kind": "RuntimeClass", "metadata": ["name": "vm"], "handler": "vm",
      "overhead": ["podFixed": ["cpu": "250m"]], "scheduling": ["nodeSelector": ["runtime": "vm"]],
    ]
    try server.create(KubernetesObject(runtimeClass), user: "me", at: .start)
    let pod = try server.create(Self.pod(["runtimeClassName": "vm"]), user: "me", at: .start)
    #expect(pod.value["spec"]["overhead"] == ["cpu": "250m"])
    #expect(pod.value["spec"]["nodeSelector"] == ["runtime": "vm"])
  }
}
