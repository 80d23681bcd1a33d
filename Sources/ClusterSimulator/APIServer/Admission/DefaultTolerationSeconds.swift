public import KubernetesAPI

/// Lets Pods stay 300 seconds on a Node that stops being ready or cannot be reached, unless they say otherwise.
public struct DefaultTolerationSeconds: AdmissionPlugin {
  public let name = "DefaultTolerationSeconds"

  /// In seconds; `--default-not-ready-toleration-seconds` and `--default-unreachable-toleration-seconds`.
  public var notReadySeconds: Int64 = 300
  public var unreachableSeconds: Int64 = 300

  public var podDependence: PodDependence { .spec }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.resource.kind == "Pod", request.subresource.isEmpty,
      request.operation == .create || request.operation == .update
    else { return }
    var tolerations = request.object["spec"]["tolerations"].items
    let given = tolerations
    for (key, seconds) in [
      ("node.kubernetes.io/not-ready", notReadySeconds), ("node.kubernetes.io/unreachable", unreachableSeconds),
    ] {
      let isTolerated = given.contains { toleration in
        let tolerated = toleration["key"].string ?? ""
        let effect = toleration["effect"].string ?? ""
        return (tolerated == key || tolerated.isEmpty) && (effect == "NoExecute" || effect.isEmpty)
      }
      if isTolerated { continue }
      tolerations.append([
        "key": .string(key), "operator": "Exists", "effect": "NoExecute", "tolerationSeconds": .integer(seconds),
      ])
    }
    if tolerations.count > given.count { request.object["spec"]["tolerations"] = .array(tolerations) }
  }
}
