import KubernetesAPI

/// `kubectl create`: from manifests, to a raw path, or one of the generators.
enum KubectlCreate: KubectlVerb {
  static let flags = KubectlFlags(
    valued: [
      "raw", "image", "replicas", "port", "value", "description", "preemption-policy", "min-available",
      "max-unavailable", "dry-run", "validate", "from-literal", "hard",
    ], boolean: ["global-default", "save-config"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    if let path = call.option("raw") {
      return try KubectlRaw.create(path, call, in: &cluster, &answer)
    }
    if let what = call.arguments.first {
      return try KubectlGenerators.run(what, call, in: &cluster, &answer)
    }
    for (file, object) in try call.manifests() {
      do throws(KubectlError) {
        answer.add(try create(object, file: file, call, in: &cluster), "created")
      } catch {
        answer.fail(error)
      }
    }
  }

  /// Creates an object of a manifest, in the namespace of the command unless the manifest names one.
  static func create(
    _ object: KubernetesObject, file: String, _ call: KubectlCall, in cluster: inout SimulatedCluster
  ) throws(KubectlError) -> KubernetesObject {
    do {
      return try cluster.server.create(
        object, in: object.namespace.isEmpty ? call.namespace : nil, user: call.user, at: cluster.now)
    } catch {
      throw KubectlError(error, kind: object.kind, name: object.name, doing: "error when creating \"\(file)\"")
    }
  }
}

/// `kubectl create --raw PATH -f FILE`, for the subresources that scheduling is done with.
enum KubectlRaw {
  static func create(
    _ path: String, _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    guard let body = try call.manifests().first?.object else { throw KubectlError("error: --raw needs one -f") }
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count == 7, parts.starts(with: ["api", "v1", "namespaces"]), parts[4] == "pods",
      parts[6] == "binding" || parts[6] == "eviction"
    else {
      throw KubectlError("Error from server (NotFound): the server could not find the requested resource")
    }
    let name = NamespacedName(parts[3], parts[5])
    do throws(APIStatus) {
      let pod = try cluster.server.get("Pod", name)
      if parts[6] == "binding" {
        answer.touch(try cluster.server.bind(body, pod: name, at: cluster.now))
      } else {
        try evict(name, in: &cluster, by: call.user)
        answer.touch(pod)
      }
      answer.lines.append(#"{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}"#)
    } catch {
      throw KubectlError(error, kind: "Binding", name: body.name)
    }
  }

  private static func evict(
    _ name: NamespacedName, in cluster: inout SimulatedCluster, by user: String
  ) throws(APIStatus) {
    if let pod = cluster.pods[name], DisruptionBudgets.forbidEviction(of: pod, in: cluster) {
      throw APIStatus(.tooManyRequests, "Cannot evict pod as it would violate the pod's disruption budget.")
    }
    try cluster.delete("Pod", name, by: user)
  }
}
