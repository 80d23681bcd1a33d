/// The defaults of Nodes.
enum NodeDefaults {
  private static let information = [
    "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion",
    "kubeProxyVersion", "operatingSystem", "architecture",
  ]

  static func apply(to node: inout JSONValue) {
    node.fill("spec", [:])
    applyToNetworks(&node["spec"])
    apply(toStatus: &node["status"])
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
