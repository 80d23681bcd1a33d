import SchedulerFramework
import Testing

@Suite("NodePorts")
struct NodePortsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var taken: String
    var wanted: String
    var conflicts: Bool

    init(_ description: String, taken: String, wanted: String, conflicts: Bool) {
      testDescription = description
      self.taken = taken
      self.wanted = wanted
      self.conflicts = conflicts
    }
  }

  static func spec(_ port: String) -> String { "{containers: [{name: c, image: i, ports: [\(port)]}]}" }

  @Test(
    "filter",
    arguments: [
      Case("the same port is taken", taken: "{hostPort: 80}", wanted: "{hostPort: 80}", conflicts: true),
      Case("another port is free", taken: "{hostPort: 80}", wanted: "{hostPort: 81}", conflicts: false),
      Case(
        "another protocol is free", taken: "{hostPort: 80}", wanted: "{hostPort: 80, protocol: UDP}",
        conflicts: false),
      Case(
        "two different addresses don't meet", taken: "{hostPort: 80, hostIP: 10.0.0.1}",
        wanted: "{hostPort: 80, hostIP: 10.0.0.2}", conflicts: false),
      Case(
        "0.0.0.0 meets every address", taken: "{hostPort: 80, hostIP: 10.0.0.1}",
        wanted: "{hostPort: 80, hostIP: 0.0.0.0}", conflicts: true),
      Case(
        "a containerPort alone takes nothing", taken: "{hostPort: 80}", wanted: "{containerPort: 80}", conflicts: false),
    ])
  func filter(_ testCase: Case) throws {
    let cluster = Situation(
      nodes: [try node("n")], pods: [try pod("old", on: "n", spec: Self.spec(testCase.taken))])
    let attempt = try cluster.attempt(pod("new", spec: Self.spec(testCase.wanted)))
    let expected = testCase.conflicts ? ["n": ["node(s) didn't have free ports for the requested pod ports"]] : [:]
    #expect(attempt.rejections(by: "NodePorts") == expected)
  }

  @Test("a sidecar holds its port, an ordinary init container does not")
  func initContainers() throws {
    let sidecar = "{initContainers: [{name: s, image: i, restartPolicy: Always, ports: [{hostPort: 80}]}]}"
    let ordinary = "{initContainers: [{name: s, image: i, ports: [{hostPort: 81}]}]}"
    let cluster = Situation(
      nodes: [try node("n")],
      pods: [try pod("sidecar", on: "n", spec: sidecar), try pod("ordinary", on: "n", spec: ordinary)])
    #expect(try cluster.attempt(pod("80", spec: Self.spec("{hostPort: 80}"))).placedOn == nil)
    #expect(try cluster.attempt(pod("81", spec: Self.spec("{hostPort: 81}"))).placedOn == "n")
  }

  @Test("a Pod without host ports skips the filter")
  func skips() throws {
    #expect(try Situation(nodes: [node("n")]).attempt(pod("p")).preFilterStatus(of: "NodePorts") == .skip)
  }
}
