/// The checks of a `v1.PodSpec`, in the API server's order.
struct PodSpecValidation {
  let spec: JSONValue
  let path: FieldPath
  /// Part of a Deployment, Job … and not of a Pod.
  let isTemplate: Bool
  /// Empty in a template.
  let podName: String

  init(_ spec: JSONValue, at path: FieldPath, isTemplate: Bool, podName: String) {
    self.spec = spec
    self.path = path
    self.isTemplate = isTemplate
    self.podName = podName
  }

  func check(_ errors: inout [FieldError]) {
    if spec["terminationGracePeriodSeconds"].isNull {
      errors.append(.required(path.field("terminationGracePeriodSeconds")))
    }
    let volumes = VolumeValidation.check(spec["volumes"].items, at: path.field("volumes"), podName: podName, &errors)
    checkResourceClaims(&errors)
    ContainerValidation(
      spec: spec, at: path, volumes: volumes,
      claims: Set(spec["resourceClaims"].items.map(\.["name"].text).filter { !$0.isEmpty })
    ).check(&errors)
    PodResourceValidation.check(spec, at: path.field("resources"), &errors)
    checkHostPorts(&errors)
    checkPolicies(&errors)
    LabelValidation.check(spec["nodeSelector"], at: path.field("nodeSelector"), &errors)
    SecurityContextValidation.checkPod(spec, at: path.field("securityContext"), &errors)
    AffinityValidation.check(spec["affinity"], at: path.field("affinity"), &errors)
    DNSConfigValidation.check(spec, at: path.field("dnsConfig"), &errors)
    checkGates(&errors)
    TopologySpreadValidation.check(
      spec["topologySpreadConstraints"].items, at: path.field("topologySpreadConstraints"), &errors)
    checkHostUsers(&errors)
    checkNames(&errors)
    checkRemaining(&errors)
  }

  // MARK: Parts

  private func checkResourceClaims(_ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, claim) in spec["resourceClaims"].items.enumerated() {
      let place = path.field("resourceClaims").index(index)
      let name = claim["name"].text
      if name.isEmpty {
        errors.append(.required(place.field("name")))
      } else if !names.insert(name).inserted {
        errors.append(.duplicate(place.field("name"), .string(name)))
      } else {
        errors += NameFormat.dns1123Label(name).map { .invalid(place.field("name"), name, $0) }
      }
      let sources = ["resourceClaimName", "resourceClaimTemplateName"].filter { !claim[$0].isNull }
      if sources.count == 2 {
        errors.append(
          .invalid(place, claim, "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified"))
      } else if sources.isEmpty {
        errors.append(
          .invalid(place, claim, "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`"))
      }
      for source in sources {
        let text = claim[source].text
        errors += NameFormat.dns1123Subdomain(text).map { .invalid(place.field(source), text, $0) }
      }
    }
  }

  /// On the Node's own network a port is what it is; templates may leave it to be filled in.
  private func checkHostPorts(_ errors: inout [FieldError]) {
    guard spec["hostNetwork"].bool == true else { return }
    for (index, container) in spec["containers"].items.enumerated() {
      for (number, port) in container["ports"].items.enumerated() {
        let host = port["hostPort"].integer ?? 0
        guard !isTemplate || host != 0, host != port["containerPort"].integer ?? 0 else { continue }
        let place = path.field("containers").index(index).field("ports").index(number).field("hostPort")
        errors.append(.invalid(place, .integer(host), "must match `containerPort` when `hostNetwork` is true"))
      }
    }
  }

  private func checkPolicies(_ errors: inout [FieldError]) {
    Checks.oneOf(
      ["Always", "OnFailure", "Never"], spec["restartPolicy"], at: path.field("restartPolicy"), &errors)
    Checks.oneOf(
      ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"], spec["dnsPolicy"], at: path.field("dnsPolicy"),
      &errors)
  }

  private func checkGates(_ errors: inout [FieldError]) {
    for (index, gate) in spec["readinessGates"].items.enumerated() {
      LabelValidation.checkName(
        gate["conditionType"].text, at: path.field("readinessGates").index(index).field("conditionType"), &errors)
    }
    var seen: Set<String> = []
    for (index, gate) in spec["schedulingGates"].items.enumerated() {
      let place = path.field("schedulingGates").index(index)
      let name = gate["name"].text
      LabelValidation.checkName(name, at: place, &errors)
      if !seen.insert(name).inserted { errors.append(.duplicate(place, .string(name))) }
    }
  }

  private func checkHostUsers(_ errors: inout [FieldError]) {
    guard spec["hostUsers"].bool == false else { return }
    for (field, shown) in [("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")]
    where spec[field].bool == true {
      errors.append(
        .forbidden(path.field(field), "when `pod.Spec.HostUsers` is false", field: path.field(shown).description))
    }
  }

  private func checkNames(_ errors: inout [FieldError]) {
    func check(_ field: String, _ format: (String) -> [String]) {
      let text = spec[field].text
      guard !text.isEmpty else { return }
      errors += format(text).map { .invalid(path.field(field), text, $0) }
    }
    check("serviceAccountName", NameFormat.dns1123Subdomain)
    check("nodeName", NameFormat.dns1123Subdomain)
    if let seconds = spec["activeDeadlineSeconds"].integer, !(1...Int64(Int32.max)).contains(seconds) {
      errors.append(
        .invalid(
          path.field("activeDeadlineSeconds"), .integer(seconds), "must be between 1 and \(Int32.max), inclusive"))
    }
    check("hostname", NameFormat.dns1123Label)
    check("subdomain", NameFormat.dns1123Label)
    TolerationValidation.check(spec["tolerations"].items, at: path.field("tolerations"), &errors)
    checkHostAliases(&errors)
    check("priorityClassName", NameFormat.dns1123Subdomain)
    if let name = spec["runtimeClassName"].string {
      errors += NameFormat.dns1123Subdomain(name).map { .invalid(path.field("runtimeClassName"), name, $0) }
    }
  }

  private func checkHostAliases(_ errors: inout [FieldError]) {
    for (index, alias) in spec["hostAliases"].items.enumerated() {
      let place = path.field("hostAliases").index(index)
      Checks.address(alias["ip"].text, at: place.field("ip"), &errors)
      for (number, name) in alias["hostnames"].strings.enumerated() {
        errors += NameFormat.dns1123Subdomain(name).map { .invalid(place.field("hostnames").index(number), name, $0) }
      }
    }
  }

  private func checkRemaining(_ errors: inout [FieldError]) {
    if !spec["preemptionPolicy"].isNull {
      Checks.oneOf(
        ["PreemptLowerPriority", "Never"], spec["preemptionPolicy"], at: path.field("preemptionPolicy"), &errors)
    }
    if !spec["overhead"].isNull {
      ResourceValidation.checkRequirements(
        ["limits": spec["overhead"]], at: path.field("overhead"), names: .container, claims: [], &errors)
    }
    if !spec["os"].isNull {
      Checks.oneOf(["linux", "windows"], spec["os"]["name"], at: path.field("os").field("name"), &errors)
    }
  }
}
