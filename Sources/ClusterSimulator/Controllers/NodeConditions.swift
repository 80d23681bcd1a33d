import KubernetesAPI

/// The `Ready` condition of Nodes.
enum NodeConditions {
  enum Readiness {
    case ready
    /// No word from the kubelet.
    case unknown
  }

  static func set(_ readiness: Readiness, of node: String, in cluster: inout SimulatedCluster) {
    let time = cluster.timestamp
    let condition: JSONValue
    switch readiness {
    case .ready:
      condition = [
        "type": "Ready", "status": "True", "lastHeartbeatTime": time, "lastTransitionTime": time,
        "reason": "KubeletReady", "message": "kubelet is posting ready status",
      ]
    case .unknown:
      condition = [
        "type": "Ready", "status": "Unknown", "lastHeartbeatTime": time, "lastTransitionTime": time,
        "reason": "NodeStatusUnknown", "message": "Kubelet stopped posting node status.",
      ]
    }
    cluster.setStatus("Node", NamespacedName("", node), by: "system:node:\(node)") { status in
      status["conditions"] = .array(status["conditions"].items.filter { $0["type"] != "Ready" } + [condition])
    }
  }
}

extension KubernetesObject {
  /// Of a Node: whether its `Ready` condition holds; nil when it says nothing of it.
  var isReady: Bool? {
    value["status"]["conditions"].items.first { $0["type"] == "Ready" }.map { $0["status"] == "True" }
  }
}
