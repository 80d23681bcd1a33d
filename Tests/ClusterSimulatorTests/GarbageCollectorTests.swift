import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite struct GarbageCollectorTests {
  /// Two that own others.
  private static let owners = """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: a, uid: a}
    ---
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: b, uid: b}

    """

  private func owned(_ name: String, by uids: String...) -> String {
    let owners = uids.map { "{apiVersion: v1, kind: ConfigMap, name: \($0), uid: \($0)}" }.joined(separator: ", ")
    return """
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: \(name), uid: uid-\(name), ownerReferences: [\(owners)]}

      """
  }

  private func left(after steps: [UserStep]) throws -> [String] {
    let owned =
      owned("of-a", by: "a") + owned("of-both", by: "a", "b") + owned("of-a-and-nobody", by: "a", "nobody")
      + owned("of-nobody", by: "nobody") + owned("of-of-a", by: "uid-of-a")
    let simulation = try simulate(Self.owners + owned, steps: steps)
    let objects = try #require(
      try simulation.objects(afterStep: simulation.result.steps.count, kind: "ConfigMap"))
    return objects.map(\.name).filter { $0.hasPrefix("of-") }
  }

  @Test func `objects go with the last of their owners, and what they own after them`() throws {
    #expect(try left(after: []) == ["of-a", "of-both", "of-a-and-nobody", "of-nobody", "of-of-a"])
    #expect(try left(after: kubectl("delete configmap a")) == ["of-both", "of-nobody"])
    #expect(try left(after: kubectl("delete configmap b", "delete configmap a")) == ["of-nobody"])
  }

  @Test func `another object of an owner's name does not own in its place`() throws {
    let back = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, uid: a}}"
    // What is created by a command gets a uid of its own, so the old owner remains gone.
    let simulation = try simulate(
      Self.owners + owned("of-both", by: "a", "b"),
      steps: kubectl("delete configmap a", "apply -f a.yaml", "delete configmap b"), files: ["a.yaml": back])
    let objects = try #require(
      try simulation.objects(afterStep: simulation.result.steps.count, kind: "ConfigMap"))
    #expect(objects.map(\.name).contains("a"))
    #expect(!objects.map(\.name).contains("of-both"))
  }
}
