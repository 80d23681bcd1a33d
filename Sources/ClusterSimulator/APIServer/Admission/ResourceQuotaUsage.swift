public import KubernetesAPI

/// What objects count for under a ResourceQuota.
public enum ResourceQuotaUsage {
  private static let compute = ["cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory"]

  /// How much of what a quota limits is in use in its namespace: the quota's `status.used`.
  public static func used(_ quota: KubernetesObject, in cluster: ObjectStore) -> ResourceList {
    let names = quota.value["spec"]["hard"].members.keys
    var sums: [String: Quantity] = [:]
    for name in names { sums[name] = Quantity(nanoUnits: 0) }
    for kind in cluster.storedKinds where concerns(kind, names: Array(names)) {
      for object in cluster.objects(kind, namespace: quota.namespace) where applies(quota, to: object) {
        for (name, amount) in usage(of: object).quantities {
          if let sum = sums[name] { sums[name] = sum + amount }
        }
      }
    }
    return ResourceList(sums)
  }

  private static func concerns(_ kind: String, names: [String]) -> Bool {
    kind == "Pod" || kind == "PersistentVolumeClaim" || kind == "Service"
      || names.contains { $0.hasPrefix("count/") || !$0.contains(".") }
  }

  // MARK: One object

  /// What an object counts for.
  public static func usage(of object: KubernetesObject) -> ResourceList {
    guard let resource = APIResource.find(kind: object.kind) else { return ResourceList() }
    var amounts: [String: Quantity] = ["count/\(resource.groupResource)": Quantity(Int64(1))]
    switch object.kind {
    case "Pod":
      let phase = object.value["status"]["phase"].string
      if phase == "Succeeded" || phase == "Failed" { return ResourceList(amounts) }
      add(pod: object.value["spec"], to: &amounts)
    case "PersistentVolumeClaim": add(claim: object.value["spec"], to: &amounts)
    case "Service":
      amounts["services"] = Quantity(Int64(1))
      add(service: object.value["spec"], to: &amounts)
    case "ReplicationController", "ConfigMap", "Secret", "ResourceQuota": amounts[resource.name] = Quantity(Int64(1))
    default: break
    }
    return ResourceList(amounts)
  }

  private static func add(pod spec: JSONValue, to amounts: inout [String: Quantity]) {
    amounts["pods"] = Quantity(Int64(1))
    for list in ["requests", "limits"] {
      var total = ContainerResources.total(list, of: spec)
      for (name, amount) in ResourceList(spec["resources"][list]).quantities { total.quantities[name] = amount }
      for (name, amount) in ResourceList(spec["overhead"]).quantities where total[name] != nil || list == "requests" {
        total.quantities[name] = total[name].map { $0 + amount } ?? amount
      }
      for (name, amount) in total.quantities {
        amounts["\(list).\(name)"] = amount
        // Without a prefix the request is meant.
        if list == "requests" { amounts[name] = amount }
      }
    }
  }

  private static func add(claim spec: JSONValue, to amounts: inout [String: Quantity]) {
    amounts["persistentvolumeclaims"] = Quantity(Int64(1))
    let storage = Quantity(spec["resources"]["requests"]["storage"])
    amounts["requests.storage"] = storage
    if let storageClass = spec["storageClassName"].string, !storageClass.isEmpty {
      let prefix = "\(storageClass).storageclass.storage.k8s.io/"
      amounts[prefix + "persistentvolumeclaims"] = Quantity(Int64(1))
      amounts[prefix + "requests.storage"] = storage
    }
  }

  private static func add(service spec: JSONValue, to amounts: inout [String: Quantity]) {
    let ports = Quantity(Int64(spec["ports"].items.count))
    switch spec["type"].string {
    case "NodePort": amounts["services.nodeports"] = ports
    case "LoadBalancer":
      amounts["services.loadbalancers"] = Quantity(Int64(1))
      if spec["allocateLoadBalancerNodePorts"].bool != false { amounts["services.nodeports"] = ports }
    default: break
    }
  }

  /// The resources that a quota limits and that some container of a Pod leaves out, as `limits.cpu for: a,b; …`; nil
  /// when nothing is left out.
  static func unspecified(by object: KubernetesObject, under quota: KubernetesObject) -> String? {
    guard object.kind == "Pod" else { return nil }
    let spec = object.value["spec"]
    let containers = spec["containers"].items + spec["initContainers"].items
    let parts = compute.filter { !quota.value["spec"]["hard"][$0].isNull }.sorted().compactMap { name -> String? in
      let parts = name.split(separator: ".").map(String.init)
      let (list, resource) = parts.count == 2 ? (parts[0], parts[1]) : ("requests", name)
      if !spec["resources"][list][resource].isNull { return nil }
      let lacking = containers.filter { $0["resources"][list][resource].isNull }.compactMap { $0["name"].string }
      return lacking.isEmpty ? nil : "\(name) for: \(lacking.sorted().joined(separator: ","))"
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  // MARK: Scopes

  /// Whether a quota looks at an object at all: one with scopes looks at Pods that are in all of them.
  static func applies(_ quota: KubernetesObject, to object: KubernetesObject) -> Bool {
    let spec = quota.value["spec"]
    let requirements =
      spec["scopes"].strings.map { JSONValue.object(["scopeName": .string($0), "operator": "Exists"]) }
      + spec["scopeSelector"]["matchExpressions"].items
    guard !requirements.isEmpty else { return true }
    return object.kind == "Pod" && requirements.allSatisfy { isInScope(object.value["spec"], $0) }
  }

  private static func isInScope(_ pod: JSONValue, _ requirement: JSONValue) -> Bool {
    switch requirement["scopeName"].string {
    case "Terminating": (pod["activeDeadlineSeconds"].integer ?? -1) >= 0
    case "NotTerminating": pod["activeDeadlineSeconds"].isNull
    case "BestEffort": QualityOfService.name(of: pod) == "BestEffort"
    case "NotBestEffort": QualityOfService.name(of: pod) != "BestEffort"
    case "CrossNamespacePodAffinity": reachesOtherNamespaces(pod)
    case "PriorityClass": matches(pod["priorityClassName"].string ?? "", requirement)
    default: false
    }
  }

  private static func matches(_ priorityClass: String, _ requirement: JSONValue) -> Bool {
    let values = requirement["values"].strings
    return switch requirement["operator"].string {
    case "In": values.contains(priorityClass)
    case "NotIn": !values.contains(priorityClass)
    case "Exists": !priorityClass.isEmpty
    case "DoesNotExist": priorityClass.isEmpty
    default: false
    }
  }

  private static func reachesOtherNamespaces(_ pod: JSONValue) -> Bool {
    let affinity = Affinity(pod["affinity"])
    let terms =
      affinity.requiredPods + affinity.requiredAntiPods + affinity.preferredPods.map(\.term)
      + affinity.preferredAntiPods.map(\.term)
    return terms.contains { !$0.namespaces.isEmpty || $0.namespaceSelector != nil }
  }
}
