import KubernetesAPI
import SchedulerFramework
import Testing

@Suite struct PodRequestsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var spec: JSONValue
    var cpu: Int64
  }

  private static func container(_ cpu: String?, restartPolicy: String? = nil) -> JSONValue {
    var container: JSONValue = ["name": "c"]
    if let cpu { container["resources"] = ["requests": ["cpu": .string(cpu)]] }
    if let restartPolicy { container["restartPolicy"] = .string(restartPolicy) }
    return container
  }

  static let cases = [
    Case(testDescription: "containers add up", spec: ["containers": [container("1"), container("500m")]], cpu: 1500),
    Case(
      testDescription: "the largest init container counts when it asks for more",
      spec: ["containers": [container("1")], "initContainers": [container("3"), container("2")]], cpu: 3000),
    Case(
      testDescription: "init containers that ask for less do not count",
      spec: ["containers": [container("1")], "initContainers": [container("500m")]], cpu: 1000),
    Case(
      testDescription: "sidecars add to the containers",
      spec: ["containers": [container("1")], "initContainers": [container("500m", restartPolicy: "Always")]],
      cpu: 1500),
    Case(
      testDescription: "an init container runs beside the sidecars before it, not those after it",
      spec: [
        "containers": [container("1")],
        "initContainers": [
          container("1", restartPolicy: "Always"), container("4"), container("2", restartPolicy: "Always"),
        ],
      ], cpu: 5000),
    Case(
      testDescription: "overhead comes on top", spec: ["containers": [container("1")], "overhead": ["cpu": "250m"]],
      cpu: 1250),
    Case(
      testDescription: "Pod-level requests take the place of the containers'",
      spec: ["containers": [container("1")], "resources": ["requests": ["cpu": "3"]]], cpu: 3000),
    Case(
      testDescription: "with a Pod-level limit alone the containers' requests stay",
      spec: ["containers": [container("1")], "resources": ["limits": ["cpu": "3"]]], cpu: 1000),
    Case(
      testDescription: "with a Pod-level limit and no container request the limit counts",
      spec: ["containers": [container(nil)], "resources": ["limits": ["cpu": "3"]]], cpu: 3000),
    Case(
      testDescription: "a missing request is the limit",
      spec: ["containers": [["name": "c", "resources": ["limits": ["cpu": "2"]]]]], cpu: 2000),
    Case(
      testDescription: "half a thousandth is rounded up", spec: ["containers": [container("0.5m")]], cpu: 1),
  ]

  @Test(arguments: cases)
  func cpuRequest(_ testCase: Case) {
    #expect(PodRequests.total(of: PodSpec(testCase.spec))["cpu"]?.milliValue == testCase.cpu)
  }
}
