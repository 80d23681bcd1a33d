/// The checks of one source of a volume: an `emptyDir`, a `secret` …
struct VolumeSourceValidation {
  private let source: JSONValue
  private let path: FieldPath

  private static let modeRange: ClosedRange<Int64> = 0...0o777
  private static let modeMessage = "must be a number between 0 and 0777 (octal), both inclusive"

  init(source: JSONValue, at path: FieldPath) {
    self.source = source
    self.path = path
  }

  /// - Parameter kind: the name of the member of `v1.Volume`.
  func check(_ kind: String, _ errors: inout [FieldError]) {
    switch kind {
    case "emptyDir": checkEmptyDir(&errors)
    case "hostPath": checkHostPath(&errors)
    case "gitRepo": require(["repository"], &errors)
    case "gcePersistentDisk": checkDisk(name: "pdName", as: "persistentDisk", &errors)
    case "awsElasticBlockStore": checkDisk(name: "volumeID", as: "awsElasticBlockStore", &errors)
    case "secret": checkFiles(name: "secretName", &errors)
    case "configMap": checkFiles(name: "name", &errors)
    case "nfs": checkNFS(&errors)
    case "iscsi": require(["targetPortal", "iqn"], &errors)
    case "persistentVolumeClaim": require(["claimName"], &errors)
    case "rbd": checkRBD(&errors)
    case "cinder", "portworxVolume": require(["volumeID"], &errors)
    case "cephfs":
      if source["monitors"].items.isEmpty { errors.append(.required(path.field("monitors"))) }
    case "glusterfs": require(["endpoints", "path"], &errors)
    case "vsphereVolume": require(["volumePath"], &errors)
    case "photonPersistentDisk": require(["pdID"], &errors)
    case "azureDisk": require(["diskName", "diskURI"], &errors)
    case "downwardAPI": checkDownwardAPI(&errors)
    case "projected": checkProjected(&errors)
    case "csi": checkCSI(&errors)
    case "ephemeral": checkEphemeral(&errors)
    case "image": checkImage(&errors)
    default: break
    }
  }

  private func require(_ fields: [String], _ errors: inout [FieldError]) {
    for field in fields { Checks.required(source[field], at: path.field(field), &errors) }
  }

  // MARK: Directories and disks

  private func checkEmptyDir(_ errors: inout [FieldError]) {
    if let limit = Quantity(source["sizeLimit"]), limit.isNegative {
      errors.append(.forbidden(path.field("sizeLimit"), "SizeLimit field must be a valid resource quantity"))
    }
  }

  private static let hostPathTypes = [
    "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket",
  ]

  private func checkHostPath(_ errors: inout [FieldError]) {
    guard !source["path"].text.isEmpty else {
      errors.append(.required(path.field("path")))
      return
    }
    Checks.noBacksteps(source["path"].text, at: path.field("path"), &errors)
    if let type = source["type"].string, !Self.hostPathTypes.contains(type) {
      errors.append(.notSupported(path.field("type"), type, Self.hostPathTypes))
    }
  }

  private func checkDisk(name: String, as shown: String, _ errors: inout [FieldError]) {
    let prefix = (path.parent ?? path).field(shown)
    if source[name].text.isEmpty {
      errors.append(.required(path.field(name), field: prefix.field(name).description))
    }
    if let partition = source["partition"].integer, !(0...255).contains(partition) {
      errors.append(
        .invalid(
          path.field("partition"), .integer(partition), "must be between 0 and 255, inclusive",
          field: prefix.field("partition").description))
    }
  }

  private func checkNFS(_ errors: inout [FieldError]) {
    require(["server", "path"], &errors)
    if !source["path"].text.hasPrefix("/") {
      errors.append(.invalid(path.field("path"), source["path"].text, "must be an absolute path"))
    }
  }

  private func checkRBD(_ errors: inout [FieldError]) {
    if source["monitors"].items.isEmpty { errors.append(.required(path.field("monitors"))) }
    require(["image"], &errors)
  }

  private func checkCSI(_ errors: inout [FieldError]) {
    let driver = source["driver"].text
    let place = path.field("driver")
    if driver.isEmpty {
      errors.append(.required(place))
    } else {
      if driver.utf8.count > 63 { errors.append(.tooLong(place, maximum: 63)) }
      errors += NameFormat.dns1123Subdomain(driver.lowercased()).map { .invalid(place, driver, $0) }
    }
    if !source["nodePublishSecretRef"].isNull, source["nodePublishSecretRef"]["name"].text.isEmpty {
      errors.append(.required(path.field("nodePublishSecretRef").field("name")))
    }
  }

  private func checkEphemeral(_ errors: inout [FieldError]) {
    let template = source["volumeClaimTemplate"]
    let place = path.field("volumeClaimTemplate")
    if template.isNull {
      errors.append(.required(place))
      return
    }
    LabelValidation.check(template["metadata"]["labels"], at: place.field("metadata").field("labels"), &errors)
    PersistentVolumeClaimValidation.checkSpec(template["spec"], at: place.field("spec"), &errors)
  }

