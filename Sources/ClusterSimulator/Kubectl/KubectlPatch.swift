import KubernetesAPI

/// `kubectl patch`
enum KubectlPatch: KubectlVerb {
  static let flags = KubectlFlags(valued: ["patch", "type", "subresource", "patch-file", "dry-run"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    let file = try patchFile(call)
    guard let text = call.option("patch") ?? file else {
      throw KubectlError("error: must specify --patch or --patch-file containing the contents of the patch")
    }
    guard let value = KubectlManifest.value(text) else {
      throw KubectlError("error: unable to parse \"\(text)\": yaml: did not find expected node content")
    }
    let patch = try patch(value, type: call.option("type") ?? "strategic")
    for object in try KubectlResources.objects(call, in: cluster, &answer) {
      do {
        let updated = try cluster.server.patch(
          object.kind, object.namespacedName, with: patch,
          subresource: call.option("subresource") ?? "", user: call.user, at: cluster.now)
        answer.add(updated, updated == object ? "patched (no change)" : "patched")
      } catch {
        answer.fail(KubectlError(error, kind: object.kind, name: object.name))
      }
    }
  }

  private static func patchFile(_ call: KubectlCall) throws(KubectlError) -> String? {
    guard let name = call.option("patch-file") else { return nil }
    guard let text = call.files[name] else {
      throw KubectlError("error: unable to read patch file: open \(name): no such file or directory")
    }
    return text
  }

  private static func patch(_ value: JSONValue, type: String) throws(KubectlError) -> Patch {
    switch type {
    case "strategic": return .strategicMerge(value)
    case "merge": return .merge(value)
    case "json": return .json(value.items)
    default: throw KubectlError("error: --type must be one of [json merge strategic], not \"\(type)\"")
    }
  }
}
