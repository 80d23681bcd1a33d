public import KubernetesAPI

/// A Pod with everything about it that is computed once and asked often.
public final class PodInfo: Sendable {
  public struct Request: Sendable, Hashable {
    /// A number of the cluster's ``ResourceVocabulary``.
    public let resource: Int
    /// Milli-CPU for cpu, whole units for everything else; never negative.
    public let amount: Int64
  }

  /// As it was given: that of an assumed Pod still has no `spec.nodeName`.
  public let pod: Pod
  /// The Node that it is bound to or assumed on.
  public let node: String?
  /// What other Pods' rules can see of it: a number of the cluster's ``PodClasses``.
  public let classNumber: Int
  let shape: PodShape

  /// - Parameter shape: That of the Pod.
  init(_ pod: Pod, node: String?, shape: PodShape, classNumber: Int) {
    self.pod = pod
    self.node = node
    self.shape = shape
    self.classNumber = classNumber
  }

  /// What the Pod takes from a Node, sorted by resource; amounts of zero are in it when they are named.
  public var requests: [Request] { shape.requests }
  /// Milli-CPU and bytes as scoring counts them on a Node: a container without a request counts as the assumed one.
  public var nonZeroMilliCPU: Int64 { shape.nonZeroMilliCPU }
  public var nonZeroMemory: Int64 { shape.nonZeroMemory }
  /// Whether the Pod itself requests anything, besides its containers.
  public var hasPodLevelRequests: Bool { shape.hasPodLevelRequests }
  public var hostPorts: [HostPorts.Port] { shape.hostPorts }
  /// Whether the Pod has any affinity or anti-affinity term, required or preferred.
  public var hasPodAffinity: Bool { shape.hasPodAffinity }

  /// The amount requested of a resource; 0 when the Pod does not name it.
  public func request(of resource: Int) -> Int64 {
    for request in requests where request.resource == resource { return request.amount }
    return 0
  }
}
