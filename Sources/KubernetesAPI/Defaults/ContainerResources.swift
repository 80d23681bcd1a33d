/// What the containers of a Pod have together.
public enum ContainerResources {
  /// The sum over containers and sidecars, or what the most demanding init container has while the sidecars before it
  /// run.
  ///
  /// - Parameters:
  ///   - list: `requests` or `limits`.
  ///   - spec: the Pod's.
  public static func total(_ list: String, of spec: JSONValue) -> ResourceList {
    var running: [String: Quantity] = [:]
    for container in spec["containers"].items { add(amounts(list, container), to: &running) }
    var sidecars: [String: Quantity] = [:]
    var initial: [String: Quantity] = [:]
    for container in spec["initContainers"].items {
      var needed = amounts(list, container)
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

  private static func amounts(_ list: String, _ container: JSONValue) -> [String: Quantity] {
    ResourceList(container["resources"][list]).quantities
  }

  private static func add(_ amounts: [String: Quantity], to sums: inout [String: Quantity]) {
    for (name, amount) in amounts { sums[name] = sums[name].map { $0 + amount } ?? amount }
  }
}
