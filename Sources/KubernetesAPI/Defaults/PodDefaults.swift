/// The defaults of Pods.
enum PodDefaults {
  /// Specs with their defaults: most Pods are made from few templates.
  private static let completed = Memo<JSONValue, JSONValue>()

  static func apply(to pod: inout JSONValue) {
    let spec = pod["spec"].identified
    pod["spec"] = completed.value(of: spec, weight: 2 * spec.weight) {
      var spec = spec
      apply(toSpec: &spec)
      return spec.identified
    }
    pod["status"].fillText("phase", "Pending")
  }

  private static func apply(toSpec spec: inout JSONValue) {
    applyOnlyToPods(&spec)
    PodSpecDefaults.apply(to: &spec)
    if let seconds = spec["terminationGracePeriodSeconds"].integer, seconds < 0 {
      spec["terminationGracePeriodSeconds"] = 1
    }
  }

  /// What the Pods of a template get only when they are made.
  private static func applyOnlyToPods(_ spec: inout JSONValue) {
    spec.fill("enableServiceLinks", true)
    let usesHostNetwork = spec["hostNetwork"].bool == true
    for list in ["containers", "initContainers"] {
      spec.forEachItem(of: list) { container in
        requestLimits(of: &container)
        if usesHostNetwork {
          container.forEachItem(of: "ports") { port in
            if let number = port["containerPort"].integer { port.fillNumber("hostPort", number) }
          }
        }
      }
    }
    if !spec["resources"].isNull { requestForThePod(&spec) }
  }

  /// A container requests what it is limited to.
  private static func requestLimits(of container: inout JSONValue) {
    for (name, limit) in container["resources"]["limits"].members
    where container["resources"]["requests"][name].isNull {
      container["resources"]["requests"][name] = limit
    }
  }

  /// A Pod with limits of its own requests what its containers do, or else what it is limited to.
  private static func requestForThePod(_ spec: inout JSONValue) {
    var limits = spec["resources"]["limits"]
    for container in spec["containers"].items + spec["initContainers"].items {
      for (name, limit) in container["resources"]["limits"].members where ResourceName(name).isHugePages {
        let sum = ContainerResources.total("limits", of: spec)[name]?.description
        if limits[name].isNull { limits[name] = sum.map { .string($0) } ?? limit }
      }
    }
    guard !limits.members.isEmpty else { return }
    spec["resources"]["limits"] = limits
    let requests = ContainerResources.total("requests", of: spec)
    for (name, amount) in requests.quantities.sorted(by: { $0.key < $1.key })
    where ResourceName(name).isSupportedForPods {
      spec["resources"]["requests"].fill(name, .string(amount.description))
    }
    for (name, limit) in limits.members where ResourceName(name).isSupportedForPods {
      spec["resources"]["requests"].fill(name, limit)
    }
  }
}
