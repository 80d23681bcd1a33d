/// The checks of a Node.
enum NodeValidation {
  private static let podCIDRs = FieldPath("spec", "podCIDRs")

  /// - Parameter facts: What is known of spec and status.
  static func check(_ node: JSONValue, _ facts: NodeFacts?, _ errors: inout [FieldError]) {
    check(metadata: MetadataMembers(node["metadata"]), &errors)
    errors += facts?.errors ?? self.errors(ofSpecAndStatusOf: node)
  }

  static func check(metadata: MetadataMembers, _ errors: inout [FieldError]) {
    MetadataValidation.check(metadata, isNamespaced: false, nameFormat: NameFormat.dns1123Subdomain, &errors)
  }

  static func errors(ofSpecAndStatusOf node: JSONValue) -> [FieldError] {
    var errors: [FieldError] = []
    checkTaints(node, &errors)
    checkResources(node, &errors)
    checkNetworks(node, &errors)
    return errors
  }

  static func checkUpdate(_ node: JSONValue, of old: JSONValue, _ errors: inout [FieldError]) {
    checkResources(node, &errors)
    var addresses: Set<JSONValue> = []
    for (index, address) in node["status"]["addresses"].items.enumerated()
    where !addresses.insert(address).inserted {
      errors.append(.duplicate(FieldPath("status", "addresses").index(index), address))
    }
    let before = networks(old)
    if !before.isEmpty, networks(node) != before {
      errors.append(
        .forbidden(podCIDRs, "node updates may not change podCIDR except from \"\" to valid"))
    }
    let provider = old["spec"]["providerID"].text
    if !provider.isEmpty, node["spec"]["providerID"].text != provider {
      errors.append(
        .forbidden(
          FieldPath("spec", "providerID"), "node updates may not change providerID except from \"\" to valid"))
    }
    checkTaints(node, &errors)
    if node["spec"]["externalID"] != old["spec"]["externalID"] {
      errors.append(.forbidden(FieldPath("spec", "externalID"), "may not be updated"))
    }
  }

  /// The API server reports taints under `metadata`, where they once stood.
  private static func checkTaints(_ node: JSONValue, _ errors: inout [FieldError]) {
    let path = FieldPath("spec", "taints")
    let shown = FieldPath("metadata", "taints")
    var seen: Set<[String]> = []
    for (index, taint) in node["spec"]["taints"].items.enumerated() {
      let place = path.index(index)
      let field = shown.index(index)
      let key = taint["key"].text
      errors += NameFormat.qualifiedName(key).map {
        .invalid(place.field("key"), key, $0, field: field.field("key").description)
      }
      let messages = NameFormat.labelValue(taint["value"].text)
      if !messages.isEmpty {
        errors.append(
          .invalid(
            place.field("value"), taint["value"].text, messages.joined(separator: ";"),
            field: field.field("value").description))
      }
      TolerationValidation.checkEffect(
        taint["effect"].text, at: place.field("effect"), field: field.field("effect").description, &errors)
      if !seen.insert([key, taint["effect"].text]).inserted {
        let value: JSONValue = [
          "Key": .string(key), "Value": .string(taint["value"].text), "Effect": .string(taint["effect"].text),
          "TimeAdded": taint["timeAdded"],
        ]
        errors.append(
          .duplicate(
            place, value, "taints must be unique by key and effect pair", field: field.description))
      }
    }
  }

  private static func checkResources(_ node: JSONValue, _ errors: inout [FieldError]) {
    for list in ["capacity", "allocatable"] {
      let path = FieldPath("status", list)
      for (name, amount) in node["status"][list].members {
        guard let quantity = Quantity(amount) else { continue }
        ResourceValidation.checkQuantity(ResourceName(name), quantity, at: path.field(name), &errors)
      }
    }
  }

  /// `podCIDR` is the first of `podCIDRs`.
  private static func networks(_ node: JSONValue) -> [String] {
    let list = node["spec"]["podCIDRs"].strings
    if !list.isEmpty { return list }
    let single = node["spec"]["podCIDR"].text
    return single.isEmpty ? [] : [single]
  }

  private static func checkNetworks(_ node: JSONValue, _ errors: inout [FieldError]) {
    let values = networks(node)
    for (index, value) in values.enumerated() where !IPAddress.isNetwork(value) {
      errors.append(
        .invalid(
          podCIDRs.index(index), value, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"))
    }
    guard values.count > 1 else { return }
    if values.count > 2 || IPAddress.isVersion6(values[0]) == IPAddress.isVersion6(values[1]) {
      errors.append(
        .invalid(podCIDRs, JSONValue(values), "may specify no more than one CIDR for each IP family"))
    }
    var seen: Set<String> = []
    for (index, value) in values.enumerated() where !seen.insert(value).inserted {
      errors.append(.duplicate(podCIDRs.index(index), .string(value)))
    }
  }
}
