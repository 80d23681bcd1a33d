public import KubernetesAPI

/// The `Priority` plugin: turns the name of a PriorityClass into a number, and allows one global default.
public struct PriorityAdmission: AdmissionPlugin {
  public let name = "Priority"

  public var podDependence: PodDependence { .specAndObjects(of: "PriorityClass") }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.resource.kind == "Pod", request.subresource.isEmpty else { return }
    switch request.operation {
    case .create: try resolve(&request, in: cluster)
    case .update: keepResolved(&request)
    case .delete, .connect: break
    }
  }

  public func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.resource.kind == "PriorityClass", request.operation == .create || request.operation == .update,
      request.object["globalDefault"].bool == true
    else { return }
    if let other = globalDefault(in: cluster), other.name != request.name {
      throw request.forbidden("PriorityClass \(other.name) is already marked as default. Only one default can exist")
    }
  }

  private func resolve(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    let spec = request.object["spec"]
    var priorityClass: KubernetesObject?
    if let className = spec["priorityClassName"].string, !className.isEmpty {
      guard let found = cluster.object("PriorityClass", name: className) else {
        throw request.forbidden("no PriorityClass with name \(className) was found")
      }
      priorityClass = found
    } else if let fallback = globalDefault(in: cluster) {
      priorityClass = fallback
      request.object["spec"]["priorityClassName"] = .string(fallback.name)
    }

    let priority = priorityClass?.value["value"].integer ?? 0
    if let given = spec["priority"].integer, given != priority {
      throw request.forbidden(
        "the integer value of priority (\(given)) must not be provided in pod spec; priority admission controller "
          + "computed \(priority) from the given PriorityClass name")
    }
    request.object["spec"]["priority"] = .integer(priority)

    let policy = priorityClass?.value["preemptionPolicy"].string ?? "PreemptLowerPriority"
    if let given = spec["preemptionPolicy"].string, given != policy {
      throw request.forbidden(
        "the string value of PreemptionPolicy (\(given)) must not be provided in pod spec; priority admission "
          + "controller computed \(policy) from the given PriorityClass name")
    }
    request.object["spec"]["preemptionPolicy"] = .string(policy)
  }

  /// An edit that leaves the numbers out keeps them.
  private func keepResolved(_ request: inout AdmissionRequest) {
    guard let old = request.old?.value["spec"] else { return }
    for field in ["priority", "preemptionPolicy"] where request.object["spec"][field].isNull {
      if !old[field].isNull { request.object["spec"][field] = old[field] }
    }
  }

  /// Of several defaults the one with the lowest value counts.
  private func globalDefault(in cluster: ObjectStore) -> KubernetesObject? {
    cluster.objects("PriorityClass")
      .filter { $0.value["globalDefault"].bool == true }
      .min { ($0.value["value"].integer ?? 0) < ($1.value["value"].integer ?? 0) }
  }
}
