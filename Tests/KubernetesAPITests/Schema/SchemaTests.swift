import Foundation
import KubernetesAPI
import Testing

@Suite("The schema knows what the API server knows")
struct SchemaTests {
  private let schema = Schema.kubernetes

  @Test(
    "a resource has many names",
    arguments: [
      ("pods", "v1 Pod"), ("pod", "v1 Pod"), ("po", "v1 Pod"), ("Pod", "v1 Pod"), ("PODS", "v1 Pod"), ("no", "v1 Node"),
      ("deploy", "apps/v1 Deployment"), ("deploy.apps", "apps/v1 Deployment"),
      ("deployments.v1.apps", "apps/v1 Deployment"), ("ds", "apps/v1 DaemonSet"), ("ev", "v1 Event"),
      ("events.events.k8s.io", "events.k8s.io/v1 Event"), ("pc", "scheduling.k8s.io/v1 PriorityClass"),
      ("quota", "v1 ResourceQuota"), ("endpoints", "v1 Endpoints"),
    ])
  func names(name: String, expected: String) throws {
    let resource = try #require(schema.resource(named: name))
    #expect("\(resource.apiVersion) \(resource.kind)" == expected)
    #expect(schema.resource(apiVersion: resource.apiVersion, kind: resource.kind) === resource)
  }

  @Test("what is not there", arguments: ["", ".", "pood", "pods.apps", "deploy.", "pods/status"])
  func unknownNames(name: String) { #expect(schema.resource(named: name) == nil) }

  @Test("resources have a scope, verbs, and categories")
  func attributes() throws {
    #expect(schema.kubernetesVersion == "v1.34.9")
    let pods = try #require(schema.resource(named: "pods"))
    #expect(pods.isNamespaced && pods.verbs.contains("deletecollection") && pods.groupResource == "pods")
    let nodes = try #require(schema.resource(named: "nodes"))
    #expect(!nodes.isNamespaced)
    #expect(schema.resource(named: "sts")?.groupResource == "statefulsets.apps")
    #expect(schema.resources(inCategory: "all").map(\.name).contains("replicasets"))
    let eviction = try #require(schema.subresources.first { $0.name == "pods/eviction" })
    #expect(eviction.apiVersion == "policy/v1" && eviction.servedIn == "v1" && eviction.kind == "Eviction")
    #expect(schema.allResources.allSatisfy { schema.type(apiVersion: $0.apiVersion, kind: $0.kind) != nil })
  }

  @Test(
    "a path has a type",
    arguments: [
      (FieldPath("spec"), "v1.PodSpec"), (FieldPath("spec", "containers"), "[]v1.Container"),
      (FieldPath("spec", "containers").index(0).field("command"), "[]string"),
      (FieldPath("metadata", "labels"), "map[string]string"), (FieldPath("metadata", "labels").key("app"), "string"),
      (FieldPath("spec", "restartPolicy"), "v1.RestartPolicy"),
      (FieldPath("spec", "containers").index(0).field("resources").field("limits"), "v1.ResourceList"),
      (FieldPath("spec", "containers").index(0).field("resources").field("limits").key("cpu"), "resource.Quantity"),
      (FieldPath("spec", "tolerations").index(3).field("tolerationSeconds"), "int64"),
      (FieldPath("metadata", "creationTimestamp"), "v1.Time"),
    ])
  func paths(path: FieldPath, goType: String) {
    #expect(schema.property(at: path, apiVersion: "v1", kind: "Pod")?.goType == goType)
  }

  @Test("a path that is not there has none")
  func noPath() {
    #expect(schema.property(at: FieldPath("spec", "containerz"), apiVersion: "v1", kind: "Pod") == nil)
    #expect(schema.property(at: FieldPath("spec", "nodeName", "x"), apiVersion: "v1", kind: "Pod") == nil)
    #expect(schema.property(at: FieldPath("spec"), apiVersion: "v1", kind: "Pood") == nil)
  }

  @Test("lists say how they are merged")
  func lists() throws {
    let containers = try #require(
      schema.property(at: FieldPath("spec", "containers"), apiVersion: "v1", kind: "Pod"))
    #expect(containers.list.type == "map" && containers.list.mapKeys == ["name"])
    #expect(containers.list.patchMergeKey == "name" && containers.list.patchStrategy == "merge")
    let protocolField = schema.property(
      at: FieldPath("spec", "containers").index(0).field("ports").index(0).field("protocol"), apiVersion: "v1",
      kind: "Pod")
    #expect(protocolField?.defaultValue == "TCP" && protocolField?.allowedValues == ["SCTP", "TCP", "UDP"])
  }
}

@Suite("Strict decoding refuses what the API server refuses, in its words")
struct SchemaDecodingTests {
  struct Answer: CustomTestStringConvertible, Sendable {
    var name: String
    var resource: String
    var body: JSONValue
    var refusal: String?
    var testDescription: String { "\(resource): \(name)" }
  }

  /// Recorded from kube-apiserver v1.34.9: bodies, and its refusal where it could not decode them.
  static let answers: [Answer] = {
    guard let file = Bundle.module.url(forResource: "Fixtures/decoding-answers", withExtension: "jsonl"),
      let data = try? Data(contentsOf: file)
    else { return [] }
    return data.split(separator: UInt8(ascii: "\n")).compactMap { line in
      guard let value = try? JSONValue(json: Array(line)) else { return nil }
      return Answer(
        name: value["name"].string ?? "", resource: value["resource"].string ?? "", body: value["body"],
        refusal: value["refusal"].string)
    }
  }()

