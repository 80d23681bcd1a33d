/// The defaults of a `v1.PodSpec`, in Pods and in templates.
enum PodSpecDefaults {
  static func apply(to spec: inout JSONValue) {
    spec.forEachItem(of: "volumes", VolumeDefaults.apply)
    for list in ["initContainers", "containers", "ephemeralContainers"] {
      spec.forEachItem(of: list, ContainerDefaults.apply)
    }
    spec.fillText("restartPolicy", "Always")
    spec.fill("terminationGracePeriodSeconds", 30)
    spec.fillText("dnsPolicy", "ClusterFirst")
    spec.fill("securityContext", [:])
    spec.fillText("schedulerName", "default-scheduler")
    spec.ifPresent("overhead") { ResourceListDefaults.apply(to: &$0) }
    spec.ifPresent("resources") { ResourceListDefaults.apply(toRequirements: &$0) }
    // The older name of the field is kept equal to the newer one.
    let account =
      spec["serviceAccountName"].text.isEmpty ? spec["serviceAccount"].text : spec["serviceAccountName"].text
    if !account.isEmpty {
      spec["serviceAccountName"] = .string(account)
      spec["serviceAccount"] = .string(account)
    }
  }

  /// A `v1.PodTemplateSpec`.
  static func apply(toTemplate template: inout JSONValue) {
    template.fill("metadata", [:])
    apply(to: &template["spec"])
  }
}
