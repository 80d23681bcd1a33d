import ClusterSimulator
import KubernetesAPI
import Testing

@Suite("Patches")
struct APIServerPatchTests {
  private static let pod: JSONValue = [
    "metadata": ["labels": ["a": "1", "b": "2"], "finalizers": ["x"]],
    "spec": [
      "containers": [
        ["name": "a", "image": "1"], ["name": "b", "image": "2", "env": [["name": "E", "value": "1"]]],
      ],
      "tolerations": [["key": "k"]],
    ],
  ]

  @Test("A merge patch replaces lists whole and removes what is null")
  func merge() throws {
    let patched = try Patch.merge([
      "metadata": ["labels": ["a": nil, "c": "3"]], "spec": ["containers": [["name": "b"]]],
    ]).applied(to: Self.pod)
    #expect(patched["metadata"]["labels"] == ["b": "2", "c": "3"])
    #expect(patched["spec"]["containers"] == [["name": "b"]])
    #expect(patched["spec"]["tolerations"] == [["key": "k"]])
  }

  @Test("A strategic merge patch merges containers by name, deletes on request, and replaces lists without a key")
  func strategicMerge() throws {
    let patched = try Patch.strategicMerge([
      "metadata": ["finalizers": ["y"]],
      "spec": [
        "containers": [
          ["name": "b", "image": "3", "env": [["name": "F", "value": "2"]]], ["name": "a", "$patch": "delete"],
          ["name": "c", "image": "4"],
        ], "tolerations": [["key": "z"]],
      ],
    ]).applied(to: Self.pod)
    #expect(
      patched["spec"]["containers"] == [
        ["name": "b", "image": "3", "env": [["name": "E", "value": "1"], ["name": "F", "value": "2"]]],
        ["name": "c", "image": "4"],
      ])
    #expect(patched["spec"]["tolerations"] == [["key": "z"]])
    #expect(patched["metadata"]["finalizers"] == ["x", "y"])
  }

  @Test("A JSON patch adds, replaces, moves, copies and removes")
  func json() throws {
    let patched = try Patch.json([
      ["op": "test", "path": "/metadata/labels/a", "value": "1"],
      ["op": "add", "path": "/spec/tolerations/-", "value": ["key": "z"]],
      ["op": "remove", "path": "/spec/containers/0"],
      ["op": "replace", "path": "/spec/containers/0/image", "value": "9"],
      ["op": "add", "path": "/metadata/labels/x~1y", "value": "3"],
      ["op": "copy", "from": "/metadata/labels/a", "path": "/metadata/labels/d"],
      ["op": "move", "from": "/metadata/labels/b", "path": "/metadata/labels/e"],
    ]).applied(to: Self.pod)
    #expect(patched["spec"]["tolerations"] == [["key": "k"], ["key": "z"]])
    #expect(patched["spec"]["containers"][0]["image"] == "9")
    #expect(patched["metadata"]["labels"] == ["a": "1", "x/y": "3", "d": "1", "e": "2"])
  }

  @Test(
    "A JSON patch that does not fit is refused",
    arguments: [
      ["op": "remove", "path": "/spec/absent"], ["op": "replace", "path": "/spec/containers/7", "value": 1],
      ["op": "add", "path": "/spec/containers/9", "value": 1], ["op": "test", "path": "/metadata", "value": 1],
      ["op": "frobnicate", "path": "/spec"], ["op": "add", "path": "spec"], ["path": "/spec"], nil,
    ] as [JSONValue])
  func jsonMistakes(operation: JSONValue) {
    let status = #expect(throws: APIStatus.self) { try Patch.json([operation]).applied(to: Self.pod) }
    #expect(status?.code == 422)
  }
}
