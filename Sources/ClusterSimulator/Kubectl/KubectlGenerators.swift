import KubernetesAPI

/// `kubectl create KIND NAME --flag…`
enum KubectlGenerators {
  static func run(
    _ what: String, _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    guard let name = call.arguments.dropFirst().first else {
      throw KubectlError(
        "error: exactly one NAME is required, got 0\nSee 'kubectl create \(what) -h' for help and examples")
    }
    let manifest: JSONValue
    switch what {
    case "namespace", "ns": manifest = ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(name)]]
    case "deployment", "deploy", "dep": manifest = try deployment(name, call)
    case "priorityclass", "pc": manifest = try priorityClass(name, call)
    case "poddisruptionbudget", "pdb": manifest = try disruptionBudget(name, call)
    case "configmap", "cm": manifest = configMap(name, call)
    case "quota", "resourcequota": manifest = quota(name, call)
    default: throw KubectlError("error: kubectl create \(what) is not supported here; use create -f")
    }
    do {
      let made = try cluster.server.create(
        KubernetesObject(manifest), in: isClusterScoped(manifest) ? nil : call.namespace, user: call.user,
        at: cluster.now)
      answer.add(made, "created")
    } catch {
      throw KubectlError("error: failed to create \(manifest["kind"].string?.lowercased() ?? what): \(error.message)")
    }
  }

  private static func isClusterScoped(_ manifest: JSONValue) -> Bool {
    APIResource.find(kind: manifest["kind"].string ?? "")?.isNamespaced == false
  }

  private static func deployment(_ name: String, _ call: KubectlCall) throws(KubectlError) -> JSONValue {
    let images = call.values("image")
    guard !images.isEmpty else { throw KubectlError("error: required flag(s) \"image\" not set") }
    var containers: [JSONValue] = images.map { image in
      ["name": .string(containerName(of: image)), "image": .string(image)]
    }
    if let port = try call.number("port") { containers[0]["ports"] = [["containerPort": .integer(port)]] }
    let labels: JSONValue = ["app": .string(name)]
    return [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": .string(name), "labels": labels],
      "spec": [
        "replicas": .integer(try call.number("replicas") ?? 1), "selector": ["matchLabels": labels],
        "template": ["metadata": ["labels": labels], "spec": ["containers": .array(containers)]],
      ],
    ]
  }

  /// The image's name without registry, tag and digest.
  private static func containerName(of image: String) -> String {
    let last = image.split(separator: "/").last ?? ""
    return String(last.prefix { $0 != ":" && $0 != "@" })
  }

  private static func priorityClass(_ name: String, _ call: KubectlCall) throws(KubectlError) -> JSONValue {
    var manifest: JSONValue = [
      "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": .string(name)],
    ]
    manifest["value"] = .integer(try call.number("value") ?? 0)
    manifest["globalDefault"] = call.isOn("global-default") ? true : .null
    manifest["description"] = call.option("description").map { .string($0) } ?? .null
    manifest["preemptionPolicy"] = .string(call.option("preemption-policy") ?? "PreemptLowerPriority")
    return manifest
  }

  private static func disruptionBudget(_ name: String, _ call: KubectlCall) throws(KubectlError) -> JSONValue {
    func amount(_ option: String) -> JSONValue {
      guard let text = call.option(option) else { return .null }
      return Int64(text).map { .integer($0) } ?? .string(text)
    }
    var spec: JSONValue = [:]
    spec["minAvailable"] = amount("min-available")
    spec["maxUnavailable"] = amount("max-unavailable")
    if spec["minAvailable"].isNull && spec["maxUnavailable"].isNull {
      throw KubectlError("error: one of min-available or max-unavailable must be specified")
    }
    guard let text = call.option("selector") else { throw KubectlError("error: a selector must be specified") }
    spec["selector"] = ["matchLabels": try labels(text)]
    return [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": .string(name)], "spec": spec,
    ]
  }

  private static func labels(_ text: String) throws(KubectlError) -> JSONValue {
    var labels: JSONValue = [:]
    for pair in text.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: true).map(String.init)
      guard parts.count == 2 else { throw KubectlError("error: invalid selector: \(text)") }
      labels[parts[0]] = .string(parts[1])
    }
    return labels
  }

  private static func configMap(_ name: String, _ call: KubectlCall) -> JSONValue {
    var data: JSONValue = [:]
    for literal in call.values("from-literal") {
      let parts = literal.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if parts.count == 2 { data[parts[0]] = .string(parts[1]) }
    }
    return ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)], "data": data]
  }

  private static func quota(_ name: String, _ call: KubectlCall) -> JSONValue {
    var hard: JSONValue = [:]
    for pair in call.values("hard").flatMap({ $0.split(separator: ",") }) {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { hard[parts[0]] = .string(parts[1]) }
    }
    return [
      "apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": .string(name)], "spec": ["hard": hard],
    ]
  }
}
