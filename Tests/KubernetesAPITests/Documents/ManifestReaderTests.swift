import KubernetesAPI
import Testing

@Suite("Manifests are read, and all their mistakes told")
struct DocumentManifestTests {
  private func read(_ text: String) -> ManifestReader.Manifests {
    ManifestReader(file: "f.yaml", otherKinds: ["berth.dev/v1 Scenario"]).read(text)
  }

  private func errors(_ text: String) -> [String] { read(text).errors.map(\.description) }

  @Test("objects in the order of the text, Lists taken apart")
  func objects() {
    let result = read(
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      ---
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a}}
      - apiVersion: v1
        kind: PodList
        items:
        - {metadata: {name: b}}
        - {apiVersion: v1, kind: Pod, metadata: {name: c}}
      - {apiVersion: apps/v1, kind: DeploymentList, items: null}
      ---
      apiVersion: berth.dev/v1
      kind: Scenario
      spec: {anything: goes}
      """)
    #expect(result.errors.map(\.description) == [])
    #expect(result.objects.map(\.title) == [#"Node "n1""#, #"Pod "a""#, #"Pod "b""#, #"Pod "c""#, #"Scenario """#])
    #expect(result.objects.map { $0.resource?.name } == ["nodes", "pods", "pods", "pods", nil])
    #expect(result.objects[2].object.value.json == #"{"metadata":{"name":"b"},"apiVersion":"v1","kind":"Pod"}"#)
    #expect(result.objects[3].node.position == SourcePosition(line: 13, column: 5))
  }

  @Test(
    "a mistake is told with its place and its object",
    arguments: [
      ("metadata: {name: a}\n", ["1:1: apiVersion: apiVersion not set", "1:1: kind: kind not set"]),
      ("apiVersion: v1\nkind:\n", ["2:1: kind: kind not set"]),
      (
        "apiVersion: 1\nkind: Pod\n",
        [#"1:1: Pod "": apiVersion: json: cannot unmarshal number into Go struct field .apiVersion of type string"#]
      ),
      (
        "apiVersion: v1\nkind: Pood\nmetadata: {name: a}\n",
        [#"2:1: Pood "a": kind: no matches for kind "Pood" in version "v1""#]
      ),
      (
        "kind: Deployment\napiVersion: apps/v1beta1\n",
        [#"2:1: Deployment "": apiVersion: no matches for kind "Deployment" in version "apps/v1beta1""#]
      ),
      ("hello\n", ["1:1: json: cannot unmarshal string into Go value of type map[string]interface {}"]),
      ("- a\n- b\n", ["1:1: json: cannot unmarshal array into Go value of type map[string]interface {}"]),
      (
        "{apiVersion: v1, kind: List, items: 1}",
        ["1:30: items: json: cannot unmarshal number into Go struct field List.items of type []runtime.RawExtension"]
      ),
      (
        "apiVersion: v1\nkind: List\nitems:\n- 1\n- {apiVersion: v1, kind: Node, metadata: {name: n1}, spec: {x: 1}}\n",
        [
          "4:3: json: cannot unmarshal number into Go value of type map[string]interface {}",
          #"5:61: Node "n1": spec.x: unknown field "spec.x""#,
        ]
      ),
      (
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n   labels: {}\n",
        ["5:10: yaml: line 5: mapping values are not allowed in this context"]
      ),
    ] as [(String, [String])])
  func mistake(text: String, expected: [String]) {
    #expect(errors(text) == expected.map { "f.yaml:" + $0 })
  }

  @Test("all mistakes of all documents, in the order of their places")
  func allMistakes() {
    let text = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, labels: {app: 1}}
      spec:
        containerz: []
        containers:
        - name: c
          image: nginx
          name: d
          resources: {requests: {cpu: 1x}}
        hostNetwork: maybe
      ---
      a: [
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: n, name: m}
      specs: {}
      """
    #expect(
      errors(text) == [
        #"f.yaml:3:32: Pod "web": metadata.labels[app]: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"#,
        #"f.yaml:5:3: Pod "web": spec.containerz: unknown field "spec.containerz""#,
        #"f.yaml:9:5: Pod "web": spec.containers[0].name: duplicate field "spec.containers[0].name""#,
        #"f.yaml:10:28: Pod "web": spec.containers[0].resources.requests[cpu]: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"#,
        #"f.yaml:11:3: Pod "web": spec.hostNetwork: json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool"#,
        "f.yaml:14:1: yaml: line 14: did not find expected node content",
        #"f.yaml:17:21: Node "m": metadata.name: duplicate field "metadata.name""#,
        #"f.yaml:18:1: Node "m": specs: unknown field "specs""#,
      ])
    #expect(read(text).objects.map(\.title) == [#"Node "m""#])
  }

  @Test("a mistake that validation finds gets its place")
  func validation() throws {
    let manifest = try #require(
      read("apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\nspec:\n  taints:\n  - effect: X\n").objects.first)
    let error = FieldError(
      .notSupported, field: "metadata.taints[0].effect", message: "Unsupported value: \"X\"",
      at: FieldPath("spec", "taints").index(0).field("effect"))
    #expect(
      manifest.error(error).description == #"f.yaml:7:5: Node "n1": metadata.taints[0].effect: Unsupported value: "X""#)
  }

  @Test("the result is objects or errors")
  func get() throws {
    #expect(try read("apiVersion: v1\nkind: Node\n").get().count == 1)
    #expect(throws: SourceErrors.self) { try read("apiVersion: v1\nkind: Nod\n").get() }
  }
}
