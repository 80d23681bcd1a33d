/// What the containers of a Pod request together.
enum ContainerRequests {
  /// The sum of containers and sidecars, or what the most demanding init container needs while those before it run.
  static func total(of spec: JSONValue) -> ResourceList {
    var running: [String: Quantity] = [:]
    for container in spec["containers"].items { add(requests(of: container), to: &running) }
    var sidecars: [String: Quantity] = [:]
    var initial: [String: Quantity] = [:]
    for container in spec["initContainers"].items {
      var needed = requests(of: container)
      if container["restartPolicy"] == "Always" {
        add(needed, to: &running)
        add(needed, to: &sidecars)
        needed = sidecars
      } else {
        add(sidecars, to: &needed)
      }
      for (name, amount) in needed where initial[name].map({ $0 < amount }) ?? true { initial[name] = amount }
    }
    for (name, amount) in initial where running[name].map({ $0 < amount }) ?? true { running[name] = amount }
    return ResourceList(running)
  }

  private static func requests(of container: JSONValue) -> [String: Quantity] {
    ResourceList(container["resources"]["requests"]).quantities
  }

  private static func add(_ amounts: [String: Quantity], to sums: inout [String: Quantity]) {
    for (name, amount) in amounts { sums[name] = sums[name].map { $0 + amount } ?? amount }
  }
}
