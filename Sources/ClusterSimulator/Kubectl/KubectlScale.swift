import KubernetesAPI

/// `kubectl scale`
enum KubectlScale: KubectlVerb {
  static let flags = KubectlFlags(valued: ["replicas", "current-replicas", "timeout"], boolean: ["all"])
  private static let scalable: Set<String> = ["Deployment", "ReplicaSet", "StatefulSet", "ReplicationController"]

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    guard let replicas = try call.number("replicas") else {
      throw KubectlError("error: required flag(s) \"replicas\" not set")
    }
    if replicas < 0 {
      throw KubectlError("error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0")
    }
    var found = KubectlAnswer()
    let objects = try KubectlResources.objects(call, in: cluster, &found)
    if objects.isEmpty, let line = found.lines.first {
      // What kubectl says when none of the objects is there.
      let message = line.replacing("Error from server (NotFound): ", with: "")
      throw KubectlError("error: no objects passed to scale \(message)")
    }
    for object in objects {
      guard scalable.contains(object.kind) else {
        throw KubectlError("Error from server (NotFound): the server could not find the requested resource")
      }
      if let current = try call.number("current-replicas"), current != object.value["spec"]["replicas"].integer {
        throw KubectlError(
          "error: Expected replicas to be \(current), was \(object.value["spec"]["replicas"].integer ?? 0)")
      }
      var changed = object
      changed.value["spec"]["replicas"] = .integer(replicas)
      answer.add(try KubectlResources.update(changed, call, in: &cluster), "scaled")
    }
  }
}
