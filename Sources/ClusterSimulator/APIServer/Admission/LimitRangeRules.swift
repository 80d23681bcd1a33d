import KubernetesAPI

/// What one item of a LimitRange allows, with kube-apiserver's words for what it does not.
struct LimitRangeRules {
  private let limit: JSONValue
  private let type: String

  init(_ limit: JSONValue) {
    self.limit = limit
    type = limit["type"].string ?? ""
  }

  func mistakes(inPod spec: JSONValue) -> [String] {
    switch type {
    case "Container":
      (spec["containers"].items + spec["initContainers"].items).flatMap { container in
        mistakes(
          requests: ResourceList(container["resources"]["requests"]),
          limits: ResourceList(container["resources"]["limits"]))
      }
    case "Pod":
      mistakes(
        requests: ContainerResources.total("requests", of: spec), limits: ContainerResources.total("limits", of: spec))
    default: []
    }
  }

  /// A claim has requests only.
  func mistakes(inClaim spec: JSONValue) -> [String] {
    let requests = ResourceList(spec["resources"]["requests"])
    let tooLittle = ResourceList(limit["min"]).sorted.compactMap { name, least -> String? in
      guard let request = requests[name] else {
        return "minimum \(name) usage per \(type) is \(least).  No request is specified"
      }
      return request < least ? "minimum \(name) usage per \(type) is \(least), but request is \(request)" : nil
    }
    let tooMuch = ResourceList(limit["max"]).sorted.compactMap { name, most -> String? in
      guard let request = requests[name] else {
        return "maximum \(name) usage per \(type) is \(most).  No request is specified"
      }
      return request > most ? "maximum \(name) usage per \(type) is \(most), but request is \(request)" : nil
    }
    return tooLittle + tooMuch
  }

  private func mistakes(requests: ResourceList, limits: ResourceList) -> [String] {
    ResourceList(limit["min"]).sorted.compactMap { minimum($0, $1, requests[$0], limits[$0]) }
      + ResourceList(limit["max"]).sorted.compactMap { maximum($0, $1, requests[$0], limits[$0]) }
      + ResourceList(limit["maxLimitRequestRatio"]).sorted.compactMap { ratio($0, $1, requests[$0], limits[$0]) }
  }

  private func minimum(_ name: String, _ least: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let subject = "minimum \(name) usage per \(type) is \(least)"
    guard let request else { return "\(subject).  No request is specified" }
    if request < least { return "\(subject), but request is \(request)" }
    if let limit, limit < least { return "\(subject), but limit is \(limit)" }
    return nil
  }

  private func maximum(_ name: String, _ most: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let subject = "maximum \(name) usage per \(type) is \(most)"
    guard let limit else { return "\(subject).  No limit is specified" }
    if limit > most { return "\(subject), but limit is \(limit)" }
    if let request, request > most { return "\(subject), but request is \(request)" }
    return nil
  }

  private func ratio(_ name: String, _ most: Quantity, _ request: Quantity?, _ limit: Quantity?) -> String? {
    let subject = "\(name) max limit to request ratio per \(type) is \(most)"
    guard let request, !request.isZero else { return "\(subject), but no request is specified or request is 0" }
    guard let limit, !limit.isZero else { return "\(subject), but no limit is specified or limit is 0" }
    // limit / request > ratio, without a fraction.
    let given = limit.nanoUnits.multipliedFullWidth(by: 1_000_000_000)
    let allowed = most.nanoUnits.multipliedFullWidth(by: request.nanoUnits)
    guard (given.high, given.low) > (allowed.high, allowed.low) else { return nil }
    let shown = DecimalText.fixed(limit.nanoUnits, dividedBy: request.nanoUnits, digits: 6)
    return "\(subject), but provided ratio is \(shown)"
  }
}

extension ResourceList {
  /// By name, so that messages come in the same order everywhere.
  var sorted: [(String, Quantity)] { quantities.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
}
