/// The checks of a Service.
enum ServiceValidation {
  private static let types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"]

  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let type = spec["type"].text
    let ports = spec["ports"].items
    let isHeadless = spec["clusterIP"] == "None"
    if ports.isEmpty, !isHeadless, type != "ExternalName" { errors.append(.required(path.field("ports"))) }
    if type == "ExternalName" { checkExternalName(spec, at: path, &errors) }
    if type == "NodePort", isHeadless {
      errors.append(.invalid(path.field("clusterIP"), "None", "may not be set to 'None' for NodePort services"))
    }
    checkPorts(ports, at: path.field("ports"), &errors)
    LabelValidation.check(spec["selector"], at: path.field("selector"), &errors)
    Checks.oneOf(["ClientIP", "None"], spec["sessionAffinity"], at: path.field("sessionAffinity"), &errors)
    for (index, address) in spec["externalIPs"].strings.enumerated() {
      Checks.address(address, at: path.field("externalIPs").index(index), &errors)
    }
    Checks.oneOf(types, spec["type"], at: path.field("type"), &errors)
    checkNodePorts(ports, type: type, at: path.field("ports"), &errors)
    checkRepetition(ports, at: path.field("ports"), &errors)
  }

  private static func checkExternalName(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    if !spec["clusterIP"].text.isEmpty {
      errors.append(.forbidden(path.field("clusterIP"), "may not be set when `type` is 'ExternalName'"))
    }
    let name = spec["externalName"].text
    let place = path.field("externalName")
    if name.isEmpty {
      errors.append(.required(place))
    } else {
      let plain = name.hasSuffix(".") ? String(name.dropLast()) : name
      errors += NameFormat.dns1123Subdomain(plain).map { .invalid(place, plain, $0) }
    }
  }

  private static func checkPorts(_ ports: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let place = path.index(index)
      let name = port["name"].text
      if name.isEmpty {
        if ports.count > 1 { errors.append(.required(place.field("name"))) }
      } else {
        errors += NameFormat.dns1123Label(name).map { .invalid(place.field("name"), name, $0) }
        if !names.insert(name).inserted { errors.append(.duplicate(place.field("name"), .string(name))) }
      }
      let number = port["port"].integer ?? 0
      errors += NameFormat.portNumber(number).map { .invalid(place.field("port"), .integer(number), $0) }
      Checks.oneOf(["SCTP", "TCP", "UDP"], port["protocol"], at: place.field("protocol"), &errors)
      Checks.port(port["targetPort"], at: place.field("targetPort"), &errors)
      let application = port["appProtocol"].text
      if !application.isEmpty { LabelValidation.checkName(application, at: place.field("appProtocol"), &errors) }
    }
  }

  private static func checkNodePorts(
    _ ports: [JSONValue], type: String, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    guard type == "ClusterIP" else { return }
    for (index, port) in ports.enumerated() where port["nodePort"].integer ?? 0 != 0 {
      errors.append(
        .forbidden(path.index(index).field("nodePort"), "may not be used when `type` is 'ClusterIP'"))
    }
  }

  private static func checkRepetition(_ ports: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var seen: Set<JSONValue> = []
    for (index, port) in ports.enumerated() {
      let key: JSONValue = [
        "Name": "", "Protocol": port["protocol"], "AppProtocol": nil, "Port": .integer(port["port"].integer ?? 0),
        "TargetPort": 0, "NodePort": 0,
      ]
      if !seen.insert(key).inserted { errors.append(.duplicate(path.index(index), key)) }
    }
  }
}
