/// The class that decides who is evicted first when a Node runs short (`status.qosClass`).
///
/// <https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/>
public enum QualityOfService {
  /// `Guaranteed`, `Burstable` or `BestEffort`, from the spec of a Pod.
  public static func name(of spec: JSONValue) -> String {
    let containers: [JSONValue]
    if isGiven(spec["resources"]) {
      // Requests and limits of the whole Pod decide alone.
      containers = [spec]
    } else {
      containers = spec["containers"].items + spec["initContainers"].items
    }
    var requests: [String: Quantity] = [:]
    var limits: [String: Quantity] = [:]
    var isGuaranteed = true
    for container in containers {
      let resources = container["resources"]
      add(resources["requests"], to: &requests)
      let limited = add(resources["limits"], to: &limits)
      if limited != ["cpu", "memory"] { isGuaranteed = false }
    }
    if requests.isEmpty && limits.isEmpty { return "BestEffort" }
    if isGuaranteed, requests.allSatisfy({ limits[$0.key] == $0.value }), requests.count == limits.count {
      return "Guaranteed"
    }
    return "Burstable"
  }

  private static func isGiven(_ resources: JSONValue) -> Bool {
    !resources["requests"].members.isEmpty || !resources["limits"].members.isEmpty
  }

  /// Adds up cpu and memory; gives the names of those that are there. Other resources and zeros do not count.
  @discardableResult
  private static func add(_ list: JSONValue, to sums: inout [String: Quantity]) -> Set<String> {
    var names: Set<String> = []
    for name in ["cpu", "memory"] {
      guard let quantity = Quantity(list[name]), quantity > Quantity(nanoUnits: 0) else { continue }
      names.insert(name)
      sums[name] = sums[name].map { $0 + quantity } ?? quantity
    }
    return names
  }
}
