import KubernetesAPI
import Testing

@Suite struct JSONObjectTests {
  @Test("Members keep their order, few of them and many", arguments: [3, 200])
  func order(count: Int) {
    let names = (0..<count).map { "member-\($0 * 7919 % 1009)" }
    var object = JSONObject(uniqueKeysWithValues: names.map { ($0, .string($0)) })
    #expect(Array(object.keys) == names)
    for name in names { #expect(object[name] == .string(name)) }
    #expect(object["another"] == nil)

    #expect(object.removeValue(forKey: names[1]) == .string(names[1]))
    #expect(object.removeValue(forKey: names[1]) == nil)
    object[names[0]] = 1
    object[names[1]] = 2
    #expect(Array(object.keys) == [names[0]] + names[2...] + [names[1]])
    #expect(Array(object.values) == [1] + names[2...].map { .string($0) } + [2])
    #expect(object[names[count - 1]] == .string(names[count - 1]))
  }

  @Test("Objects with the same members in another order are not equal, but equivalent")
  func equality() {
    let one: JSONValue = ["a": 1, "b": ["c": 2, "d": 3]]
    let other: JSONValue = ["b": ["d": 3, "c": 2], "a": 1]
    #expect(one != other)
    #expect(one.isEquivalent(to: other))
    #expect(one == ["a": 1, "b": ["c": 2, "d": 3]])
    #expect(one.hashValue == (["a": 1, "b": ["c": 2, "d": 3]] as JSONValue).hashValue)
  }

  @Test("Equal objects are identified as one, and a changed copy is another", arguments: [3, 200])
  func identity(count: Int) {
    func make() -> JSONObject {
      JSONObject(uniqueKeysWithValues: (0..<count).map { ("member-\($0)", .integer(Int64($0))) })
    }
    let (plain, one, other) = (make(), make().identified, make().identified)
    #expect(plain == one && one == other)
    #expect(Set([plain, one, other]).count == 1)
    #expect(one["member-1"] == 1)
    #expect(one["member-\(count)"] == nil)

    var changes: [JSONObject] = Array(repeating: one, count: 4)
    changes[0]["member-1"] = 7
    changes[1]["member-1"] = nil
    changes[2]["another"] = 7
    var value = JSONValue.object(changes[3])
    value["member-1"]["deep"] = 7
    changes[3] = value.members
    for changed in changes {
      #expect(changed != one && changed.identified != one)
      #expect(changed.hashValue != one.hashValue)
      #expect(changed == JSONObject(uniqueKeysWithValues: changed.map { ($0.key, $0.value) }))
      #expect(changed["member-2"] == 2)
    }
    #expect(changes[1]["member-1"] == nil)
    #expect(changes[2]["another"] == 7)
    #expect(one == make())
  }

  @Test("A change inside a value leaves its copies alone, and a null takes a member away")
  func change() {
    var value: JSONValue = ["spec": ["containers": [["name": "a"], ["name": "b"]], "nodeName": "x"]]
    let copy = value
    value["spec"]["containers"][1]["name"] = "c"
    value["spec"]["nodeName"] = .null
    value["status"]["phase"] = "Pending"
    #expect(value == ["spec": ["containers": [["name": "a"], ["name": "c"]]], "status": ["phase": "Pending"]])
    #expect(copy == ["spec": ["containers": [["name": "a"], ["name": "b"]], "nodeName": "x"]])
    value["spec"]["containers"][7]["name"] = "z"
    #expect(value["spec"]["containers"].items.count == 2)
  }
}

@Suite struct MemoTests {
  @Test("A question is answered once while there is room, and again when it was forgotten")
  func forgetting() {
    let memo = Memo<Int, Int>(capacity: 1_000)
    var computed = 0
    func ask(_ number: Int, weight: Int = 10) -> Int {
      memo.value(of: number, weight: weight) {
        computed += 1
        return number * number
      }
    }
    #expect(ask(7) == 49)
    #expect(ask(7) == 49)
    #expect(computed == 1)
    for number in 1_000..<1_200 { #expect(ask(number) == number * number) }
    #expect(computed == 201)
    #expect(ask(7) == 49)
    #expect(computed == 202)
    // What weighs too much is not kept.
    #expect(ask(8, weight: 500) == 64)
    #expect(ask(8, weight: 500) == 64)
    #expect(computed == 204)
  }
}

@Suite struct PodViewTests {
  @Test("A Pod is a value, and knows of other Pods with its spec")
  func values() {
    let value: JSONValue = [
      "metadata": ["name": "a"], "spec": ["containers": [["name": "c", "image": "i"]], "priority": 5],
    ]
    let facts = PodSpecFacts.of(value["spec"])
    let pod = Pod(value, facts)
    let other = Pod(value, PodSpecFacts.of(value["spec"]))
    #expect(pod == other)
    #expect(pod.isKnownToHaveSpec(of: other))
    #expect(facts.newStatus["qosClass"] == "BestEffort")

    let bound = pod.assigned(to: "node")
    #expect(bound.nodeName == "node")
    #expect(pod.nodeName == nil)
    #expect(bound.isKnownToHaveSpec(of: pod))
    var changed = bound
    changed.spec.priority = 6
    #expect(bound.spec.priority == 5)
    #expect(!changed.isKnownToHaveSpec(of: pod))
  }
}
