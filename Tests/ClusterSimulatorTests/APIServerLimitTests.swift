import ClusterSimulator
import KubernetesAPI
import Testing

@Suite("Limits and quotas")
struct APIServerLimitTests {
  private static func object(_ manifest: String) throws -> KubernetesObject {
    KubernetesObject(try #require(DocumentReader().read(manifest).get().first).value)
  }

  private static func pod(_ name: String, _ resources: String...) throws -> KubernetesObject {
    let containers = resources.enumerated().map { index, resources in
      "{name: \(["a", "b", "c"][index]), image: nginx, resources: \(resources)}"
    }
    return try object(
      "{apiVersion: v1, kind: Pod, metadata: {name: \(name)}, spec: {containers: [\(containers.joined(separator: ", "))]}}"
    )
  }

  private static let limitRange = """
    apiVersion: v1
    kind: LimitRange
    metadata: {name: cpu-memory}
    spec:
      limits:
      - type: Container
        defaultRequest: {cpu: 500m, memory: 500Mi}
        default: {cpu: "1", memory: 1Gi}
        min: {cpu: 100m, memory: 100Mi}
        max: {cpu: "2", memory: 2Gi}
        maxLimitRequestRatio: {cpu: "4"}
      - type: Pod
        max: {cpu: "3"}
    """

  @Test("A LimitRange fills in what containers leave out, and says so")
  func limitRangeDefaults() throws {
    var server = APIServer()
    try server.create(Self.object(Self.limitRange), user: "me", at: .start)
    let pod = try server.create(Self.pod("after", "{}"), user: "me", at: .start)
    #expect(pod.value["spec"]["containers"][0]["resources"]["requests"] == ["cpu": "500m", "memory": "500Mi"])
    #expect(pod.value["spec"]["containers"][0]["resources"]["limits"] == ["cpu": "1", "memory": "1Gi"])
    #expect(
      pod.annotations["kubernetes.io/limit-ranger"]
        == "LimitRanger plugin set: cpu, memory request for container a; cpu, memory limit for container a")
    let limited = try server.create(
      Self.pod("onlylimit", "{limits: {cpu: \"2\", memory: 200Mi}}"), user: "me", at: .start)
    #expect(limited.value["spec"]["containers"][0]["resources"]["requests"] == ["cpu": "2", "memory": "200Mi"])
  }

  @Test("A LimitRange refuses too little and too much, all at once")
  func limitRangeRefusal() throws {
    var server = APIServer()
    try server.create(Self.object(Self.limitRange), user: "me", at: .start)
    let status = #expect(throws: APIStatus.self) {
      try server.create(
        Self.pod(
          "wrong", "{requests: {cpu: 50m, memory: 50Mi}, limits: {cpu: \"3\", memory: 3Gi}}",
          "{requests: {cpu: 100m}, limits: {cpu: \"2\"}}"), user: "me", at: .start)
    }
    #expect(
      status?.message == "pods \"wrong\" is forbidden: [minimum cpu usage per Container is 100m, but request is 50m, "
        + "minimum memory usage per Container is 100Mi, but request is 50Mi, maximum cpu usage per Container is 2, but "
        + "limit is 3, maximum memory usage per Container is 2Gi, but limit is 3Gi, cpu max limit to request ratio per "
        + "Container is 4, but provided ratio is 60.000000, cpu max limit to request ratio per Container is 4, but "
        + "provided ratio is 20.000000, maximum cpu usage per Pod is 3, but limit is 5]")
  }

  @Test("A ResourceQuota wants amounts, and refuses what exceeds it")
  func resourceQuota() throws {
    var server = APIServer()
    let quota = try server.create(
      Self.object(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: compute}
        spec:
          hard: {requests.cpu: "1", requests.memory: 1Gi, limits.cpu: "2", limits.memory: 2Gi, pods: "3",
            count/deployments.apps: "1"}
        """), user: "me", at: .start)
    func message(_ pod: KubernetesObject) -> String? {
      #expect(throws: APIStatus.self) { try server.create(pod, user: "me", at: .start) }?.message
    }
    #expect(
      message(try Self.pod("bare", "{}"))
        == "pods \"bare\" is forbidden: failed quota: compute: must specify limits.cpu "
        + "for: a; limits.memory for: a; requests.cpu for: a; requests.memory for: a")
    let resources = "{requests: {cpu: 600m, memory: 512Mi}, limits: {cpu: \"1\", memory: 1Gi}}"
    try server.create(Self.pod("one", resources), user: "me", at: .start)
    #expect(
      message(try Self.pod("two", resources)) == "pods \"two\" is forbidden: exceeded quota: compute, requested: "
        + "requests.cpu=600m, used: requests.cpu=600m, limited: requests.cpu=1")
    let used = ResourceQuotaUsage.used(quota, in: server.store)
    #expect(used["pods"] == Quantity(Int64(1)))
    #expect(used["limits.memory"]?.description == "1Gi")
    #expect(used["count/deployments.apps"]?.isZero == true)
  }

  @Test("A quota with a scope only looks at Pods in it")
  func scopes() throws {
    var server = APIServer()
    try server.create(
      Self.object(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: best-effort}
        spec: {hard: {pods: "0"}, scopes: [BestEffort]}
        """), user: "me", at: .start)
    try server.create(Self.pod("burstable", "{requests: {cpu: 1}}"), user: "me", at: .start)
    let status = #expect(throws: APIStatus.self) {
      try server.create(Self.pod("effortless", "{}"), user: "me", at: .start)
    }
    #expect(
      status?.message
        == "pods \"effortless\" is forbidden: exceeded quota: best-effort, requested: pods=1, used: pods=0, "
        + "limited: pods=0")
  }

  @Test("What says nothing is not stored, and is no change")
  func zeroValues() throws {
    var server = APIServer()
    let manifest = """
      apiVersion: v1
      kind: Pod
      metadata: {name: p, labels: {}, annotations: {empty: ""}}
      spec: {hostNetwork: false, nodeSelector: {}, tolerations: [], containers: [{name: c, image: x, env: [{name: A, value: ""}]}]}
      """
    let pod = try server.create(Self.object(manifest), user: "me", at: .start)
    #expect(pod.value["metadata"]["labels"].isNull)
    #expect(pod.annotations == ["empty": ""])
    #expect(pod.value["spec"]["hostNetwork"].isNull)
    #expect(pod.value["spec"]["nodeSelector"].isNull)
    #expect(pod.value["spec"]["containers"][0]["env"] == [["name": "A"]])
    var again = pod
    again.value["spec"]["nodeSelector"] = [:]
    #expect(try server.update(again, user: "me", at: .start) == pod)
  }
}