  private func checkImage(_ errors: inout [FieldError]) {
    require(["reference"], &errors)
    Checks.oneOf(
      ["Always", "IfNotPresent", "Never"], source["pullPolicy"], at: path.field("pullPolicy"), &errors)
  }

  // MARK: Files

  private func checkMode(_ value: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    if let mode = value.integer, !Self.modeRange.contains(mode) {
      errors.append(.invalid(place, .integer(mode), Self.modeMessage))
    }
  }

  private func checkFiles(name: String, _ errors: inout [FieldError]) {
    require([name], &errors)
    checkMode(source["defaultMode"], at: path.field("defaultMode"), &errors)
    for (index, item) in source["items"].items.enumerated() {
      checkKey(item, at: path.field("items").index(index), &errors)
    }
  }

  private func checkKey(_ item: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    Checks.required(item["key"], at: place.field("key"), &errors)
    Checks.required(item["path"], at: place.field("path"), &errors)
    checkReservedPath(item["path"].text, at: place.field("path"), &errors)
    checkMode(item["mode"], at: place.field("mode"), &errors)
  }

  private func checkReservedPath(
    _ text: String, at place: FieldPath, field: String? = nil, _ errors: inout [FieldError]
  ) {
    Checks.descendingPath(text, at: place, field: field, &errors)
    // The other mistake is named already when a part of the path is `..`.
    if text.hasPrefix(".."), !text.hasPrefix("../") {
      errors.append(.invalid(place, text, "must not start with '..'", field: field))
    }
  }

  private static let podFields: Set<String> = [
    "metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid",
  ]

  private func checkDownwardAPI(_ errors: inout [FieldError]) {
    checkMode(source["defaultMode"], at: path.field("defaultMode"), &errors)
    for file in source["items"].items { checkDownwardFile(file, at: path, &errors) }
  }

  private func checkDownwardFile(_ file: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    Checks.required(file["path"], at: place.field("path"), &errors)
    checkReservedPath(file["path"].text, at: place.field("path"), &errors)
    if !file["fieldRef"].isNull {
      EnvironmentValidation.checkFieldReference(
        file["fieldRef"], allowed: Self.podFields, at: place.field("fieldRef"), &errors)
      if !file["resourceFieldRef"].isNull {
        errors.append(
          .invalid(place, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously"))
      }
    } else if !file["resourceFieldRef"].isNull {
      EnvironmentValidation.checkResourceReference(
        file["resourceFieldRef"], isInVolume: true, at: place.field("resourceFieldRef"), &errors)
    } else {
      errors.append(.required(place, "one of fieldRef and resourceFieldRef is required"))
    }
    checkMode(file["mode"], at: place.field("mode"), &errors)
  }

  private func checkProjected(_ errors: inout [FieldError]) {
    checkMode(source["defaultMode"], at: path.field("defaultMode"), &errors)
    var paths: Set<String> = []
    func note(_ file: String, _ shown: String, _ errors: inout [FieldError]) {
      if !file.isEmpty, !paths.insert(file).inserted {
        errors.append(.invalid(path, shown, "conflicting duplicate paths"))
      }
    }
    for (index, item) in source["sources"].items.enumerated() {
      let place = path.field("sources").index(index)
      for kind in ["secret", "configMap"] where !item[kind].isNull {
        Checks.required(item[kind]["name"], at: place.field(kind).field("name"), &errors)
        for (number, key) in item[kind]["items"].items.enumerated() {
          checkKey(key, at: place.field(kind).field("items").index(number), &errors)
          note(key["path"].text, item[kind]["name"].text, &errors)
        }
      }
      for file in item["downwardAPI"]["items"].items {
        checkDownwardFile(file, at: place.field("downwardAPI"), &errors)
        note(file["path"].text, file["path"].text, &errors)
      }
      if !item["serviceAccountToken"].isNull { checkToken(item["serviceAccountToken"], at: place, &errors) }
      let kinds = ["secret", "configMap", "downwardAPI", "serviceAccountToken", "clusterTrustBundle"]
      if kinds.filter({ !item[$0].isNull }).count > 1 {
        errors.append(.forbidden(place, "may not specify more than 1 volume type per source"))
      }
    }
  }

  private func checkToken(_ token: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    let seconds = token["expirationSeconds"].integer ?? 0
    let field = place.field("serviceAccountToken").field("expirationSeconds")
    if seconds < 600 {
      errors.append(.invalid(field, .integer(seconds), "may not specify a duration less than 10 minutes"))
    }
    if seconds > 1 << 32 {
      errors.append(.invalid(field, .integer(seconds), "may not specify a duration larger than 2^32 seconds"))
    }
    let file = place.field("serviceAccountToken").field("path")
    let shown = path.field("path").description
    if token["path"].text.isEmpty {
      errors.append(.required(file, field: shown))
    } else {
      checkReservedPath(token["path"].text, at: file, field: shown, &errors)
    }
  }
}
