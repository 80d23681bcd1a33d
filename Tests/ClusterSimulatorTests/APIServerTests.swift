import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("API server")
struct APIServerTests {
  private static func pod(_ name: String, _ spec: JSONValue = [:]) -> KubernetesObject {
    var value: JSONValue = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)],
      "spec": ["containers": [["name": "c", "image": "nginx"]]],
    ]
    for (key, member) in spec.members { value["spec"][key] = member }
    return KubernetesObject(value)
  }

  private static func seconds(_ seconds: Int) -> VirtualTime { .start.advanced(by: .seconds(seconds)) }

  @Test("A new Pod gets a uid, the virtual time, a resource version and the default tolerations")
  func createCompletesThePod() throws {
    var server = APIServer()
    let pod = try server.create(Self.pod("web"), user: "me", at: Self.seconds(90))
    #expect(pod.namespace == "default")
    #expect(!pod.uid.isEmpty)
    #expect(pod.metadata.creationTimestamp == "2026-01-01T00:01:30Z")
    #expect(pod.value["spec"]["tolerations"].items.count == 2)
    #expect(pod.value["status"]["phase"] == "Pending")
    #expect(server.takeEvents() == [.added(pod)])
    #expect(server.takeEvents().isEmpty)
  }

  @Test("A copy of the server goes its own way")
  func copiesAreIndependent() throws {
    var server = APIServer()
    try server.create(Self.pod("a"), user: "me", at: .start)
    var copy = server
    try copy.create(Self.pod("b"), user: "me", at: .start)
    #expect(server.store.objects("Pod").map(\.name) == ["a"])
    #expect(copy.store.objects("Pod").map(\.name) == ["a", "b"])
  }

  @Test("A Pod is bound once and for good")
  func bindOnce() throws {
    var server = APIServer()
    try server.create(Self.pod("nginx"), user: "me", at: .start)
    let name = NamespacedName("default", "nginx")
    let bound = try server.bind(name, to: "node02", at: Self.seconds(1))
    #expect(bound.value["spec"]["nodeName"] == "node02")
    #expect(bound.value["status"]["conditions"][0]["status"] == "True")
    let conflict = #expect(throws: APIStatus.self) { try server.bind(name, to: "node01", at: Self.seconds(2)) }
    #expect(
      conflict?.message == "Operation cannot be fulfilled on pods/binding \"nginx\": pod nginx is already assigned to "
        + "node \"node02\"")
    #expect(conflict?.code == 409)
  }

  @Test("A binding must name the Pod of its path")
  func bindingOfAnotherPod() throws {
    var server = APIServer()
    let binding = KubernetesObject([
      "apiVersion": "v1", "kind": "Binding", "metadata": ["name": "nginx"], "target": ["kind": "Node", "name": "n"],
    ])
    let status = #expect(throws: APIStatus.self) {
      try server.bind(binding, pod: NamespacedName("default", "absent"), at: .start)
    }
    #expect(status?.message == "name in URL does not match name in Binding object")
  }

  @Test("A bound Pod is marked and goes with its kubelet; an unbound one goes at once")
  func gracefulDeletion() throws {
    var server = APIServer()
    try server.create(Self.pod("free"), user: "me", at: .start)
    try server.create(Self.pod("bound", ["nodeName": "n"]), user: "me", at: .start)
    _ = server.takeEvents()

    try server.delete("Pod", NamespacedName("default", "free"), user: "me", at: Self.seconds(1))
    try server.delete("Pod", NamespacedName("default", "bound"), user: "me", at: Self.seconds(1))
    let marked = try server.get("Pod", NamespacedName("default", "bound"))
    #expect(marked.metadata.deletionTimestamp == "2026-01-01T00:00:31Z")
    #expect(server.store.objects("Pod") == [marked])

    try server.delete(
      "Pod", NamespacedName("default", "bound"), gracePeriodSeconds: 0, user: "kubelet", at: Self.seconds(31))
    #expect(server.store.objects("Pod").isEmpty)
    #expect(server.takeEvents().count == 3)
  }

  @Test("A Pod that may take for ever to stop is marked with the last time there is")
  func endlessGracePeriod() throws {
    var server = APIServer()
    let pod = Self.pod("slow", ["nodeName": "n", "terminationGracePeriodSeconds": .integer(.max)])
    try server.create(pod, user: "me", at: .start)
    let marked = try server.delete("Pod", NamespacedName("default", "slow"), user: "me", at: .start)
    #expect(marked.metadata.deletionTimestamp == "9999-12-31T23:59:59Z")
  }

  @Test(
    "A time is read as it is written",
    arguments: ["2026-01-01T00:00:00Z", "2026-02-28T23:59:59Z", "2028-02-29T12:00:01Z", "1999-12-31T00:00:00Z"])
  func timestamps(text: String) {
    #expect(VirtualTime(timestamp: text)?.timestamp == text)
  }

  @Test(
    "A selector that cannot be read is answered as the API server answers it",
    arguments: [
      ("a in b", "", "unable to parse requirement: found 'b' expected: '('"),
      ("a==b,,", "", "found ',', expected: identifier after ','"),
      ("", "spec.color=red", "field label not supported: spec.color"),
    ])
  func badSelectors(labels: String, fields: String, message: String) {
    let server = APIServer()
    let status = #expect(throws: APIStatus.self) {
      try server.list("Pod", labelSelector: labels, fieldSelector: fields)
    }
    #expect(status?.message == message)
    #expect(status?.code == 400)
  }

  @Test(
    "Selectors choose by labels and fields",
    arguments: [
      ("app=app1", "", ["p1", "p2"]), ("app in (app1,app2),tier notin (back)", "", ["p1", "p3"]),
      ("!tier", "", ["p3"]), ("app=app1,tier!=front", "", ["p2"]), ("tier", "metadata.name!=p1", ["p2"]),
      ("", "spec.nodeName=", ["p1", "p2", "p3"]),
    ])
  func selectors(labels: String, fields: String, expected: [String]) throws {
    var server = APIServer()
    let sets: [(String, JSONValue)] = [
      ("p1", ["app": "app1", "tier": "front"]), ("p2", ["app": "app1", "tier": "back"]), ("p3", ["app": "app2"]),
    ]
    for (name, labels) in sets {
      var pod = Self.pod(name)
      pod.value["metadata"]["labels"] = labels
      try server.create(pod, user: "me", at: .start)
    }
    #expect(try server.list("Pod", labelSelector: labels, fieldSelector: fields).map(\.name) == expected)
  }

  @Test("A stale resource version is a conflict; an unchanged object makes no event")
  func conflicts() throws {
    var server = APIServer()
    let first = try server.create(Self.pod("web"), user: "me", at: .start)
    let name = NamespacedName("default", "web")
    try server.patch(
      "Pod", name, with: .strategicMerge(["metadata": ["labels": ["a": "b"]]]), user: "me", at: Self.seconds(1))
    _ = server.takeEvents()
    let status = #expect(throws: APIStatus.self) { try server.update(first, user: "me", at: Self.seconds(2)) }
    #expect(status?.code == 409)
    try server.patch("Pod", name, with: .merge(["metadata": ["labels": ["a": "b"]]]), user: "me", at: Self.seconds(1))
    #expect(server.takeEvents().isEmpty)
  }

  @Test("Data of Secrets is never kept")
  func secretsAreNotStored() throws {
    var server = APIServer()
    let secret = KubernetesObject([
      "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "stringData": ["password": "hunter2"],
      "data": ["token": "aHVudGVyMg=="],
    ])
    let stored = try server.create(secret, user: "me", at: .start)
    #expect(!stored.value.json.contains("hunter2") && !stored.value.json.contains("aHVudGVyMg"))
  }

  @Test("Namespaces that are missing or on their way out take nothing, and the system's own stay")
  func namespaceLifecycle() throws {
    var server = APIServer()
    func message(_ body: () throws -> Void) -> String? {
      #expect(throws: APIStatus.self, performing: body)?.message
    }
    #expect(
      message { try server.create(Self.pod("a"), in: "absent", user: "me", at: .start) }
        == "namespaces \"absent\" not found")
    #expect(
      message { try server.delete("Namespace", NamespacedName("", "default"), user: "me", at: .start) }
        == "namespaces \"default\" is forbidden: this namespace may not be deleted")
    let team: JSONValue = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "team"]]
    try server.create(KubernetesObject(team), user: "me", at: .start)
    try server.delete("Namespace", NamespacedName("", "team"), user: "me", at: .start)
    #expect(
      message { try server.create(Self.pod("late"), in: "team", user: "me", at: .start) }
        == "pods \"late\" is forbidden: unable to create new content in namespace team because it is being terminated")
    server.finalizeNamespace("team")
    #expect(server.store.object("Namespace", name: "team") == nil)
  }

  @Test("Generated names differ and repeat from run to run")
  func generatedNames() throws {
    func names() throws -> [String] {
      var server = APIServer()
      var pod = Self.pod("x")
      pod.value["metadata"] = ["generateName": "web-"]
      return try (0..<50).map { _ in try server.create(pod, user: "me", at: .start).name }
    }
    let first = try names()
    #expect(Set(first).count == 50)
    #expect(first.allSatisfy { $0.hasPrefix("web-") && $0.count == 9 })
    #expect(try names() == first)
  }
}
