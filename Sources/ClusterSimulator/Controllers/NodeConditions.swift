import KubernetesAPI

/// The `Ready` condition of Nodes.
enum NodeConditions {
  enum Readiness {
    case ready
    /// No word from the kubelet.
    case unknown
  }

  static func set(_ readiness: Readiness, of node: NamespacedName, in cluster: inout SimulatedCluster) {
    guard let object = cluster.object("Node", node) else { return }
    let time = cluster.momentText()
    let status = readiness == .ready ? "True" : "Unknown"
    let conditions =
      object.nodeConditions.filter { $0.type != "Ready" } + [NodeCondition(type: "Ready", status: status)]
    cluster.server.report(object, as: conditions) { report in
      let condition = condition(readiness, at: .string(time))
      report["conditions"] = .array(report["conditions"].items.filter { $0["type"] != "Ready" } + [condition])
    }
  }

  private static func condition(_ readiness: Readiness, at time: JSONValue) -> JSONValue {
    switch readiness {
    case .ready:
      [
        "type": "Ready", "status": "True", "lastHeartbeatTime": time, "lastTransitionTime": time,
        "reason": "KubeletReady", "message": "kubelet is posting ready status",
      ]
    case .unknown:
      [
        "type": "Ready", "status": "Unknown", "lastHeartbeatTime": time, "lastTransitionTime": time,
        "reason": "NodeStatusUnknown", "message": "Kubelet stopped posting node status.",
      ]
    }
  }
}

extension KubernetesObject {
  /// Of a Node: whether its `Ready` condition holds; nil when it says nothing of it.
  var isReady: Bool? { nodeConditions.first { $0.type == "Ready" }.map { $0.status == "True" } }
}
