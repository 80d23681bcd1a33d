/// The checks of environment variables, and of references to fields and resources.
enum EnvironmentValidation {
  private static let fields: Set<String> = [
    "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
    "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
  ]

  private static let resources: Set<String> = [
    "limits.cpu", "limits.memory", "limits.ephemeral-storage", "requests.cpu", "requests.memory",
    "requests.ephemeral-storage",
  ]

  static func check(_ variables: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, variable) in variables.enumerated() {
      let place = path.index(index)
      let name = variable["name"].text
      if name.isEmpty {
        errors.append(.required(place.field("name")))
      } else {
        errors += NameFormat.environmentVariable(name).map { .invalid(place.field("name"), name, $0) }
      }
      checkValueFrom(variable, at: place.field("valueFrom"), &errors)
    }
  }

  static func checkSources(_ sources: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, source) in sources.enumerated() {
      let place = path.index(index)
      let prefix = source["prefix"].text
      if !prefix.isEmpty {
        errors += NameFormat.environmentVariable(prefix).map { .invalid(place.field("prefix"), prefix, $0) }
      }
      let given = ["configMapRef", "secretRef"].filter { !source[$0].isNull }
      for reference in given {
        let name = source[reference]["name"].text
        let field = place.field(reference).field("name")
        if name.isEmpty {
          errors.append(.required(field))
        } else {
          errors += NameFormat.dns1123Subdomain(name).map { .invalid(field, name, $0) }
        }
      }
      if given.isEmpty {
        errors.append(.invalid(place, "", "must specify one of: `configMapRef` or `secretRef`"))
      } else if given.count > 1 {
        errors.append(.invalid(place, "", "may not have more than one field specified at a time"))
      }
    }
  }

  private static func checkValueFrom(_ variable: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let source = variable["valueFrom"]
    guard !source.isNull else { return }
    var count = 0
    if !source["fieldRef"].isNull {
      count += 1
      checkFieldReference(source["fieldRef"], allowed: fields, at: path.field("fieldRef"), &errors)
    }
    if !source["resourceFieldRef"].isNull {
      count += 1
      checkResourceReference(
        source["resourceFieldRef"], isInVolume: false, at: path.field("resourceFieldRef"), &errors)
    }
    for reference in ["configMapKeyRef", "secretKeyRef"] where !source[reference].isNull {
      count += 1
      checkKeyReference(source[reference], at: path.field(reference), &errors)
    }
    if count == 0 {
      errors.append(
        .invalid(
          path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"))
    } else if !variable["value"].text.isEmpty {
      errors.append(.invalid(path, "", "may not be specified when `value` is not empty"))
    } else if count > 1 {
      errors.append(.invalid(path, "", "may not have more than one field specified at a time"))
    }
  }

  private static func checkKeyReference(_ reference: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let name = reference["name"].text
    errors += NameFormat.dns1123Subdomain(name).map { .invalid(path.field("name"), name, $0) }
    let key = reference["key"].text
    if key.isEmpty {
      errors.append(.required(path.field("key")))
    } else {
      errors += NameFormat.configMapKey(key).map { .invalid(path.field("key"), key, $0) }
    }
  }

  /// A `v1.ObjectFieldSelector`.
  static func checkFieldReference(
    _ reference: JSONValue, allowed: Set<String>, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    for field in ["apiVersion", "fieldPath"] where reference[field].text.isEmpty {
      errors.append(.required(path.field(field)))
      return
    }
    let text = reference["fieldPath"].text
    if let open = text.firstIndex(of: "["), text.hasSuffix("']"), text[open...].hasPrefix("['") {
      let subject = String(text[..<open])
      let key = String(text[text.index(open, offsetBy: 2)...].dropLast(2))
      switch subject {
      case "metadata.annotations": LabelValidation.checkName(key.lowercased(), at: path, &errors)
      case "metadata.labels": LabelValidation.checkName(key, at: path, &errors)
      default: errors.append(.invalid(path, subject, "does not support subscript"))
      }
    } else if !known.contains(text) {
      errors.append(
        .invalid(
          path.field("fieldPath"), text, "error converting fieldPath: field label not supported: \(text)"))
    } else if !allowed.contains(text) {
      errors.append(.notSupported(path.field("fieldPath"), text, allowed.sorted()))
    }
  }

  /// Paths that exist at all, whether they can be used in a place or not.
  private static let known = fields.union([
    "metadata.annotations", "metadata.labels", "spec.restartPolicy", "spec.schedulerName", "status.phase", "spec.host",
  ])

  /// A `v1.ResourceFieldSelector`.
  static func checkResourceReference(
    _ reference: JSONValue, isInVolume: Bool, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let resource = reference["resource"].text
    if isInVolume, reference["containerName"].text.isEmpty {
      errors.append(.required(path.field("containerName")))
    } else if resource.isEmpty {
      errors.append(.required(path.field("resource")))
    } else if !resources.contains(resource), !resource.hasPrefix("requests.hugepages-"),
      !resource.hasPrefix("limits.hugepages-")
    {
      errors.append(.notSupported(path.field("resource"), resource, resources.sorted()))
    }
    checkDivisor(reference, resource, at: path, &errors)
  }

  private static func checkDivisor(
    _ reference: JSONValue, _ resource: String, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    guard let divisor = Quantity(reference["divisor"]), !divisor.isZero else { return }
    let sizes = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"]
    let subject: String
    switch resource {
    case "limits.cpu", "requests.cpu":
      if !["1m", "1"].contains(divisor.description) {
        errors.append(
          .invalid(
            path.field("divisor"), resource,
            "only divisor's values 1m and 1 are supported with the cpu resource"))
      }
      return
    case "limits.memory", "requests.memory": subject = "memory"
    case "limits.ephemeral-storage", "requests.ephemeral-storage": subject = "local ephemeral storage"
    default: subject = "hugepages"
    }
    if !sizes.contains(divisor.description) {
      errors.append(
        .invalid(
          path.field("divisor"), resource,
          "only divisor's values \(sizes.joined(separator: ", ")) are supported with the \(subject) resource"))
    }
  }
}
