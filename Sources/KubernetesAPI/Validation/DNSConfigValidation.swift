/// The checks of a Pod's `dnsConfig`.
enum DNSConfigValidation {
  /// - Parameter path: of `dnsConfig`.
  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let config = spec["dnsConfig"]
    let servers = config["nameservers"].strings
    if spec["dnsPolicy"] == "None" {
      if config.isNull {
        errors.append(.required(path, "must provide `dnsConfig` when `dnsPolicy` is None"))
        return
      }
      if servers.isEmpty {
        errors.append(
          .required(
            path.field("nameservers"), "must provide at least one DNS nameserver when `dnsPolicy` is None"))
        return
      }
    }
    if servers.count > 3 {
      errors.append(.invalid(path.field("nameservers"), JSONValue(servers), "must not have more than 3 nameservers"))
    }
    for (index, server) in servers.enumerated() {
      Checks.address(server, at: path.field("nameservers").index(index), &errors)
    }
    checkSearches(config["searches"].strings, at: path.field("searches"), &errors)
    for (index, option) in config["options"].items.enumerated() where option["name"].text.isEmpty {
      errors.append(.required(path.field("options").index(index), "must not be empty"))
    }
  }

  private static func checkSearches(_ searches: [String], at path: FieldPath, _ errors: inout [FieldError]) {
    if searches.count > 32 {
      errors.append(.invalid(path, JSONValue(searches), "must not have more than 32 search paths"))
    }
    if searches.joined(separator: " ").utf8.count > 2048 {
      errors.append(
        .invalid(
          path, JSONValue(searches), "must not have more than 2048 characters (including spaces) in the search list"))
    }
    for (index, search) in searches.enumerated() where search != "." {
      let name = search.hasSuffix(".") ? String(search.dropLast()) : search
      errors += NameFormat.dns1123SubdomainWithUnderscore(name).map { .invalid(path.index(index), name, $0) }
    }
  }
}
