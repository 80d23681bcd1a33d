import KubernetesAPI
import SeededRandom
import Testing

@Suite("Validation")
struct ValidationTests {
  private static func object(_ manifest: String) throws -> KubernetesObject {
    let node = try #require(DocumentReader().read(manifest).get().first)
    var value = node.value
    if value["metadata"]["namespace"].isNull { value["metadata"]["namespace"] = "default" }
    Defaults.apply(to: &value)
    return KubernetesObject(value)
  }

  @Test("All mistakes of an object are found, in the API server's order and words", arguments: ValidationCase.all)
  func create(_ mistakes: ValidationCase) throws {
    let errors = Validation.errors(for: try Self.object(mistakes.manifest))
    #expect(errors.map(\.description) == mistakes.errors)
  }

  @Test("A mistake is located where it stands, whatever the API server calls the field")
  func locations() throws {
    let node: JSONValue = [
      "apiVersion": "v1", "kind": "Node", "metadata": ["name": "n"],
      "spec": ["taints": [["key": "a", "effect": "Never"]]],
    ]
    let error = try #require(Validation.errors(for: KubernetesObject(node)).first)
    #expect(error.field == "metadata.taints[0].effect")
    #expect(error.location.description == "spec.taints[0].effect")

    let pod = try Self.object(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {"bad key": x}}
      spec: {containers: [{name: c, image: i, resources: {requests: {cpu: "2"}, limits: {cpu: "1"}}}]}
      """)
    let errors = Validation.errors(for: pod)
    #expect(
      errors.map(\.location.description) == [
        "metadata.labels[bad key]", "spec.containers[0].resources.requests[cpu]",
      ])
  }

  // MARK: Changes

  @Test("Of a Pod's spec only a few fields may change", arguments: PodChange.all)
  func podUpdate(_ change: PodChange) throws {
    let old = try Self.object(PodChange.pod)
    var new = old
    Self.set(&new.value, change.field.split(separator: ".")[...], change.value)
    #expect(Validation.errors(updating: old, to: new).map(\.description) == change.errors)
  }

  @Test("The order of members is no change")
  func order() throws {
    let old = try Self.object(PodChange.pod)
    var new = old
    new.value["spec"] = .object(
      JSONObject(uniqueKeysWithValues: old.value["spec"].members.reversed().map { ($0.key, $0.value) }))
    #expect(Validation.errors(updating: old, to: new).isEmpty)
  }

  @Test("A gated Pod can be narrowed down, not widened")
  func gatedPods() throws {
    var old = try Self.object(PodChange.pod)
    old.value["spec"]["nodeName"] = .null
    old.value["spec"]["schedulingGates"] = [["name": "example.com/wait"]]
    old.value["spec"]["nodeSelector"] = ["disktype": "ssd"]
    var new = old
    new.value["spec"]["nodeSelector"] = ["disktype": "ssd", "zone": "a"]
    #expect(Validation.errors(updating: old, to: new).isEmpty)
    new.value["spec"]["nodeSelector"] = ["zone": "a"]
    #expect(Validation.errors(updating: old, to: new).map(\.field) == ["spec.nodeSelector"])
  }

  @Test("Nothing that a field may hold brings the checks down", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func hostileValues(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pod = try Self.object(ValidationCase.all[Int(seed) % ValidationCase.all.count].manifest)
    for _ in 0..<500 {
      var value = pod.value
      Self.damage(&value, &random)
      Defaults.apply(to: &value)
      let object = KubernetesObject(value)
      _ = Validation.errors(for: object)
      _ = Validation.errors(updating: pod, to: object)
    }
  }

  // MARK: Helpers

  private static func set(_ value: inout JSONValue, _ path: ArraySlice<Substring>, _ new: JSONValue) {
    guard let first = path.first else {
      value = new
      return
    }
    let parts = first.split(whereSeparator: { $0 == "[" || $0 == "]" })
    let name = String(parts[0])
    if parts.count == 2, let index = Int(parts[1]) {
      set(&value[name][index], path.dropFirst(), new)
    } else {
      set(&value[name], path.dropFirst(), new)
    }
  }

  /// Puts something unexpected somewhere.
  private static func damage(_ value: inout JSONValue, _ random: inout SplitMix64) {
    let odd: [JSONValue] = [
      nil, true, -1, .integer(.max), .number("1e999"), "", "ü\u{0}", "a/b/c", [], [nil], [[:]], [:], ["": ""],
    ]
    switch value {
    case .object(let members) where !members.isEmpty && random.next() % 8 != 0:
      let key = members.keys[Int(random.next() % UInt64(members.count))]
      damage(&value[key], &random)
    case .array(let items) where !items.isEmpty && random.next() % 8 != 0:
      damage(&value[Int(random.next() % UInt64(items.count))], &random)
    default: value = odd[Int(random.next() % UInt64(odd.count))]
    }
  }
}
