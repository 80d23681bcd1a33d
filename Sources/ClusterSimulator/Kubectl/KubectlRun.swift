import KubernetesAPI

/// `kubectl run`: one Pod.
enum KubectlRun: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["image", "labels", "restart", "port", "env", "overrides", "annotations", "image-pull-policy", "dry-run"],
    boolean: ["command", "privileged", "rm", "stdin", "tty", "quiet", "expose"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    guard let name = call.arguments.first else { throw KubectlError("error: NAME is required for run") }
    guard let image = call.option("image") else { throw KubectlError("error: required flag(s) \"image\" not set") }
    var container: JSONValue = ["name": .string(name), "image": .string(image)]
    if let port = try call.number("port") { container["ports"] = [["containerPort": .integer(port)]] }
    if let policy = call.option("image-pull-policy") { container["imagePullPolicy"] = .string(policy) }
    let words = Array(call.arguments.dropFirst())
    if !words.isEmpty { container[call.isOn("command") ? "command" : "args"] = JSONValue(words) }
    if !call.values("env").isEmpty {
      container["env"] = .array(
        call.values("env").map { pair in
          let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
          return ["name": .string(parts[0]), "value": .string(parts.count > 1 ? parts[1] : "")]
        })
    }
    var pod: JSONValue = ["apiVersion": "v1", "kind": "Pod", "metadata": ["name": .string(name)]]
    pod["metadata"]["labels"] = try pairs(call.option("labels")) ?? ["run": .string(name)]
    pod["metadata"]["annotations"] = try pairs(call.option("annotations")) ?? .null
    pod["spec"] = ["containers": [container]]
    if let policy = call.option("restart") { pod["spec"]["restartPolicy"] = .string(policy) }
    if let overrides = call.option("overrides") {
      guard let value = KubectlManifest.value(overrides) else {
        throw KubectlError("error: Invalid JSON Patch: \(overrides)")
      }
      do { pod = try Patch.merge(value).applied(to: pod) } catch { throw KubectlError("error: \(error.message)") }
    }
    do {
      answer.add(
        try cluster.server.create(KubernetesObject(pod), in: call.namespace, user: call.user, at: cluster.now),
        "created")
    } catch {
      throw KubectlError(error, kind: "Pod", name: name)
    }
  }

  private static func pairs(_ text: String?) throws(KubectlError) -> JSONValue? {
    guard let text else { return nil }
    var map: JSONValue = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2 else { throw KubectlError("error: unexpected label: \(pair)") }
      map[parts[0]] = .string(parts[1])
    }
    return map
  }
}

/// `kubectl expose`: a Service for what a workload selects.
enum KubectlExpose: KubectlVerb {
  static let flags = KubectlFlags(valued: ["port", "target-port", "name", "type", "protocol", "cluster-ip"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for object in try KubectlResources.objects(call, in: cluster, &answer) {
      let isPod = object.kind == "Pod"
      let labels = isPod ? object.value["metadata"]["labels"] : object.value["spec"]["selector"]["matchLabels"]
      if labels.members.isEmpty { throw KubectlError("error: the pod has no labels and cannot be exposed") }
      let declared = (isPod ? object.value["spec"] : object.value["spec"]["template"]["spec"])["containers"].items
        .flatMap { $0["ports"].items }.compactMap { $0["containerPort"].integer }
      guard let port = try call.number("port") ?? declared.first else {
        throw KubectlError(
          "error: couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and examples")
      }
      var service: JSONValue = ["apiVersion": "v1", "kind": "Service"]
      service["metadata"] = ["name": .string(call.option("name") ?? object.name)]
      service["metadata"]["labels"] = object.value["metadata"]["labels"]
      let target = call.option("target-port").map { text -> JSONValue in
        Int64(text).map { .integer($0) } ?? .string(text)
      }
      service["spec"] = [
        "selector": labels,
        "ports": [["port": .integer(port), "targetPort": target ?? .integer(port), "protocol": "TCP"]],
      ]
      if let type = call.option("type") { service["spec"]["type"] = .string(type) }
      do {
        let made = try cluster.server.create(
          KubernetesObject(service), in: object.namespace, user: call.user, at: cluster.now)
        answer.add(made, "exposed")
      } catch {
        throw KubectlError(error, kind: "Service", name: object.name)
      }
    }
  }
}
