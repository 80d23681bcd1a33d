/// The checks of a container's ports.
enum ContainerPortValidation {
  static func check(_ ports: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, port) in ports.enumerated() {
      let place = path.index(index)
      let name = port["name"].text
      if !name.isEmpty {
        let messages = NameFormat.portName(name)
        if !messages.isEmpty {
          errors += messages.map { .invalid(place.field("name"), name, $0) }
        } else if !names.insert(name).inserted {
          errors.append(.duplicate(place.field("name"), .string(name)))
        }
      }
      let number = port["containerPort"].integer ?? 0
      if number == 0 {
        errors.append(.required(place.field("containerPort")))
      } else {
        errors += NameFormat.portNumber(number).map { .invalid(place.field("containerPort"), .integer(number), $0) }
      }
      if let host = port["hostPort"].integer, host != 0 {
        errors += NameFormat.portNumber(host).map { .invalid(place.field("hostPort"), .integer(host), $0) }
      }
      Checks.oneOf(["SCTP", "TCP", "UDP"], port["protocol"], at: place.field("protocol"), &errors)
    }
  }

  /// A port of the Node can be opened once only.
  static func checkConflicts(_ containers: [JSONValue], at path: FieldPath, _ errors: inout [FieldError]) {
    var taken: Set<String> = []
    for (index, container) in containers.enumerated() {
      for (number, port) in container["ports"].items.enumerated() {
        guard let host = port["hostPort"].integer, host != 0 else { continue }
        let identity = "\(port["protocol"].text)/\(port["hostIP"].text)/\(host)"
        if !taken.insert(identity).inserted {
          let place = path.index(index).field("ports").index(number).field("hostPort")
          errors.append(.duplicate(place, .string(identity)))
        }
      }
    }
  }
}
