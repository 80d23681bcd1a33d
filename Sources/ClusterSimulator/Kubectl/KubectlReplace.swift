import KubernetesAPI

/// `kubectl replace`
enum KubectlReplace: KubectlVerb {
  static let flags = KubectlFlags(valued: ["grace-period", "dry-run", "validate"], boolean: ["force", "save-config"])

  static func run(
    _ call: KubectlCall, in cluster: inout SimulatedCluster, _ answer: inout KubectlAnswer
  ) throws(KubectlError) {
    for (file, object) in try call.manifests() {
      do throws(KubectlError) {
        let replaced =
          call.isOn("force")
          ? try force(object, file: file, call, in: &cluster, &answer)
          : try replace(object, file: file, call, in: &cluster)
        answer.add(replaced, "replaced")
      } catch {
        answer.fail(error)
      }
    }
  }

  private static func replace(
    _ object: KubernetesObject, file: String, _ call: KubectlCall, in cluster: inout SimulatedCluster
  ) throws(KubectlError) -> KubernetesObject {
    var object = object
    if APIResource.find(kind: object.kind)?.isNamespaced == true, object.namespace.isEmpty {
      object.value["metadata"]["namespace"] = .string(call.namespace)
    }
    do {
      return try cluster.update(object, by: call.user)
    } catch {
      throw KubectlError(error, kind: object.kind, name: object.name, doing: "error when replacing \"\(file)\"")
    }
  }

  private static func force(
    _ object: KubernetesObject, file: String, _ call: KubectlCall, in cluster: inout SimulatedCluster,
    _ answer: inout KubectlAnswer
  ) throws(KubectlError) -> KubernetesObject {
    let resource = APIResource.find(kind: object.kind)
    let namespace = object.namespace.isEmpty ? call.namespace : object.namespace
    let name = NamespacedName(resource?.isNamespaced == true ? namespace : "", object.name)
    if cluster.object(object.kind, name) != nil {
      do {
        try cluster.delete(object.kind, name, gracePeriodSeconds: 0, by: call.user)
        answer.lines.append(KubectlDelete.text(for: object.kind, name))
      } catch {
        throw KubectlError(error, kind: object.kind, name: object.name)
      }
    }
    return try KubectlCreate.create(object, file: file, call, in: &cluster)
  }
}
