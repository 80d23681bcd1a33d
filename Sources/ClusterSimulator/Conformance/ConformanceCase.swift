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
      load(into: scheduler)
      json.member("nodeOrder", scheduler.cluster.nodeOrder)
      json.member("attempts") { json in
        json.array { json in
          for pod in pods {
            for attempt in place(pod, with: scheduler) { json.object { attempt.writeMembers(to: &$0) } }
          }
        }
      }
    } catch {
      json.member("configError", error.message)
    }
  }

  private func load(into scheduler: Scheduler) {
    let cluster = scheduler.cluster
    for object in objects where object.kind == "Node" { cluster.setNode(object.node) }
    for object in objects where object.kind != "Node" {
      guard object.kind == "Pod" else {
        cluster.setObject(object)
        continue
      }
      let pod = object.pod
      cluster.setPod(pod)
      if pod.nodeName == nil, !pod.isTerminated { nominate(pod, in: scheduler) }
    }
    ClaimBinding.complete(cluster)
  }

  /// Counts a waiting Pod on the Node that it is nominated to, if there is one and its scheduler would.
  private func nominate(_ pod: Pod, in scheduler: Scheduler) {
    guard let node = pod.status.nominatedNodeName, scheduler.profile(for: pod) != nil, pod.spec.schedulingGates.isEmpty
    else { return }
    scheduler.cluster.nominate(pod, to: node)
  }

  /// Tries a Pod, and once more right away when preemption made room for it.
  private func place(_ pod: Pod, with scheduler: Scheduler) -> [Attempt] {
    var pod = pod
    nominate(pod, in: scheduler)
    var attempts = [scheduler.schedule(pod, depth: .full)]
    apply(attempts[0], to: &pod, in: scheduler)
    if attempts[0].nominatedNode != nil {
      var retry = scheduler.schedule(pod, depth: .full)
      retry.isRetry = true
      apply(retry, to: &pod, in: scheduler)
      attempts.append(retry)
    }
    return attempts
  }

  /// What an attempt changes: the Pod is bound, or waits for a Node whose victims are gone at once.
  private func apply(_ attempt: Attempt, to pod: inout Pod, in scheduler: Scheduler) {
    let cluster = scheduler.cluster
    if let node = attempt.placedOn {
      cluster.removeNomination(of: pod.namespacedName)
      pod.nodeName = node
      ClaimBinding.apply(attempt.preBindUpdates, on: node, in: cluster)
      cluster.setPod(pod)
    } else if let node = attempt.nominatedNode {
      for victim in attempt.victims { cluster.removePod(victim) }
      for other in cluster.nominatedPods(on: node) where other.pod.spec.priority < pod.spec.priority {
        cluster.removeNomination(of: other.pod.namespacedName)
      }
      pod.status.nominatedNodeName = node
      cluster.nominate(pod, to: node)
    } else if attempt.clearsNomination {
      cluster.removeNomination(of: pod.namespacedName)
      pod.status.nominatedNodeName = nil
    }
  }
}
