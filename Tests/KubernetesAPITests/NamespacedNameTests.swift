import KubernetesAPI
import Testing

@Suite("Namespaced names")
struct NamespacedNameTests {
  @Test("Names that were made apart are found as one")
  func foundAsOne() {
    let names = (0..<100).map { NamespacedName("team-\($0 % 3)", "web-\($0)") }
    let numbers = Dictionary(uniqueKeysWithValues: zip(names, 0...))
    for (number, name) in names.enumerated() {
      let other = NamespacedName("team-\(number % 3)", "web-\(number)")
      #expect(other == name)
      #expect(other.hashValue == name.hashValue)
      #expect(numbers[other] == number)
    }
    #expect(numbers[NamespacedName("team-1", "web-0")] == nil)
    #expect(numbers[NamespacedName("web-0", "team-0")] == nil)
  }

  @Test("Sorts by namespace, then by name")
  func order() {
    let names = [NamespacedName("b", "a"), NamespacedName("a", "z"), NamespacedName("a", "b")]
    #expect(names.sorted().map(\.description) == ["a/b", "a/z", "b/a"])
  }

  @Test("A renamed object has another name, its copies keep theirs")
  func renaming() {
    let pod = Pod(["metadata": ["name": "web", "namespace": "shop"]])
    var renamed = pod
    renamed.metadata.name = "api"
    #expect(renamed.namespacedName == NamespacedName("shop", "api"))
    renamed.metadata.namespace = "lab"
    #expect(renamed.namespacedName == NamespacedName("lab", "api"))
    #expect(pod.namespacedName == NamespacedName("shop", "web"))
  }

  @Test("An object is named alike with and without its view; Nodes have no namespace")
  func views() {
    let objects: [(value: JSONValue, name: NamespacedName)] = [
      (["kind": "Pod", "metadata": ["name": "web", "namespace": "shop"]], NamespacedName("shop", "web")),
      (["kind": "Node", "metadata": ["name": "node01"]], NamespacedName("", "node01")),
      (["kind": "Namespace", "metadata": ["name": "shop"]], NamespacedName("", "shop")),
    ]
    for (value, name) in objects {
      #expect(KubernetesObject(value).namespacedName == name)
      #expect(KubernetesObject(value).viewed.namespacedName == name)
    }
  }
}
