/// The checks of where a container mounts the Pod's volumes.
enum VolumeMountValidation {
  /// - Parameter volumes: those that are in order, by name.
  static func check(
    _ container: JSONValue, at path: FieldPath, volumes: [String: JSONValue], _ errors: inout [FieldError]
  ) {
    let mounts = container["volumeMounts"].items
    let devices = container["volumeDevices"].items
    checkMounts(mounts, devices, container, at: path.field("volumeMounts"), volumes, &errors)
    checkDevices(devices, mounts, at: path.field("volumeDevices"), volumes, &errors)
  }

  private static func checkMounts(
    _ mounts: [JSONValue], _ devices: [JSONValue], _ container: JSONValue, at path: FieldPath,
    _ volumes: [String: JSONValue], _ errors: inout [FieldError]
  ) {
    var points: Set<String> = []
    for (index, mount) in mounts.enumerated() {
      let place = path.index(index)
      let name = mount["name"].text
      let point = mount["mountPath"].text
      if name.isEmpty { errors.append(.required(place.field("name"))) }
      if volumes[name] == nil { errors.append(.notFound(place.field("name"), .string(name))) }
      if point.isEmpty { errors.append(.required(place.field("mountPath"))) }
      if !points.insert(point).inserted { errors.append(.invalid(place.field("mountPath"), point, "must be unique")) }
      if devices.contains(where: { $0["name"].text == name }) {
        errors.append(.invalid(place.field("name"), name, "must not already exist in volumeDevices"))
      }
      if devices.contains(where: { $0["devicePath"].text == point }) {
        errors.append(
          .invalid(place.field("mountPath"), point, "must not already exist as a path in volumeDevices"))
      }
      checkSubPath(mount, at: place, of: path, &errors)
      checkPropagation(mount, container, at: place, of: path, &errors)
    }
  }

  /// The API server names the list, not the item, in these.
  private static func checkSubPath(
    _ mount: JSONValue, at place: FieldPath, of list: FieldPath, _ errors: inout [FieldError]
  ) {
    let subPath = mount["subPath"].text
    let expression = mount["subPathExpr"].text
    if !subPath.isEmpty {
      Checks.descendingPath(subPath, at: place.field("subPath"), field: "\(list).subPath", &errors)
    }
    if !expression.isEmpty {
      if !subPath.isEmpty {
        errors.append(
          .invalid(place.field("subPathExpr"), expression, "subPathExpr and subPath are mutually exclusive"))
      }
      Checks.descendingPath(expression, at: place.field("subPathExpr"), field: "\(list).subPathExpr", &errors)
    }
  }

  private static func checkPropagation(
    _ mount: JSONValue, _ container: JSONValue, at place: FieldPath, of list: FieldPath,
    _ errors: inout [FieldError]
  ) {
    let field = place.field("mountPropagation")
    if let propagation = mount["mountPropagation"].string {
      let modes = ["Bidirectional", "HostToContainer", "None"]
      if !modes.contains(propagation) {
        errors.append(.notSupported(field, propagation, modes, field: "\(list).mountPropagation"))
      } else if propagation == "Bidirectional", container["securityContext"]["privileged"].bool != true {
        errors.append(
          .forbidden(
            field, "Bidirectional mount propagation is available only to privileged containers",
            field: "\(list).mountPropagation"))
      }
    }
    if let recursive = mount["recursiveReadOnly"].string, recursive != "Disabled" {
      let shown = "\(list).recursiveReadOnly"
      if !["Enabled", "IfPossible"].contains(recursive) {
        errors.append(
          .notSupported(
            place.field("recursiveReadOnly"), recursive, ["Disabled", "Enabled", "IfPossible"], field: shown))
        return
      }
      if mount["readOnly"].bool != true {
        errors.append(
          .forbidden(
            place.field("recursiveReadOnly"), "may only be specified when readOnly is true", field: shown))
      }
      if let propagation = mount["mountPropagation"].string, propagation != "None" {
        errors.append(
          .forbidden(
            place.field("recursiveReadOnly"), "may only be specified when mountPropagation is None or not specified",
            field: shown))
      }
    }
  }

  private static func checkDevices(
    _ devices: [JSONValue], _ mounts: [JSONValue], at path: FieldPath, _ volumes: [String: JSONValue],
    _ errors: inout [FieldError]
  ) {
    var paths: Set<String> = []
    var names: Set<String> = []
    for (index, device) in devices.enumerated() {
      let place = path.index(index)
      let name = device["name"].text
      let point = device["devicePath"].text
      if name.isEmpty { errors.append(.required(place.field("name"))) }
      if names.contains(name) { errors.append(.invalid(place.field("name"), name, "must be unique")) }
      if let volume = volumes[name] {
        if volume["persistentVolumeClaim"].isNull, volume["ephemeral"].isNull {
          errors.append(
            .invalid(
              place.field("name"), name,
              "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode"))
        }
      } else {
        errors.append(.notFound(place.field("name"), .string(name)))
      }
      if point.isEmpty { errors.append(.required(place.field("devicePath"))) }
      if paths.contains(point) { errors.append(.invalid(place.field("devicePath"), point, "must be unique")) }
      if point.split(separator: "/").contains("..") {
        errors.append(.invalid(place.field("devicePath"), point, "can not contain backsteps ('..')"))
      } else {
        paths.insert(point)
      }
      if mounts.contains(where: { $0["name"].text == name }) {
        errors.append(.invalid(place.field("name"), name, "must not already exist in volumeMounts"))
      }
      if mounts.contains(where: { $0["mountPath"].text == point }) {
        errors.append(.invalid(place.field("devicePath"), point, "must not already exist as a path in volumeMounts"))
      }
      if !name.isEmpty { names.insert(name) }
    }
  }
}
