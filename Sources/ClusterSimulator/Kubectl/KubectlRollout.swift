import KubernetesAPI

/// `kubectl rollout restart`, `pause` and `resume`; `status` and `history` change nothing.
enum KubectlRollout: KubectlVerb {
  static let flags = KubectlFlags(valued: ["revision", "to-revision", "timeout"], boolean: ["watch"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let command = call.arguments.first ?? ""
    if command == "status" || command == "history" {
      answer.lines.append("kubectl rollout \(call.arguments.joined(separator: " "))")
      return
    }
    guard ["restart", "pause", "resume"].contains(command) else {
      throw KubectlError("error: kubectl rollout \(command) is not supported here")
    }
    var rest = call
    rest.arguments.removeFirst()
    for object in try KubectlResources.objects(rest, in: cluster, &answer) {
      var changed = object
      switch command {
      case "restart":
        changed.value["spec"]["template"]["metadata"]["annotations"]["kubectl.kubernetes.io/restartedAt"] =
          cluster.timestamp
      case "pause":
        if object.value["spec"]["paused"].bool == true {
          throw KubectlError("error: \(KubectlName.of(object)) is already paused")
        }
        changed.value["spec"]["paused"] = true
      default:
        if object.value["spec"]["paused"].bool != true {
          throw KubectlError("error: \(KubectlName.of(object)) is not paused")
        }
        changed.value["spec"]["paused"] = .null
      }
      answer.add(
        try KubectlResources.update(changed, call, in: &cluster),
        command == "pause" ? "paused" : "\(command)\(command == "restart" ? "ed" : "d")")
    }
  }
}
