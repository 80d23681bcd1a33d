/// The defaults of Nodes.
enum NodeDefaults {
  private static let information = [
    "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion",
    "kubeProxyVersion", "operatingSystem", "architecture",
  ]

  /// Specs and statuses with their defaults: most Nodes are alike.
  private static let completed = Memo<[JSONValue], [JSONValue]>()

  static func apply(to node: inout JSONValue) {
    let parts = [node["spec"], node["status"]]
    let done = completed.value(of: parts, weight: 2 * (parts[0].weight + parts[1].weight)) {
      var node: JSONValue = ["spec": parts[0], "status": parts[1]]
      node.fill("spec", [:])
      applyToNetworks(&node["spec"])
      apply(toStatus: &node["status"])
      return [node["spec"], node["status"]]
    }
    node["spec"] = done[0]
    node["status"] = done[1]
  }

  static func apply(toStatus status: inout JSONValue) {
    for list in ["capacity", "allocatable"] {
      status.ifPresent(list) { ResourceListDefaults.apply(to: &$0) }
    }
    if status["allocatable"].isNull, !status["capacity"].isNull { status["allocatable"] = status["capacity"] }
    status["daemonEndpoints"]["kubeletEndpoint"].fill("Port", 0)
    for field in information { status["nodeInfo"].fill(field, "") }
  }

  /// `podCIDR` is the first of `podCIDRs`.
  private static func applyToNetworks(_ spec: inout JSONValue) {
    if let first = spec["podCIDRs"].strings.first {
      spec["podCIDR"] = .string(first)
    } else if !spec["podCIDR"].text.isEmpty {
      spec["podCIDRs"] = [spec["podCIDR"]]
    }
  }
}
