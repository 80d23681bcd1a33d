public import KubernetesAPI

/// Gives claims that name no StorageClass the one that is marked as default.
public struct DefaultStorageClass: AdmissionPlugin {
  public let name = "DefaultStorageClass"

  private static let annotations = [
    "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class",
  ]

  public var podDependence: PodDependence { .spec }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    guard request.creates("PersistentVolumeClaim"), request.object["spec"]["storageClassName"].isNull,
      request.object["metadata"]["annotations"]["volume.beta.kubernetes.io/storage-class"].isNull
    else { return }
    let defaults = cluster.objects("StorageClass").filter { storageClass in
      Self.annotations.contains { storageClass.annotations[$0] == "true" }
    }
    // The youngest counts, and of equally young ones the first by name.
    let chosen = defaults.min { left, right in
      let leftTime = left.metadata.creationTimestamp ?? ""
      let rightTime = right.metadata.creationTimestamp ?? ""
      return leftTime == rightTime ? left.name < right.name : leftTime > rightTime
    }
    if let chosen { request.object["spec"]["storageClassName"] = .string(chosen.name) }
  }
}
