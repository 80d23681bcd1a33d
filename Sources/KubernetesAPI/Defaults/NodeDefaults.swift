/// The defaults of Nodes.
enum NodeDefaults {
  private static let information = [
    "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion",
    "kubeProxyVersion", "operatingSystem", "architecture",
  ]

  /// Specs and statuses with their defaults: most Nodes are alike.
  private static let completed = Memo<NodeParts, NodeParts>()

  static func apply(to node: inout JSONValue) {
    let parts = NodeParts(of: node).identified
    completed.value(of: parts, weight: 2 * parts.weight) {
      var parts = parts
      if parts.spec.isNull { parts.spec = [:] }
      applyToNetworks(&parts.spec)
      apply(toStatus: &parts.status)
      return parts.identified
    }.enter(into: &node)
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
