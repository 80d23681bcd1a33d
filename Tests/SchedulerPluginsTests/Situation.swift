import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins
import Testing

/// A cluster, and a Pod to place in it with the default profile or another one.
struct Situation: Sendable {
  var nodes: [Node]
  /// Pods that run already, or wait with a nomination.
  var pods: [Pod] = []
  /// Other objects, as YAML.
  var objects: [String] = []
  var configuration: String?
  var plugins: PluginRegistry = .inTree

  init(nodes: [Node], pods: [Pod] = [], objects: [String] = [], configuration: String? = nil) {
    self.nodes = nodes
    self.pods = pods
    self.objects = objects
    self.configuration = configuration
  }

  func scheduler() throws -> Scheduler {
    let configuration = try SchedulerConfiguration(configuration.map { try yaml($0) })
    let scheduler = try Scheduler(configuration: configuration, plugins: plugins)
    for node in nodes { scheduler.cluster.setNode(node) }
    for pod in pods {
      scheduler.cluster.setPod(pod)
      if let node = pod.status.nominatedNodeName { scheduler.cluster.nominate(pod, to: node) }
    }
    for object in objects { scheduler.cluster.setObject(KubernetesObject(try yaml(object))) }
    return scheduler
  }

  /// What becomes of the Pod, with every filter asked about every Node.
  func attempt(_ pod: Pod) throws -> Attempt { try scheduler().schedule(pod, depth: .full) }
}

extension Attempt {
  /// The reasons of the Nodes that the plugin rejects, whatever other plugins say.
  func rejections(by plugin: String) -> [String: [String]] {
    guard let column = table.fullFilterColumns?.first(where: { $0.plugin == plugin }) else { return [:] }
    var rejections: [String: [String]] = [:]
    for (row, node) in table.nodeOrder.enumerated() { rejections[node] = column[row]?.reasons }
    return rejections
  }

  /// The code with which the plugin rejects a Node.
  func code(of node: String, by plugin: String) -> Status.Code? {
    guard let row = table.nodeOrder.firstIndex(of: node) else { return nil }
    return table.fullFilterColumns?.first { $0.plugin == plugin }?[row]?.code
  }

  func raw(_ plugin: String) -> [String: Int64] { scores(plugin) { $0.raw[$1] } }
  func normalized(_ plugin: String) -> [String: Int64] { scores(plugin) { $0.normalized[$1] } }

  private func scores(_ plugin: String, _ number: (ScoreColumn, Int) -> Int64) -> [String: Int64] {
    guard let column = table.scoreColumns.first(where: { $0.plugin == plugin }) else { return [:] }
    return Dictionary(
      uniqueKeysWithValues: column.rows.indices.map { (table.nodeOrder[column.rows[$0]], number(column, $0)) })
  }

  func preFilterStatus(of plugin: String) -> Status? { preFilter.first { $0.plugin == plugin }?.status }
}

struct NotYAML: Error {
  let text: String
}

func yaml(_ text: String) throws -> JSONValue {
  guard let document = try DocumentReader().read(text).get().first else { throw NotYAML(text: text) }
  return document.value
}

/// - Parameters:
///   - spec: YAML of the Node's spec.
///   - allocatable: YAML of what Pods may request.
func node(
  _ name: String, _ labels: [String: String] = [:], spec: String = "{}",
  allocatable: String = "{cpu: 4, memory: 8Gi, pods: 110}", images: String = "[]"
) throws -> Node {
  var labels = labels
  labels["kubernetes.io/hostname"] = name
  return Node([
    "metadata": ["name": .string(name), "labels": JSONValue(labels)],
    "spec": try yaml(spec),
    "status": ["allocatable": try yaml(allocatable), "images": try yaml(images)],
  ])
}

/// - Parameters:
///   - node: Where the Pod runs; nil for one that waits.
///   - spec: YAML of the rest of the Pod's spec.
func pod(
  _ name: String, on node: String? = nil, labels: [String: String] = [:], namespace: String = "default",
  metadata: String = "{}", spec: String = "{}", status: String = "{}"
) throws -> Pod {
  var value: JSONValue = ["metadata": try yaml(metadata), "spec": try yaml(spec), "status": try yaml(status)]
  value["metadata"]["name"] = .string(name)
  value["metadata"]["namespace"] = .string(namespace)
  value["metadata"]["labels"] = JSONValue(labels)
  if let node { value["spec"]["nodeName"] = .string(node) }
  return Pod(value)
}

/// YAML of a spec with one container that requests the resources.
func requesting(_ requests: String, _ rest: String = "") -> String {
  "{containers: [{name: c, image: i, resources: {requests: \(requests)}}]\(rest.isEmpty ? "" : ", \(rest)")}"
}
