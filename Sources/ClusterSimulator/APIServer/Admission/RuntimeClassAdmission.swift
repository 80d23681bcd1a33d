public import KubernetesAPI

/// The `RuntimeClass` plugin: charges a Pod what its runtime takes, and sends it to Nodes that have that runtime.
public struct RuntimeClassAdmission: AdmissionPlugin {
  public let name = "RuntimeClass"

  public var podDependence: PodDependence { .specAndObjects(of: "RuntimeClass") }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.creates("Pod") else { return }
    guard let runtimeClass = try runtimeClass(of: request, in: cluster) else { return }
    try setOverhead(&request, runtimeClass)
    try setScheduling(&request, runtimeClass)
  }

  public func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.creates("Pod") else { return }
    let overhead = ResourceList(request.object["spec"]["overhead"])
    let runtimeClass = try runtimeClass(of: request, in: cluster)
    let fixed = runtimeClass.map { ResourceList($0.value["overhead"]["podFixed"]) } ?? ResourceList()
    if runtimeClass == nil || fixed.isEmpty {
      if !overhead.isEmpty {
        throw request.forbidden(
          "pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead")
      }
    } else if overhead != fixed {
      throw request.forbidden(
        "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
    }
  }

  private func runtimeClass(
    of request: AdmissionRequest, in cluster: ObjectStore
  ) throws(APIStatus) -> KubernetesObject? {
    guard let name = request.object["spec"]["runtimeClassName"].string else { return nil }
    guard let found = cluster.object("RuntimeClass", name: name) else {
      throw request.forbidden("pod rejected: RuntimeClass \"\(name)\" not found")
    }
    return found
  }

  private func setOverhead(_ request: inout AdmissionRequest, _ runtimeClass: KubernetesObject) throws(APIStatus) {
    let fixed = runtimeClass.value["overhead"]["podFixed"]
    guard !fixed.members.isEmpty else { return }
    let given = ResourceList(request.object["spec"]["overhead"])
    if !given.isEmpty, given != ResourceList(fixed) {
      throw request.forbidden("pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead")
    }
    request.object["spec"]["overhead"] = fixed
  }

  private func setScheduling(_ request: inout AdmissionRequest, _ runtimeClass: KubernetesObject) throws(APIStatus) {
    let scheduling = runtimeClass.value["scheduling"]
    var selector = request.object["spec"]["nodeSelector"].members
    for (key, value) in scheduling["nodeSelector"].members {
      if let given = selector[key], given != value {
        throw request.forbidden(
          "conflict: runtimeClass.scheduling.nodeSelector[\(key)] = \(value.string ?? ""); "
            + "pod.spec.nodeSelector[\(key)] = \(given.string ?? "")")
      }
      selector[key] = value
    }
    if !selector.isEmpty { request.object["spec"]["nodeSelector"] = .object(selector) }

    var tolerations = request.object["spec"]["tolerations"].items
    for toleration in scheduling["tolerations"].items where !tolerations.contains(where: toleration.isEquivalent) {
      tolerations.append(toleration)
    }
    if !tolerations.isEmpty { request.object["spec"]["tolerations"] = .array(tolerations) }
  }
}
