public import KubernetesAPI

/// What a Pod requests in sum, by the rules of
/// <https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers> and KEP-2837.
public enum PodRequests {
  /// What scoring assumes for a container without a request: 100 milli-CPU and 200 MiB.
  public static let assumed = ResourceList(["cpu": Quantity(milliUnits: 100), "memory": Quantity(200 << 20)])

  private static func isPodLevel(_ name: String) -> Bool {
    name == "cpu" || name == "memory" || name.hasPrefix("hugepages-")
  }

  /// - Parameters:
  ///   - missing: what a container counts as that does not name the resource.
  ///   - ignoringPodLevel: only the containers count, as in kube-scheduler's scoring by NodeResourcesFit.
  public static func total(
    of spec: PodSpec, missing: ResourceList = ResourceList(), ignoringPodLevel: Bool = false
  ) -> ResourceList {
    var total = ResourceList()
    for container in spec.containers { total.add(container.resources.requests.filling(missing)) }

    // An ordinary init container runs beside the sidecars that were started before it.
    var sidecars = ResourceList()
    var peak = ResourceList()
    for container in spec.initContainers {
      let requests = container.resources.requests.filling(missing)
      if container.isSidecar {
        total.add(requests)
        sidecars.add(requests)
        peak.raise(to: sidecars)
      } else {
        var alongside = requests
        alongside.add(sidecars)
        peak.raise(to: alongside)
      }
    }
    total.raise(to: peak)

    if !ignoringPodLevel {
      for (name, amount) in podLevelRequests(of: spec).quantities { total.quantities[name] = amount }
    }
    total.add(spec.overhead)
    return total
  }

  /// The Pod-level requests. With Pod-level limits, a missing cpu or memory request is what the containers request together,
  /// or else the limit.
  public static func podLevelRequests(of spec: PodSpec) -> ResourceList {
    // `ResourceRequirements` has already made a missing request the limit, which is right only without container requests.
    if spec.resources.requests.isEmpty && spec.resources.limits.isEmpty { return ResourceList() }
    var requests = spec.resources.requests
    for name in spec.resources.limits.quantities.keys where !spec.explicitPodRequests.contains(name) {
      let together = containerTotal(of: spec, resource: name)
      if let together { requests.quantities[name] = together }
    }
    return ResourceList(requests.quantities.filter { isPodLevel($0.key) })
  }

  private static func containerTotal(of spec: PodSpec, resource: String) -> Quantity? {
    guard resource == "cpu" || resource == "memory" else { return nil }
    var bare = spec
    bare.overhead = ResourceList()
    return total(of: bare, ignoringPodLevel: true)[resource]
  }
}

extension ResourceList {
  mutating func add(_ other: ResourceList) {
    if isEmpty {
      self = other
      return
    }
    for (name, amount) in other.quantities {
      quantities[name] = quantities[name].map { $0 + amount } ?? amount
    }
  }

  mutating func raise(to other: ResourceList) {
    if isEmpty {
      self = other
      return
    }
    for (name, amount) in other.quantities {
      quantities[name] = quantities[name].map { max($0, amount) } ?? amount
    }
  }

  func filling(_ missing: ResourceList) -> ResourceList {
    if missing.quantities.keys.allSatisfy({ quantities[$0] != nil }) { return self }
    return ResourceList(quantities.merging(missing.quantities) { given, _ in given })
  }
}
