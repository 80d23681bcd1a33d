public import KubernetesAPI

/// The `ResourceQuota` plugin: refuses what would take more of a namespace than its quotas grant.
///
/// How much is in use is counted from the stored objects, so that a quota holds from the moment it is made.
public struct ResourceQuotaAdmission: AdmissionPlugin {
  public let name = "ResourceQuota"

  public var podDependence: PodDependence { .checksOnly }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.operation == .create, request.subresource.isEmpty, request.resource.isNamespaced else { return }
    let quotas = cluster.objects("ResourceQuota", namespace: request.namespace)
    if quotas.isEmpty { return }
    let object = request.content
    for quota in quotas.sorted(by: { $0.name < $1.name }) where ResourceQuotaUsage.applies(quota, to: object) {
      if let missing = ResourceQuotaUsage.unspecified(by: object, under: quota) {
        throw request.forbidden("failed quota: \(quota.name): must specify \(missing)")
      }
      try check(request, ResourceQuotaUsage.usage(of: object), under: quota, in: cluster)
    }
  }

  private func check(
    _ request: AdmissionRequest, _ wanted: ResourceList, under quota: KubernetesObject, in cluster: ObjectStore
  ) throws(APIStatus) {
    let hard = ResourceList(quota.value["spec"]["hard"])
    let concerned = hard.sorted.filter { name, _ in wanted[name].map { $0 > Quantity(nanoUnits: 0) } ?? false }
    guard !concerned.isEmpty else { return }
    let used = ResourceQuotaUsage.used(quota, in: cluster)
    let exceeded = concerned.filter { name, most in
      (used[name] ?? Quantity(nanoUnits: 0)) + (wanted[name] ?? Quantity(nanoUnits: 0)) > most
    }
    guard !exceeded.isEmpty else { return }
    func list(_ amounts: ResourceList) -> String {
      exceeded.map { name, _ in "\(name)=\(amounts[name] ?? Quantity(nanoUnits: 0))" }.joined(separator: ",")
    }
    throw request.forbidden(
      "exceeded quota: \(quota.name), requested: \(list(wanted)), used: \(list(used)), limited: \(list(hard))")
  }
}
