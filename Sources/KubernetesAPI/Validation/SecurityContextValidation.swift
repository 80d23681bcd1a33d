/// The checks of security contexts.
enum SecurityContextValidation {
  private static let identifiers: ClosedRange<Int64> = 0...Int64(Int32.max)

  private static func checkIdentifier(_ value: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard let number = value.integer, !identifiers.contains(number) else { return }
    errors.append(.invalid(path, .integer(number), "must be between 0 and \(Int32.max), inclusive"))
  }

  /// - Parameter path: of the Pod's `securityContext`.
  static func checkPod(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let context = spec["securityContext"]
    for field in ["fsGroup", "runAsUser", "runAsGroup"] {
      checkIdentifier(context[field], at: path.field(field), &errors)
    }
    for (index, group) in context["supplementalGroups"].items.enumerated() {
      checkIdentifier(group, at: path.field("supplementalGroups").index(index), &errors)
    }
    if spec["shareProcessNamespace"].bool == true, spec["hostPID"].bool == true {
      errors.append(
        .invalid(
          (path.parent ?? path).field("shareProcessNamespace"), true,
          "ShareProcessNamespace and HostPID cannot both be enabled",
          field: path.field("shareProcessNamespace").description))
    }
    checkSysctls(spec, at: path.field("sysctls"), &errors)
    func oneOf(_ allowed: [String], _ field: String, _ errors: inout [FieldError]) {
      guard let text = context[field].string, !allowed.contains(text) else { return }
      errors.append(.notSupported(path.field(field), text, allowed))
    }
    oneOf(["Always", "OnRootMismatch"], "fsGroupChangePolicy", &errors)
    checkSeccomp(context["seccompProfile"], at: path.field("seccompProfile"), &errors)
    checkAppArmor(context["appArmorProfile"], at: path.field("appArmorProfile"), &errors)
    oneOf(["Merge", "Strict"], "supplementalGroupsPolicy", &errors)
    oneOf(["MountOption", "Recursive"], "seLinuxChangePolicy", &errors)
  }

  static func checkContainer(_ context: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for field in ["runAsUser", "runAsGroup"] { checkIdentifier(context[field], at: path.field(field), &errors) }
    if let mount = context["procMount"].string, !["Default", "Unmasked"].contains(mount) {
      errors.append(.notSupported(path.field("procMount"), mount, ["Default", "Unmasked"]))
    }
    checkSeccomp(context["seccompProfile"], at: path.field("seccompProfile"), &errors)
    if context["allowPrivilegeEscalation"].bool == false {
      if context["privileged"].bool == true {
        errors.append(
          .invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true"))
      }
      if context["capabilities"]["add"].strings.contains("CAP_SYS_ADMIN") {
        errors.append(
          .invalid(
            path, context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN"))
      }
    }
    checkAppArmor(context["appArmorProfile"], at: path.field("appArmorProfile"), &errors)
  }

  private static func checkSysctls(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, item) in spec["securityContext"]["sysctls"].items.enumerated() {
      let place = path.index(index).field("name")
      let name = item["name"].text
      if name.isEmpty {
        errors.append(.required(place))
      } else if !isSysctl(name) {
        errors.append(
          .invalid(
            place, name,
            "must have at most 253 characters and match regex "
              + "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"))
      } else if names.contains(name) {
        errors.append(.duplicate(place, .string(name)))
      }
      if spec["hostNetwork"].bool == true, name.hasPrefix("net.") {
        errors.append(.invalid(place, name, "may not be specified when 'hostNetwork' is true"))
      } else if spec["hostIPC"].bool == true, name.hasPrefix("kernel.") || name.hasPrefix("fs.mqueue.") {
        errors.append(.invalid(place, name, "may not be specified when 'hostIPC' is true"))
      }
      names.insert(name)
    }
  }

  private static func isSysctl(_ name: String) -> Bool {
    func isPlain(_ character: Character) -> Bool {
      character.isASCII && (character.isLowercase || character.isNumber)
    }
    return name.utf8.count <= 253
      && name.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "/" }).allSatisfy { part in
        part.first.map(isPlain) == true && part.last.map(isPlain) == true
          && part.allSatisfy { isPlain($0) || $0 == "-" || $0 == "_" }
      }
  }

  private static let profileTypes = ["Localhost", "RuntimeDefault", "Unconfined"]

  private static func checkSeccomp(_ profile: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard !profile.isNull else { return }
    let type = profile["type"].text
    if type.isEmpty {
      errors.append(.required(path.field("type"), "type is required when seccompProfile is set"))
    } else if !profileTypes.contains(type) {
      errors.append(.notSupported(path.field("type"), type, profileTypes))
    }
    let place = path.field("localhostProfile")
    if type == "Localhost" {
      if let file = profile["localhostProfile"].string {
        Checks.descendingPath(file, at: place, &errors)
      } else {
        errors.append(.required(place, "must be set when seccomp type is Localhost"))
      }
    } else if !profile["localhostProfile"].isNull {
      errors.append(.invalid(place, profile, "can only be set when seccomp type is Localhost"))
    }
  }

  private static func checkAppArmor(_ profile: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard !profile.isNull else { return }
    let type = profile["type"].text
    let place = path.field("localhostProfile")
    switch type {
    case "Localhost":
      let name = profile["localhostProfile"].text
      if name.allSatisfy(\.isWhitespace), name.isEmpty {
        errors.append(.required(place, "must be set when AppArmor type is Localhost"))
      } else if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
        errors.append(.invalid(place, name, "must not be padded with whitespace"))
      }
      if name.utf8.count > 4095 { errors.append(.tooLong(place, maximum: 4095)) }
    case "RuntimeDefault", "Unconfined":
      if let name = profile["localhostProfile"].string {
        errors.append(.invalid(place, name, "can only be set when AppArmor type is Localhost"))
      }
    case "": errors.append(.required(path.field("type"), "type is required when appArmorProfile is set"))
    default: errors.append(.notSupported(path.field("type"), type, profileTypes))
    }
  }
}
