public import KubernetesAPI
import SchedulerFramework
import SchedulerPlugins

/// A golden case: a cluster, a configuration, and Pods to schedule one after the other.
///
/// The scheduling queue plays no part; what a Pod's placement changes, later Pods see.
public struct ConformanceCase: Sendable {
  private let id: String
  private let configuration: JSONValue
  private let objects: [KubernetesObject]
  private let pods: [Pod]

  /// - Parameter json: The case, with or without `expect`.
  public init(_ json: JSONValue) {
    id = json["id"].string ?? ""
    configuration = json["config"]
    objects = json["objects"].items.map { KubernetesObject(Self.stored($0, kind: $0["kind"].string ?? "")) }
    pods = json["pods"].items.map { Pod(Self.stored($0, kind: "Pod")) }
  }

  /// The object as the API server would have stored it, as far as a scheduler sees a difference.
  private static func stored(_ object: JSONValue, kind: String) -> JSONValue {
    var object = object
    if kind == "Pod" { MatchLabelKeys.merge(into: &object) }
    if APIResource.find(kind: kind)?.isNamespaced == true, object["metadata"]["namespace"].isNull {
      object["metadata"]["namespace"] = "default"
    }
    return object
  }

  /// The decisions as one JSON object: `{"id": …, "expect": {…}}`.
  public func decide() -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("id", id)
      json.member("expect") { json in
        json.object { json in write(to: &json) }
      }
    }
    return json.text
  }

  private func write(to json: inout JSONWriter) {
    do throws(ConfigurationError) {
      let configuration = try SchedulerConfiguration(configuration.isNull ? nil : configuration)
      let scheduler = try Scheduler(configuration: configuration, plugins: .inTree)
      load(into: scheduler.cluster)
      json.member("nodeOrder", scheduler.cluster.nodeOrder)
      json.member("attempts") { json in
        json.array { json in
          for pod in pods { place(pod, with: scheduler, to: &json) }
        }
      }
    } catch {
      json.member("configError", error.message)
    }
  }

  private func load(into cluster: ClusterState) {
    for object in objects where object.kind == "Node" { cluster.setNode(Node(object.value)) }
    for object in objects where object.kind != "Node" {
      if object.kind == "Pod" { cluster.setPod(Pod(object.value)) } else { cluster.setObject(object) }
    }
  }

  private func place(_ pod: Pod, with scheduler: Scheduler, to json: inout JSONWriter) {
    let attempt = scheduler.schedule(pod, depth: .full)
    json.object { attempt.writeMembers(to: &$0) }
    if let node = attempt.placedOn {
      var placed = pod
      placed.spec.nodeName = node
      scheduler.cluster.setPod(placed)
    }
  }
}
