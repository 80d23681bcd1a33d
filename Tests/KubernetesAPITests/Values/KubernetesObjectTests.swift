import KubernetesAPI
import Testing

@Suite("Objects and their views")
struct KubernetesObjectTests {
  @Test("An object's view changes with its value")
  func view() {
    var object = KubernetesObject(["kind": "Pod", "metadata": ["name": "a"]]).viewed
    object.setResourceVersion(7)
    #expect(object.pod.metadata.name == "a")
    object.value["metadata"]["name"] = "b"
    #expect(object.pod.metadata.name == "b")
    #expect(object.value["metadata"]["resourceVersion"] == "7")
  }

  @Test("What is known of objects without a view of their kind changes with their values, too")
  func header() {
    var object = KubernetesObject(["kind": "Service", "metadata": ["name": "a", "uid": "u"]])
    let plain = object
    object = object.viewed
    object.setResourceVersion(7)
    #expect(object.namespacedName == plain.namespacedName && object.uid == "u" && object.kind == "Service")
    #expect(object.namespace.isEmpty && object.ownerReferences.isEmpty && object.metadata == plain.metadata)
    object.value["metadata"]["name"] = "b"
    object.value["metadata"]["namespace"] = "team"
    #expect(object.namespacedName == NamespacedName("team", "b") && object.name == "b")
  }

  private static let waiting = KubernetesObject([
    "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "a", "namespace": "team", "uid": "u"],
    "spec": ["containers": []], "status": ["phase": "Pending"],
  ]).viewed

  @Test("A change that waits is seen in the view at once, and in the value by whoever reads it")
  func waitingChange() {
    let bound = Self.waiting.changed(to: Self.waiting.pod.assigned(to: "n1")) { $0["spec"]["nodeName"] = "n1" }
    #expect(bound.pod.nodeName == "n1")
    #expect(bound.value["spec"]["nodeName"] == "n1")
    #expect(Self.waiting.value["spec"]["nodeName"].isNull)
    #expect(bound.name == "a" && bound.namespace == "team" && bound.uid == "u" && bound.kind == "Pod")
  }

  @Test(
    "Changes that wait for each other are made in their order, each with its resource version",
    arguments: [1, 7, 8, 40])
  func manyChanges(count: Int) {
    var object = Self.waiting
    for number in 1...count {
      object = object.changed(to: object.pod) { value in
        value["status"]["seen"] = .array(value["status"]["seen"].items + [value["metadata"]["resourceVersion"]])
      }
      object.setResourceVersion(Int64(number))
    }
    let versions: [JSONValue] = [.null] + (1..<count).map { .string(String($0)) }
    #expect(object.value["status"]["seen"] == .array(versions))
    #expect(object.value["metadata"]["resourceVersion"] == .string(String(count)))
  }

  @Test("A change that waits may bring its resource version along")
  func changeWithVersion() {
    var object = Self.waiting.changed(to: Self.waiting.pod, resourceVersion: 5) { $0["status"]["phase"] = "Running" }
    #expect(object.value["metadata"]["resourceVersion"] == "5")
    object.setResourceVersion(5)
    #expect(object.value["metadata"]["resourceVersion"] == "5")
    object.setResourceVersion(6)
    #expect(object.value["metadata"]["resourceVersion"] == "6")
    #expect(object.value["status"]["phase"] == "Running")
  }

  @Test("Many readers of a change that waits see one value")
  func manyReaders() async {
    let object = Self.waiting.changed(to: Self.waiting.pod) { $0["status"]["phase"] = "Running" }
    let values = await withTaskGroup(of: JSONValue.self) { group in
      for _ in 0..<64 { group.addTask { object.value } }
      return await group.reduce(into: Set<JSONValue>()) { $0.insert($1) }
    }
    #expect(values.count == 1)
    #expect(values.first?["status"]["phase"] == "Running")
  }

  @Test("Writing a value after changes that waited keeps them, and forgets the view")
  func writing() {
    var object = Self.waiting.changed(to: Self.waiting.pod.assigned(to: "n1")) { $0["spec"]["nodeName"] = "n1" }
    object.value["metadata"]["labels"] = ["app": "a"]
    #expect(object.pod.nodeName == "n1")
    #expect(object.pod.metadata.labels == ["app": "a"])
  }
}
