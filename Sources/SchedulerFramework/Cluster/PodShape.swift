import KubernetesAPI

/// What is computed once for all Pods that are equal in everything that plugins look at of a Pod to be placed.
final class PodShape: Sendable {
  /// Pods of one shape have the same number.
  let number: Int
  /// What a Pod takes from a Node, sorted by resource; amounts of zero are in it when they are named.
  let requests: [PodInfo.Request]
  let nonZeroMilliCPU: Int64
  let nonZeroMemory: Int64
  let hasPodLevelRequests: Bool
  let hostPorts: [HostPorts.Port]
  let hasPodAffinity: Bool

  init(_ spec: PodSpec, number: Int, vocabulary: inout ResourceVocabulary) {
    self.number = number
    let total = PodRequests.total(of: spec)
    var requests: [PodInfo.Request] = []
    for (name, quantity) in total.quantities {
      let isKnown = vocabulary.number(of: name).map { $0 <= ResourceVocabulary.ephemeralStorage } ?? false
      guard isKnown || ResourceVocabulary.isScalar(name) else { continue }
      let number = vocabulary.intern(name)
      let amount = number == ResourceVocabulary.cpu ? quantity.milliValue : quantity.value
      requests.append(PodInfo.Request(resource: number, amount: max(0, amount)))
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
}
