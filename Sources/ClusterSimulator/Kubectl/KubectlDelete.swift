import KubernetesAPI

/// `kubectl delete`
enum KubectlDelete: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["grace-period", "field-selector", "timeout", "cascade", "dry-run"],
    boolean: ["now", "force", "all", "ignore-not-found", "wait"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let grace = try gracePeriod(call, &answer)
    if call.option("filename") != nil {
      for (file, object) in try call.manifests() {
        let isNamespaced = APIResource.find(kind: object.kind)?.isNamespaced ?? true
        let namespace = object.namespace.isEmpty ? call.namespace : object.namespace
        let name = NamespacedName(isNamespaced ? namespace : "", object.name)
        delete(object.kind, name, grace, doing: "error when deleting \"\(file)\"", call, in: &cluster, &answer)
      }
      return
    }
    guard let first = call.arguments.first else {
      throw KubectlError("error: You must provide one or more resources by argument or filename.")
    }
    for word in first.contains("/") ? [] : first.split(separator: ",") {
      var one = call
      one.arguments[0] = String(word)
      try deleteChosen(one, grace, in: &cluster, &answer)
    }
    if first.contains("/") { try deleteChosen(call, grace, in: &cluster, &answer) }
  }

  private static func deleteChosen(
    _ call: KubectlCall, _ grace: Int64?, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    var found = KubectlAnswer()
    let objects = try KubectlResources.objects(call, in: cluster, &found)
    for object in objects {
      delete(
        object.kind, object.namespacedName, grace, doing: nil, call, in: &cluster, &answer)
    }
    if found.isFailure && !call.isOn("ignore-not-found") {
      answer.lines += found.lines
      answer.isFailure = true
    } else if objects.isEmpty {
      answer.lines.append("No resources found")
    }
  }

  private static func delete(
    _ kind: String, _ name: NamespacedName, _ grace: Int64?, doing: String?, _ call: KubectlCall,
    in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) {
    do {
      answer.touch(try cluster.delete(kind, name, gracePeriodSeconds: grace, by: call.user))
      answer.lines.append(text(for: kind, name, isForced: call.isOn("force")))
    } catch {
      if error.reason == .notFound && call.isOn("ignore-not-found") { return }
      answer.fail(KubectlError(error, kind: kind, name: name.name, doing: doing))
    }
  }

  /// `pod "web" deleted from default namespace`
  static func text(for kind: String, _ name: NamespacedName, isForced: Bool = false) -> String {
    let group = APIResource.find(kind: kind)?.group ?? ""
    return "\(kind.lowercased())\(group.isEmpty ? "" : ".\(group)") \"\(name.name)\" \(isForced ? "force " : "")deleted"
      + (name.namespace.isEmpty ? "" : " from \(name.namespace) namespace")
  }

  private static func gracePeriod(_ call: KubectlCall, _ answer: inout KubectlAnswer) throws(KubectlError) -> Int64? {
    if call.isOn("now") { return 1 }
    let given = try call.number("grace-period")
    if call.isOn("force") {
      answer.lines.append(
        "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. "
          + "The resource may continue to run on the cluster indefinitely.")
      return given ?? 0
    }
    return given.flatMap { $0 < 0 ? nil : max(1, $0) }
  }
}
