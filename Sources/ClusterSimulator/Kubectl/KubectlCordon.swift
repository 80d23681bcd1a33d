import KubernetesAPI

/// `kubectl cordon`
enum KubectlCordon: KubectlVerb {
  static let flags = KubectlFlags(valued: ["dry-run"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for node in try nodes(call, in: cluster, &answer) { try set(true, node, call, in: &cluster, &answer) }
  }

  /// The Nodes that the words name, with or without `node/` before them.
  static func nodes(
    _ call: KubectlCall, in cluster: SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) -> [KubernetesObject] {
    var named = call
    named.arguments = ["nodes"] + call.arguments.map { $0.hasPrefix("node/") ? String($0.dropFirst(5)) : $0 }
    if call.arguments.isEmpty, call.option("selector") == nil {
      throw KubectlError("error: USAGE: \(call.verb) NODE [flags]\nSee 'kubectl \(call.verb) -h' for help and examples")
    }
    return try KubectlResources.objects(named, in: cluster, &answer)
  }

  static func set(
    _ isUnschedulable: Bool, _ node: KubernetesObject, _ call: KubectlCall, in cluster: inout SimulatedCluster,
    _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let word = isUnschedulable ? "cordoned" : "uncordoned"
    if (node.value["spec"]["unschedulable"].bool ?? false) == isUnschedulable {
      return answer.add(node, "already \(word)")
    }
    var changed = node
    changed.value["spec"]["unschedulable"] = isUnschedulable ? true : .null
    answer.add(try KubectlResources.update(changed, call, in: &cluster), word)
  }
}

/// `kubectl uncordon`
enum KubectlUncordon: KubectlVerb {
  static let flags = KubectlCordon.flags

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for node in try KubectlCordon.nodes(call, in: cluster, &answer) {
      try KubectlCordon.set(false, node, call, in: &cluster, &answer)
    }
  }
}
