/// The checks of a container's probes and lifecycle hooks.
struct ProbeValidation {
  /// The Pod's; nil when it has none.
  let gracePeriodSeconds: Int64?

  func check(_ container: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for hook in ["postStart", "preStop"] where !container["lifecycle"][hook].isNull {
      checkHandler(
        container["lifecycle"][hook], kinds: ["exec", "httpGet", "tcpSocket", "sleep"],
        at: path.field("lifecycle").field(hook), &errors)
    }
    for name in ["livenessProbe", "readinessProbe", "startupProbe"] where !container[name].isNull {
      let probe = container[name]
      let place = path.field(name)
      checkProbe(probe, at: place, &errors)
      if name == "readinessProbe" {
        if !probe["terminationGracePeriodSeconds"].isNull {
          errors.append(
            .invalid(
              place.field("terminationGracePeriodSeconds"), probe["terminationGracePeriodSeconds"],
              "must not be set for readinessProbes"))
        }
      } else if probe["successThreshold"].integer ?? 0 != 1 {
        errors.append(
          .invalid(
            place.field("successThreshold"), .integer(probe["successThreshold"].integer ?? 0), "must be 1"))
      }
    }
  }

  private func checkProbe(_ probe: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    checkHandler(probe, kinds: ["exec", "httpGet", "tcpSocket", "grpc"], at: path, &errors)
    for field in ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"] {
      Checks.notNegative(probe[field], at: path.field(field), &errors)
    }
    if let grace = probe["terminationGracePeriodSeconds"].integer, grace <= 0 {
      errors.append(
        .invalid(path.field("terminationGracePeriodSeconds"), .integer(grace), "must be greater than 0"))
    }
  }

  private func checkHandler(
    _ handler: JSONValue, kinds: [String], at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let given = kinds.filter { !handler[$0].isNull }
    guard let first = given.first else {
      errors.append(.required(path, "must specify a handler type"))
      return
    }
    checkAction(first, handler[first], at: path.field(first), &errors)
    for other in given.dropFirst() {
      errors.append(.forbidden(path.field(other), "may not specify more than 1 handler type"))
    }
  }

  private func checkAction(_ kind: String, _ action: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    switch kind {
    case "exec":
      if action["command"].items.isEmpty { errors.append(.required(path.field("command"))) }
    case "httpGet":
      Checks.required(action["path"], at: path.field("path"), &errors)
      Checks.port(action["port"], at: path.field("port"), &errors)
      if !["HTTP", "HTTPS"].contains(action["scheme"].text) {
        errors.append(.notSupported(path.field("scheme"), action["scheme"].text, ["HTTP", "HTTPS"]))
      }
      for header in action["httpHeaders"].items { checkHeader(header["name"].text, at: path, &errors) }
    case "tcpSocket", "grpc": Checks.port(action["port"], at: path.field("port"), &errors)
    case "sleep":
      let seconds = action["seconds"].integer ?? 0
      if let grace = gracePeriodSeconds, seconds < 0 || seconds > grace {
        errors.append(
          .invalid(
            path, .integer(seconds),
            "must be non-negative and less than terminationGracePeriodSeconds (\(grace))"))
      }
    default: break
    }
  }

  private func checkHeader(_ name: String, at path: FieldPath, _ errors: inout [FieldError]) {
    let isValid = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    if !isValid {
      errors.append(
        .invalid(
          path.field("httpHeaders"), name,
          "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for "
            + "validation is '[-A-Za-z0-9]+')"))
    }
  }
}
