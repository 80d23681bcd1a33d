import KubernetesAPI

/// `kubectl apply -f`: creates what is missing, and merges what is there with what was applied last.
enum KubectlApply: KubectlVerb {
  static let flags = KubectlFlags(
    valued: ["dry-run", "validate"], boolean: ["server-side", "force-conflicts", "force", "overwrite", "prune"])
  private static let annotation = "kubectl.kubernetes.io/last-applied-configuration"

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for (file, object) in try call.manifests() {
      apply(object, file: file, namespace: call.namespace, user: call.user, in: &cluster, &answer)
    }
  }

  /// Applies one object; a refusal is added to the answer.
  static func apply(
    _ object: KubernetesObject, file: String, namespace: String = "default", user: String,
    in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) {
    var wanted = object
    if APIResource.find(kind: object.kind)?.isNamespaced == true, object.namespace.isEmpty {
      wanted.value["metadata"]["namespace"] = .string(namespace)
    }
    var recorded = wanted.value
    recorded["metadata"]["annotations"] = .object(
      recorded["metadata"]["annotations"].members.filter { $0.key != annotation })
    wanted.value["metadata"]["annotations"][annotation] = .string("\(recorded.json)\n")
    let name = wanted.namespacedName
    do throws(APIStatus) {
      guard let current = cluster.object(wanted.kind, name) else {
        answer.add(try cluster.create(wanted, by: user), "created")
        return
      }
      try merge(wanted, into: current, user: user, in: &cluster, &answer)
    } catch {
      answer.fail(KubectlError(error, kind: object.kind, name: object.name, doing: "error when applying \"\(file)\""))
    }
  }

  private static func merge(
    _ wanted: KubernetesObject, into current: KubernetesObject, user: String, in cluster: inout SimulatedCluster,
    _ answer: inout KubectlAnswer
  ) throws(APIStatus) {
    let last = current.annotations[annotation].flatMap(KubectlManifest.value)
    if last == nil {
      answer.lines.append(
        "Warning: resource \(plural(current)) is missing the \(annotation) annotation which is required by kubectl apply. "
          + "kubectl apply should only be used on resources created declaratively by either kubectl create --save-config "
          + "or kubectl apply. The missing annotation will be patched automatically.")
    }
    let patch = removing(last ?? .null, wanted.value, patch: wanted.value)
    let updated = try cluster.server.patch(
      current.kind, current.namespacedName, with: .strategicMerge(patch), user: user,
      at: cluster.now)
    answer.add(updated, updated == current ? "unchanged" : "configured")
  }

  private static func plural(_ object: KubernetesObject) -> String {
    "\(APIResource.find(kind: object.kind)?.name ?? object.kind)/\(object.name)"
  }

  /// The patch with null for every member that was applied last time and is no longer asked for.
  private static func removing(_ last: JSONValue, _ wanted: JSONValue, patch: JSONValue) -> JSONValue {
    guard case .object(let before) = last, case .object(var members) = patch else { return patch }
    for (key, value) in before {
      if wanted[key].isNull {
        members[key] = .null
      } else {
        members[key] = removing(value, wanted[key], patch: members[key] ?? .null)
      }
    }
    return .object(members)
  }
}
