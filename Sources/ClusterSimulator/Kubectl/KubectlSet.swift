import KubernetesAPI

/// `kubectl set image` and `kubectl set resources`
enum KubectlSet: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["requests", "limits", "containers", "dry-run"], boolean: ["all", "local", "overwrite"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    var rest = call
    switch call.arguments.first {
    case "image":
      rest.arguments.removeFirst()
      try setImages(rest, in: &cluster, &answer)
    case "resources":
      rest.arguments.removeFirst()
      try setResources(rest, in: &cluster, &answer)
    default:
      throw KubectlError("error: kubectl set \(call.arguments.first ?? "") is not supported here; use kubectl patch")
    }
  }

  private static func setImages(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let pairs = call.arguments.filter { $0.contains("=") }.map {
      $0.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    }
    if pairs.isEmpty { throw KubectlError("error: at least one image update is required") }
    for object in try KubectlResources.objects(call, in: cluster, &answer, isName: { !$0.contains("=") }) {
      let updated = try changeContainers(of: object, call, in: &cluster, failing: nil) {
        (containers) throws(KubectlError) in
        for pair in pairs {
          let matching = containers.indices.filter { pair[0] == "*" || containers[$0]["name"].string == pair[0] }
          if matching.isEmpty { throw KubectlError("error: unable to find container named \"\(pair[0])\"") }
          for index in matching { containers[index]["image"] = .string(pair[1]) }
        }
      }
      if updated != object { answer.add(updated, "image updated") }
    }
  }

  private static func setResources(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let requests = amounts(call.option("requests"))
    let limits = amounts(call.option("limits"))
    if requests.isEmpty && limits.isEmpty {
      throw KubectlError("error: you must specify an update to requests or limits (in the form of --requests/--limits)")
    }
    for object in try KubectlResources.objects(call, in: cluster, &answer) {
      let failing = "error: failed to patch resources update to pod template"
      let updated = try changeContainers(of: object, call, in: &cluster, failing: failing) { containers in
        for index in containers.indices {
          for (name, amount) in requests { containers[index]["resources"]["requests"][name] = .string(amount) }
          for (name, amount) in limits { containers[index]["resources"]["limits"][name] = .string(amount) }
        }
      }
      answer.add(updated, "resource requirements updated")
    }
  }

  private static func amounts(_ text: String?) -> [(String, String)] {
    (text ?? "").split(separator: ",").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
  }

  private static func changeContainers(
    of object: KubernetesObject, _ call: KubectlCall, in cluster: inout SimulatedCluster, failing: String?,
    _ change: (inout [JSONValue]) throws(KubectlError) -> Void
  ) throws(KubectlError) -> KubernetesObject {
    var changed = object
    let isPod = object.kind == "Pod"
    var containers = (isPod ? changed.value["spec"] : changed.value["spec"]["template"]["spec"])["containers"].items
    try change(&containers)
    if isPod {
      changed.value["spec"]["containers"] = .array(containers)
    } else {
      changed.value["spec"]["template"]["spec"]["containers"] = .array(containers)
    }
    do {
      return try cluster.update(changed, by: call.user)
    } catch {
      if let failing { throw KubectlError("\(failing) \(error.message)") }
      throw KubectlError(error, kind: object.kind, name: object.name)
    }
  }
}
