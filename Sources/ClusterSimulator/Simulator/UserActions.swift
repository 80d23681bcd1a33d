import KubernetesAPI
import SchedulerFramework

/// What users do in a run, and what is written down of it.
struct UserActions {
  let user: String
  let files: [String: String]

  func perform(_ action: UserStep.Action, in cluster: inout SimulatedCluster) {
    switch action {
    case .kubectl(let line): record(Kubectl.run(line, user: user, files: files, in: &cluster), in: &cluster)
    case .apply(let objects):
      var answer = KubectlAnswer()
      for object in objects { KubectlApply.apply(object, file: "STDIN", user: user, in: &cluster, &answer) }
      record(answer, in: &cluster)
    case .edit(let kind, let name, let namespace, let patch):
      edit(kind, name, namespace ?? "default", patch, in: &cluster)
    case .staticPods: refuse("static Pods that change during a run are not supported yet", in: &cluster)
    case .scheduler: refuse("schedulers that stop and start during a run are not supported yet", in: &cluster)
    case .node(let name, let kubeletRuns, let conditions):
      changeNode(name, kubeletRuns: kubeletRuns, conditions: conditions, in: &cluster)
    }
  }

  private func edit(
    _ kind: String, _ name: String, _ namespace: String, _ patch: JSONValue, in cluster: inout SimulatedCluster
  ) {
    var answer = KubectlAnswer()
    do throws(KubectlError) {
      let resource = try KubectlResources.find(kind)
      do throws(APIStatus) {
        let old = try cluster.server.get(resource.kind, KubectlResources.name(name, of: resource, in: namespace))
        let updated = try cluster.server.patch(
          resource.kind, NamespacedName(old.namespace, name), with: .strategicMerge(patch), user: user, at: cluster.now)
        answer.add(updated, updated == old ? "unchanged" : "edited")
      } catch {
        throw KubectlError(error, kind: resource.kind, name: name)
      }
    } catch {
      answer.fail(error)
    }
    record(answer, in: &cluster)
  }

  /// A Node's kubelet was stopped or started, or reports these conditions from now on.
  func changeNode(
    _ name: String, kubeletRuns: Bool?, conditions: [JSONValue]?, in cluster: inout SimulatedCluster
  ) {
    guard cluster.node(named: name) != nil else { return refuse("nodes \"\(name)\" not found", in: &cluster) }
    if let kubeletRuns {
      if kubeletRuns { NodeConditions.set(.ready, of: NamespacedName("", name), in: &cluster) }
      cluster.record(
        .user, by: user, "the kubelet of node \(name) \(kubeletRuns ? "has started" : "has stopped")", node: name)
    }
    if let conditions {
      let types = conditions.compactMap { $0["type"].string }
      cluster.setStatus("Node", NamespacedName("", name), by: "system:node:\(name)") { status in
        status["conditions"] = .array(
          status["conditions"].items.filter { !types.contains($0["type"].string ?? "") } + conditions)
      }
      let list = conditions.map { "\($0["type"].string ?? "")=\($0["status"].string ?? "")" }
      cluster.record(.user, by: user, "node \(name) reports \(list.joined(separator: ", "))", node: name)
    }
  }

  private func refuse(_ text: String, in cluster: inout SimulatedCluster) {
    cluster.record(.error, by: user, text)
  }

  private func record(_ answer: KubectlAnswer, in cluster: inout SimulatedCluster) {
    let object = answer.objects.count == 1 ? answer.objects[0] : nil
    cluster.record(
      answer.isFailure ? .error : .user, by: user, answer.lines.joined(separator: "\n"),
      pod: object.flatMap { $0.kind == "Pod" ? NamespacedName($0.namespace, $0.name) : nil },
      node: object.flatMap { $0.kind == "Node" ? $0.name : nil })
  }
}