  @Test("the recorded answers are all there")
  func count() { #expect(Self.answers.count == 193) }

  @Test("an object is decoded or refused as recorded", arguments: answers)
  func recorded(answer: Answer) throws {
    let resource = try #require(Schema.kubernetes.resource(named: answer.resource))
    #expect(Schema.kubernetes.refusal(of: answer.body, by: resource)?.message == answer.refusal)
  }

  @Test(
    "a mistake in a Pod",
    arguments: [
      (
        "spec: {containerz: [], nodeSelctor: {a: b}, containers: [{name: c, image: nginx, resourcs: {}}]}",
        #"strict decoding error: unknown field "spec.containers[0].resourcs", unknown field "spec.containerz", unknown field "spec.nodeSelctor""#
      ),
      (
        "spec: {nodeSelector: [a], containers: {name: c}}",
        "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container"
      ),
      (
        "spec: {priority: 3000000000}",
        "json: cannot unmarshal number 3000000000 into Go struct field PodSpec.spec.priority of type int32"
      ),
      (
        "spec: {priority: 1.5}",
        "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32"
      ),
      (
        "spec: {restartPolicy: 1}",
        "json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy"
      ),
      (
        "spec: {containers: [x]}",
        "json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type v1.Container"
      ),
      (
        "spec: {containers: [{command: [1]}]}",
        "json: cannot unmarshal number into Go struct field Container.spec.containers.command of type string"
      ),
      (
        "spec: {containers: [{livenessProbe: {httpGet: {port: true}}}]}",
        "json: cannot unmarshal bool into Go struct field HTTPGetAction.spec.containers.livenessProbe.httpGet.port of type int32"
      ),
      (
        "spec: {containers: [{resources: {limits: [cpu]}}]}",
        "json: cannot unmarshal array into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList"
      ),
      (
        "spec: {hostNetwork: 1, containers: [{resources: {limits: {cpu: x}}}], affinity: 1}",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
      ),
      ("spec: {containers: [{resources: {limits: {cpu: 1GG}}}]}", "unable to parse quantity's suffix"),
      (
        "spec: {x: 1, hostNetwork: a}",
        "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool"
      ),
      (
        "metadata: {creationTimestamp: 1}",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string"
      ),
      (
        "metadata: {creationTimestamp: yesterday}",
        #"parsing time "yesterday" as "2006-01-02T15:04:05Z07:00": cannot parse "yesterday" as "2006""#
      ),
      (
        "metadata: {creationTimestamp: '2024-13-01T00:00:00Z'}",
        #"parsing time "2024-13-01T00:00:00Z": month out of range"#
      ),
      (
        "metadata: {creationTimestamp: '2023-02-29T00:00:00Z'}",
        #"parsing time "2023-02-29T00:00:00Z": day out of range"#
      ),
      (
        "metadata: {creationTimestamp: '2024-02-29 00:00:00Z'}",
        #"parsing time "2024-02-29 00:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse " 00:00:00Z" as "T""#
      ),
      (
        "metadata: {creationTimestamp: '2024-02-29T00:00:00'}",
        #"parsing time "2024-02-29T00:00:00" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00""#
      ),
      (
        "metadata: {labels: {a: 1}}",
        "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string"
      ),
      ("metadata: x", "json: cannot unmarshal string into Go struct field Pod.metadata of type v1.ObjectMeta"),
      (
        "metadata: {managedFields: [{fieldsV1: {f:a: {}}, x: 1}]}",
        #"strict decoding error: unknown field "metadata.managedFields[0].x""#
      ),
      (
        "status: {startTime: '2024-02-29T00:00:00.5+01:00', x: {}}", #"strict decoding error: unknown field "status.x""#
      ),
    ])
  func mistake(text: String, message: String) throws {
    let pods = try #require(Schema.kubernetes.resource(named: "pods"))
    let value = try #require(try DocumentReader().read(text).get().first).value
    let refusal = Schema.kubernetes.refusal(of: value, by: pods)
    #expect(refusal?.message == "Pod in version \"v1\" cannot be handled as a Pod: \(message)")
    #expect(refusal?.code == 400)
  }

  @Test("nothing is wrong with nulls, empty objects, and numbers where strings may stand")
  func fine() throws {
    let text = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: null
      spec: {replicas: null, strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 25%}},
        template: {spec: {containers: [{resources: {requests: {cpu: 1, memory: 1.5, x: "2"}, limits: {}}}], priority: 2147483647}}}
      """
    let value = try #require(try DocumentReader().read(text).get().first).value
    #expect(Schema.kubernetes.check(value, apiVersion: "apps/v1", kind: "Deployment") == [])
  }

  @Test("Base64 is checked")
  func base64() throws {
    let secrets = try #require(Schema.kubernetes.resource(named: "secrets"))
    func refusal(_ text: String) -> String? {
      Schema.kubernetes.refusal(of: ["data": ["a": .string(text)]], by: secrets)?.message
    }
    #expect(refusal("aGk=") == nil)
    #expect(refusal("") == nil)
    #expect(
      refusal("aGk") == #"Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 0"#)
    #expect(
      refusal("aG?k") == #"Secret in version "v1" cannot be handled as a Secret: illegal base64 data at input byte 2"#)
  }

  @Test("duplicate fields come after unknown ones")
  func duplicates() throws {
    let pods = try #require(Schema.kubernetes.resource(named: "pods"))
    let node = try #require(DocumentReader().read("spec: {x: 1, nodeName: a, nodeName: b}").nodes.first)
    let refusal = Schema.kubernetes.refusal(of: node.value, by: pods, duplicates: node.duplicates.map(\.path))
    #expect(
      refusal?.message
        == #"Pod in version "v1" cannot be handled as a Pod: strict decoding error: unknown field "spec.x", duplicate field "spec.nodeName""#
    )
  }
}
