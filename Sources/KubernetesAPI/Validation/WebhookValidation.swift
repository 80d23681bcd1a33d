/// The checks of admission webhooks.
enum WebhookValidation {
  private static let operations = ["*", "CONNECT", "CREATE", "DELETE", "UPDATE"]
  private static let form = "; desired format: https://host[/path]"

  static func check(_ webhooks: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, webhook) in webhooks.enumerated() {
      let place = path.index(index)
      check(webhook, at: place, &errors)
      checkVersions(webhook["admissionReviewVersions"].strings, at: place.field("admissionReviewVersions"), &errors)
      if !names.insert(webhook["name"].text).inserted {
        errors.append(.duplicate(place.field("name"), webhook["name"]))
      }
    }
  }

  private static func check(_ webhook: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    checkName(webhook["name"].text, at: path.field("name"), &errors)
    for (index, rule) in webhook["rules"].items.enumerated() {
      checkRule(rule, at: path.field("rules").index(index), &errors)
    }
    func oneOf(_ allowed: [String], _ field: String, _ errors: inout [FieldError]) {
      guard let text = webhook[field].string, !allowed.contains(text) else { return }
      errors.append(.notSupported(path.field(field), text, allowed))
    }
    oneOf(["Fail", "Ignore"], "failurePolicy", &errors)
    oneOf(["Equivalent", "Exact"], "matchPolicy", &errors)
    if webhook["sideEffects"].isNull {
      errors.append(.required(path.field("sideEffects"), "must specify one of None, NoneOnDryRun"))
    }
    oneOf(["None", "NoneOnDryRun"], "sideEffects", &errors)
    oneOf(["IfNeeded", "Never"], "reinvocationPolicy", &errors)
    if let seconds = webhook["timeoutSeconds"].integer, !(1...30).contains(seconds) {
      errors.append(
        .invalid(
          path.field("timeoutSeconds"), .integer(seconds), "the timeout value must be between 1 and 30 seconds"))
    }
    for field in ["namespaceSelector", "objectSelector"] {
      LabelValidation.checkSelector(webhook[field], at: path.field(field), &errors)
    }
    checkClient(webhook["clientConfig"], at: path.field("clientConfig"), &errors)
  }

  private static func checkName(_ name: String, at path: FieldPath, _ errors: inout [FieldError]) {
    if name.isEmpty {
      errors.append(.required(path))
      return
    }
    let messages = NameFormat.dns1123Subdomain(name)
    errors += messages.map { .invalid(path, name, $0) }
    if messages.isEmpty, name.split(separator: ".").count < 3 {
      errors.append(.invalid(path, name, "should be a domain with at least three segments separated by dots"))
    }
  }

  private static func checkVersions(_ versions: [String], at path: FieldPath, _ errors: inout [FieldError]) {
    if versions.isEmpty {
      errors.append(.required(path, "must specify one of v1, v1beta1"))
      return
    }
    var seen: Set<String> = []
    for (index, version) in versions.enumerated() {
      if !seen.insert(version).inserted {
        errors.append(.invalid(path.index(index), version, "duplicate version"))
        continue
      }
      errors += NameFormat.dns1035Label(version).map { .invalid(path.index(index), version, $0) }
    }
    if seen.isDisjoint(with: ["v1", "v1beta1"]) {
      errors.append(.invalid(path, JSONValue(versions), "must include at least one of v1, v1beta1"))
    }
  }

  // MARK: Rules

  private static func checkRule(_ rule: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    checkList(rule["operations"].strings, "operations", at: path.field("operations"), &errors)
    for (index, operation) in rule["operations"].strings.enumerated() where !operations.contains(operation) {
      errors.append(.notSupported(path.field("operations").index(index), operation, operations))
    }
    checkList(rule["apiGroups"].strings, "API groups", at: path.field("apiGroups"), &errors)
    checkList(rule["apiVersions"].strings, "API versions", at: path.field("apiVersions"), &errors)
    for (index, version) in rule["apiVersions"].strings.enumerated() where version.isEmpty {
      errors.append(.required(path.field("apiVersions").index(index)))
    }
    checkResources(rule["resources"].strings, at: path.field("resources"), &errors)
    if let scope = rule["scope"].string, !["*", "Cluster", "Namespaced"].contains(scope) {
      errors.append(.notSupported(path.field("scope"), scope, ["*", "Cluster", "Namespaced"]))
    }
  }

  private static func checkList(
    _ items: [String], _ subject: String, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    if items.isEmpty { errors.append(.required(path)) }
    if items.count > 1, items.contains("*") {
      errors.append(
        .invalid(path, JSONValue(items), "if '*' is present, must not specify other \(subject)"))
    }
  }

  private static func checkResources(_ resources: [String], at path: FieldPath, _ errors: inout [FieldError]) {
    if resources.isEmpty { errors.append(.required(path)) }
    for (index, resource) in resources.enumerated() where resource.isEmpty {
      errors.append(.required(path.index(index)))
    }
    if resources.contains("*/*"), resources.count > 1 {
      errors.append(
        .invalid(path, JSONValue(resources), "if '*/*' is present, must not specify other resources"))
    }
    if resources.contains("*"), resources.contains(where: { $0 != "*" && !$0.contains("/") }) {
      errors.append(
        .invalid(
          path, JSONValue(resources), "if '*' is present, must not specify other resources without subresources"))
    }
  }

  // MARK: Where it is

  private static func checkClient(_ client: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if client["url"].isNull == client["service"].isNull {
      errors.append(.required(path, "exactly one of url or service is required"))
      return
    }
    if let address = client["url"].string { return checkURL(address, at: path.field("url"), &errors) }
    let service = path.field("service")
    Checks.required(client["service"]["name"], at: service.field("name"), &errors)
    Checks.required(client["service"]["namespace"], at: service.field("namespace"), &errors)
    if let port = client["service"]["port"].integer {
      for message in NameFormat.portNumber(port) {
        errors.append(.invalid(service.field("port"), .integer(port), "port is not valid: \(message)"))
      }
    }
  }

  private static func checkURL(_ address: String, at path: FieldPath, _ errors: inout [FieldError]) {
    let scheme = address.firstRange(of: "://").map { String(address[..<$0.lowerBound]) } ?? ""
    let rest = address.dropFirst(scheme.isEmpty ? 0 : scheme.count + 3)
    if scheme != "https" {
      errors.append(.invalid(path, scheme, "'https' is the only allowed URL scheme\(form)"))
    }
    let host = scheme.isEmpty ? "" : rest.prefix { !"/?#".contains($0) }
    if host.isEmpty { errors.append(.invalid(path, "", "host must be specified\(form)")) }
    if host.contains("@") { errors.append(.required(path, "user information is not permitted in the URL")) }
    if address.contains("#") { errors.append(.required(path, "fragments are not permitted in the URL")) }
    if address.contains("?") { errors.append(.required(path, "query parameters are not permitted in the URL")) }
  }
}
