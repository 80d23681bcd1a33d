import KubernetesAPI
import SchedulerFramework
import Testing

/// What a Pod would have to do without, by the plugins that look at volumes.
@Suite struct VolumeRemedyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let plugin: String
    let node: [String: String]
    let objects: [String]
    let claims: [String]
    let dropped: [String]

    var testDescription: String { plugin }
  }

  private static let csi =
    "csi: {driver: csi.example.com, volumeHandle: HANDLE}"

  static let cases = [
    Case(
      plugin: "VolumeBinding", node: [:],
      objects: [
        Storage.bound("here", to: "v1"), Storage.volume("v1", Storage.only("node")),
        Storage.bound("there", to: "v2"), Storage.volume("v2", Storage.only("elsewhere")),
      ], claims: ["here", "there"], dropped: ["there"]),
    Case(
      plugin: "VolumeZone", node: ["topology.kubernetes.io/zone": "a"],
      objects: [
        Storage.bound("here", to: "v1"), Storage.volume("v1", labels: "{topology.kubernetes.io/zone: a}"),
        Storage.bound("there", to: "v2"), Storage.volume("v2", labels: "{topology.kubernetes.io/zone: b}"),
      ], claims: ["there", "here"], dropped: ["there"]),
    Case(
      plugin: "NodeVolumeLimits", node: [:],
      objects: [
        "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: node}, "
          + "spec: {drivers: [{name: csi.example.com, nodeID: n, allocatable: {count: 1}}]}}",
        Storage.bound("one", to: "v1"), Storage.volume("v1", csi.replacing("HANDLE", with: "h1")),
        Storage.bound("two", to: "v2"), Storage.volume("v2", csi.replacing("HANDLE", with: "h2")),
      ], claims: ["one", "two"], dropped: ["two"]),
  ]

  private func pod(_ claims: [String]) throws -> Pod {
    let volumes = claims.map { "{name: \($0), persistentVolumeClaim: {claimName: \($0)}}" }
    return try SchedulerPluginsTests.pod("p", spec: "{volumes: [\(volumes.joined(separator: ", "))]}")
  }

  @Test(arguments: cases)
  func `the volumes that do not fit are named, and without them the Pod fits`(testCase: Case) throws {
    let situation = Situation(nodes: [try node("node", testCase.node)], objects: testCase.objects)
    let attempt = try situation.attempt(pod(testCase.claims))
    #expect(attempt.code(of: "node", by: testCase.plugin) != nil)
    let remedies = attempt.remedies[0]?.first { $0.plugin == testCase.plugin }?.remedies
    let expected = testCase.dropped.map {
      Remedy.Change(.dropVolume($0), of: .pod(NamespacedName("default", "p")))
    }
    #expect(remedies == [Remedy(expected)])
    let kept = testCase.claims.filter { !testCase.dropped.contains($0) }
    #expect(try situation.attempt(pod(kept)).code(of: "node", by: testCase.plugin) == nil)
  }
}
