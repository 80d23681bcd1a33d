import ClusterSimulator
import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins

/// Two Nodes with 4 and 2 CPUs in two zones, and a tainted control plane, as the recorded sessions have them.
let threeNodes = """
  apiVersion: v1
  kind: Node
  metadata:
    name: controlplane
    labels: {kubernetes.io/hostname: controlplane, node-role.kubernetes.io/control-plane: ""}
  spec: {taints: [{key: node-role.kubernetes.io/control-plane, effect: NoSchedule}]}
  status: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
  ---
  apiVersion: v1
  kind: Node
  metadata: {name: node01, labels: {kubernetes.io/hostname: node01, topology.kubernetes.io/zone: zone-a}}
  status: {capacity: {cpu: "4", memory: 8Gi, pods: "110"}}
  ---
  apiVersion: v1
  kind: Node
  metadata: {name: node02, labels: {kubernetes.io/hostname: node02, topology.kubernetes.io/zone: zone-b}}
  status: {capacity: {cpu: "2", memory: 4Gi, pods: "110"}}

  """

func objects(_ text: String) throws -> [KubernetesObject] {
  try DocumentReader().read(text).get().map { KubernetesObject($0.value) }
}

/// A manifest of one Pod; `extra` is more of its spec in YAML flow style.
func podText(_ name: String, cpu: String? = nil, _ extra: String = "") -> String {
  let resources = cpu.map { ", resources: {requests: {cpu: \"\($0)\"}}" } ?? ""
  return """
    ---
    apiVersion: v1
    kind: Pod
    metadata: {name: \(name)}
    spec: {containers: [{name: c, image: nginx\(resources)}]\(extra.isEmpty ? "" : ", ")\(extra)}

    """
}

func input(_ text: String, steps: [UserStep] = [], files: [String: String] = [:]) throws -> SimulationInput {
  SimulationInput(
    objects: try objects(text), userSteps: steps,
    schedulers: [SchedulerDefinition(configuration: try SchedulerConfiguration(nil))], plugins: .inTree, files: files)
}

func simulate(_ text: String, steps: [UserStep] = [], files: [String: String] = [:]) throws -> Simulation {
  try Simulation(input(text, steps: steps, files: files))
}

func seconds(_ seconds: Int) -> VirtualTime { .start.advanced(by: .seconds(seconds)) }

/// kubectl commands at 10 s, 20 s, …
func kubectl(_ lines: String...) -> [UserStep] {
  lines.enumerated().map { UserStep(at: seconds(($0 + 1) * 10), .kubectl($1)) }
}

extension Simulation {
  /// Where the Pods are at the end.
  var nodes: [String: String] {
    Dictionary(uniqueKeysWithValues: result.placements.map { ($0.pod.name, $0.node ?? "-") })
  }

  /// The texts of the steps of some kinds.
  func texts(_ kinds: SimulationStep.Kind...) -> [String] {
    result.steps.filter { kinds.contains($0.kind) }.map(\.text)
  }

  /// The events about an object, as `reason: message`.
  func events(about object: String) -> [String] {
    result.events.filter { $0.object == object }.map { "\($0.reason): \($0.message)" }
  }
}
