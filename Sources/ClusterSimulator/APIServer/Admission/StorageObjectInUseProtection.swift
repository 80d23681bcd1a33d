/// Gives claims and volumes the finalizers that keep them while they are in use.
public struct StorageObjectInUseProtection: AdmissionPlugin {
  public let name = "StorageObjectInUseProtection"

  public var podDependence: PodDependence { .spec }
  public var nodeDependence: NodeDependence { .specAndStatus }

  public init() {}

  public func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) {
    let finalizer: String
    if request.creates("PersistentVolumeClaim") {
      finalizer = VolumeProtection.claimFinalizer
    } else if request.creates("PersistentVolume") {
      finalizer = VolumeProtection.volumeFinalizer
    } else {
      return
    }
    let finalizers = request.object["metadata"]["finalizers"].items
    guard !finalizers.contains(.string(finalizer)) else { return }
    request.object["metadata"]["finalizers"] = .array(finalizers + [.string(finalizer)])
  }
}
