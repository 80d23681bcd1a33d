public import KubernetesAPI

/// Taints every new Node as not ready, so that nothing is placed on it before the node controller has seen its conditions.
public struct TaintNodesByCondition: AdmissionPlugin {
  public let name = "TaintNodesByCondition"

  /// Whether a Node without any condition counts as ready and is left untainted, as the kubelets simulated here report
  /// at once. kube-apiserver taints it too.
  public var sparesNodesWithoutConditions: Bool

  private static let taint: JSONValue = ["key": "node.kubernetes.io/not-ready", "effect": "NoSchedule"]

  public var podDependence: PodDependence { .spec }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init(sparesNodesWithoutConditions: Bool = true) {
    self.sparesNodesWithoutConditions = sparesNodesWithoutConditions
  }

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.creates("Node") else { return }
    if sparesNodesWithoutConditions, request.object["status"]["conditions"].items.isEmpty { return }
    var taints = request.object["spec"]["taints"].items
    let isThere = taints.contains {
      $0["key"] == Self.taint["key"] && $0["effect"] == Self.taint["effect"]
    }
    guard !isThere else { return }
    taints.append(Self.taint)
    request.object["spec"]["taints"] = .array(taints)
  }
}
