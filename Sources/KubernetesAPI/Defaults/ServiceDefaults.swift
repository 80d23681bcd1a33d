/// The defaults of Services.
enum ServiceDefaults {
  static func apply(to service: inout JSONValue) {
    var spec = service["spec"]
    service["spec"] = false  // as in PodDefaults
    spec.fillText("sessionAffinity", "None")
    if spec["sessionAffinity"] == "None" {
      spec["sessionAffinityConfig"] = .null
    } else if spec["sessionAffinity"] == "ClientIP" {
      spec["sessionAffinityConfig"]["clientIP"].fill("timeoutSeconds", 10_800)
    }
    spec.fillText("type", "ClusterIP")
    spec.forEachItem(of: "ports") { port in
      port.fillText("protocol", "TCP")
      if port["targetPort"].isNull || port["targetPort"] == 0 || port["targetPort"] == "" {
        port["targetPort"] = port["port"]
      }
    }
    let type = spec["type"].text
    if type == "NodePort" || type == "LoadBalancer" { spec.fillText("externalTrafficPolicy", "Cluster") }
    if ["NodePort", "LoadBalancer", "ClusterIP"].contains(type) { spec.fill("internalTrafficPolicy", "Cluster") }
    if type == "LoadBalancer" { spec.fill("allocateLoadBalancerNodePorts", true) }
    service["spec"] = spec
  }
}
