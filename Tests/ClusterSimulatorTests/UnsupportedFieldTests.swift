import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("What is not supported yet")
struct UnsupportedFieldTests {
  private static let claims = "resourceClaims: [{name: gpu, resourceClaimName: gpu}]"
  private static let refusal = "resource claims (DynamicResources) are not supported yet"

  @Test("a Pod with resource claims that a step brings is refused, and nothing of it is scheduled")
  func step() throws {
    let pod = podText("gpu", Self.claims)
    let steps =
      [UserStep(at: seconds(5), .apply(try objects(pod)))] + kubectl("create -f pod.yaml", "apply -f pod.yaml")
    let simulation = try simulate(threeNodes, steps: steps, files: ["pod.yaml": pod])
    let errors = simulation.texts(.error)
    #expect(errors.count == 3)
    #expect(
      errors.allSatisfy { $0.contains("Pod \"gpu\" is invalid: spec.resourceClaims: \(Self.refusal)") }, "\(errors)")
    #expect(simulation.result.placements.isEmpty)
    #expect(simulation.result.attempts.isEmpty)
  }

  @Test("a template cannot come to have resource claims")
  func template() throws {
    let edit = UserStep.Action.edit(
      kind: "Deployment", name: "web", namespace: nil,
      patch: ["spec": ["template": ["spec": ["resourceClaims": [["name": "gpu", "resourceClaimName": "gpu"]]]]]])
    let steps = kubectl("create deployment web --image=nginx --replicas=2") + [UserStep(at: seconds(20), edit)]
    let simulation = try simulate(threeNodes, steps: steps)
    #expect(simulation.texts(.error).allSatisfy { $0.contains("spec.template.spec.resourceClaims: \(Self.refusal)") })
    #expect(simulation.texts(.error).count == 1)
    #expect(simulation.result.metrics.bound == 2)
  }
}
