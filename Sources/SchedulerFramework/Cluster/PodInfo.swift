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
  /// What the Pod takes from a Node, sorted by resource; amounts of zero are in it when they are named.
  public let requests: [Request]
  /// Milli-CPU and bytes as scoring counts them on a Node: a container without a request counts as the assumed one.
  public let nonZeroMilliCPU: Int64
  public let nonZeroMemory: Int64
  /// Whether the Pod itself requests anything, besides its containers.
  public let hasPodLevelRequests: Bool
  public let hostPorts: [HostPorts.Port]
  /// Whether the Pod has any affinity or anti-affinity term, required or preferred.
  public let hasPodAffinity: Bool

  /// What other Pods' rules can see of it: a number of the cluster's ``PodClasses``.
  public let classNumber: Int
  /// Pods of one shape have the same number.
  let shapeNumber: Int

  /// The Pod on a Node.
  convenience init(_ info: PodInfo, assumedOn node: String) {
    self.init(info.pod, node: node, like: info, classNumber: info.classNumber)
  }

  /// - Parameter other: A Pod of the same shape.
  init(_ pod: Pod, node: String?, like other: PodInfo, classNumber: Int) {
    self.pod = pod
    self.node = node
    requests = other.requests
    nonZeroMilliCPU = other.nonZeroMilliCPU
    nonZeroMemory = other.nonZeroMemory
    hasPodLevelRequests = other.hasPodLevelRequests
    hostPorts = other.hostPorts
    hasPodAffinity = other.hasPodAffinity
    shapeNumber = other.shapeNumber
    self.classNumber = classNumber
  }

  init(_ pod: Pod, vocabulary: inout ResourceVocabulary, classNumber: Int, shapeNumber: Int) {
    self.pod = pod
    node = pod.nodeName
    self.classNumber = classNumber
    self.shapeNumber = shapeNumber
    let spec = pod.spec
    let total = PodRequests.total(of: spec)
    var requests: [Request] = []
    for (name, quantity) in total.quantities {
      let isKnown = vocabulary.number(of: name).map { $0 <= ResourceVocabulary.ephemeralStorage } ?? false
      guard isKnown || ResourceVocabulary.isScalar(name) else { continue }
      let number = vocabulary.intern(name)
      let amount = number == ResourceVocabulary.cpu ? quantity.milliValue : quantity.value
      requests.append(Request(resource: number, amount: max(0, amount)))
    }
    self.requests = requests.sorted { $0.resource < $1.resource }

    var missing = PodRequests.assumed
    hasPodLevelRequests = !PodRequests.podLevelRequests(of: spec).isEmpty
    if hasPodLevelRequests {
      // With Pod-level requests only what neither the Pod nor a container names is assumed.
      missing = ResourceList(missing.quantities.filter { total[$0.key] == nil })
    }
    let nonZero = PodRequests.total(of: spec, missing: missing)
    nonZeroMilliCPU = max(0, nonZero["cpu"]?.milliValue ?? 0)
    nonZeroMemory = max(0, nonZero["memory"]?.value ?? 0)
    hostPorts = HostPorts.requested(by: spec)
    let affinity = spec.affinity
    hasPodAffinity =
      !affinity.requiredPods.isEmpty || !affinity.requiredAntiPods.isEmpty || !affinity.preferredPods.isEmpty
      || !affinity.preferredAntiPods.isEmpty
  }

  /// The amount requested of a resource; 0 when the Pod does not name it.
  public func request(of resource: Int) -> Int64 {
    for request in requests where request.resource == resource { return request.amount }
    return 0
  }
}
