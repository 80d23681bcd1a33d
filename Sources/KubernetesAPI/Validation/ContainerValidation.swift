/// The checks of a Pod's containers: ordinary, init and ephemeral ones.
struct ContainerValidation {
  private let spec: JSONValue
  private let path: FieldPath
  /// The volumes that are in order, by name.
  private let volumes: [String: JSONValue]
  /// The names of the Pod's resource claims.
  private let claims: Set<String>

  init(spec: JSONValue, at path: FieldPath, volumes: [String: JSONValue], claims: Set<String>) {
    self.spec = spec
    self.path = path
    self.volumes = volumes
    self.claims = claims
  }

  func check(_ errors: inout [FieldError]) {
    checkContainers(&errors)
    checkInitContainers(&errors)
    checkEphemeralContainers(&errors)
  }

  // MARK: The three lists

  private func checkContainers(_ errors: inout [FieldError]) {
    let list = path.field("containers")
    let containers = spec["containers"].items
    if containers.isEmpty {
      errors.append(.required(list))
      return
    }
    var names: Set<String> = []
    for (index, container) in containers.enumerated() {
      let place = list.index(index)
      checkCommon(container, at: place, &errors)
      if !names.insert(container["name"].text).inserted {
        errors.append(.duplicate(place.field("name"), container["name"]))
      }
      checkLifecycle(container, at: place, &errors)
      if !container["restartPolicy"].isNull {
        errors.append(.forbidden(place.field("restartPolicy"), "may not be set for non-init containers"))
      }
    }
    ContainerPortValidation.checkConflicts(containers, at: list, &errors)
  }

  private func checkInitContainers(_ errors: inout [FieldError]) {
    let list = path.field("initContainers")
    var names = Set(spec["containers"].items.map(\.["name"].text))
    for (index, container) in spec["initContainers"].items.enumerated() {
      let place = list.index(index)
      checkCommon(container, at: place, &errors)
      let isSidecar = container["restartPolicy"] == "Always"
      if !container["restartPolicy"].isNull, !isSidecar {
        errors.append(.notSupported(place.field("restartPolicy"), container["restartPolicy"], ["Always"]))
      }
      let name = container["name"].text
      if names.contains(name) {
        errors.append(.duplicate(place.field("name"), .string(name)))
      } else if !name.isEmpty {
        names.insert(name)
      }
      ContainerPortValidation.checkConflicts([container], at: list, &errors)
      if isSidecar {
        checkLifecycle(container, at: place, &errors)
      } else {
        for field in ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] where !container[field].isNull {
          errors.append(
            .forbidden(place.field(field), "may not be set for init containers without restartPolicy=Always"))
        }
      }
    }
  }

  private static let forbiddenInEphemeral = [
    "ports", "resources", "lifecycle", "livenessProbe", "readinessProbe", "startupProbe", "resizePolicy",
    "restartPolicy",
  ]

  private func checkEphemeralContainers(_ errors: inout [FieldError]) {
    let list = path.field("ephemeralContainers")
    let others = Set((spec["containers"].items + spec["initContainers"].items).map(\.["name"].text))
    var names = others
    for (index, container) in spec["ephemeralContainers"].items.enumerated() {
      let place = list.index(index)
      checkCommon(container, at: place, &errors)
      Self.checkImageBlanks(container, at: place, &errors)
      if !names.insert(container["name"].text).inserted {
        errors.append(.duplicate(place.field("name"), container["name"]))
      }
      let target = container["targetContainerName"].text
      if !target.isEmpty, !others.contains(target) {
        errors.append(.notFound(place.field("targetContainerName"), .string(target)))
      }
      for field in Self.forbiddenInEphemeral where !container[field].items.isEmpty || !container[field].members.isEmpty
      {
        errors.append(.forbidden(place.field(field), "cannot be set for an Ephemeral Container"))
      }
      for (number, mount) in container["volumeMounts"].items.enumerated() {
        for field in ["subPath", "subPathExpr"] where !mount[field].text.isEmpty {
          errors.append(
            .forbidden(
              place.field("volumeMounts").index(number).field(field), "cannot be set for an Ephemeral Container"))
        }
      }
    }
  }

  // MARK: One container

  private func checkCommon(_ container: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    let name = container["name"].text
    if name.isEmpty {
      errors.append(.required(place.field("name")))
    } else {
      errors += NameFormat.dns1123Label(name).map { .invalid(place.field("name"), name, $0) }
    }
    Checks.required(container["image"], at: place.field("image"), &errors)
    Checks.oneOf(
      ["File", "FallbackToLogsOnError"], container["terminationMessagePolicy"],
      at: place.field("terminationMessagePolicy"), &errors)
    ContainerPortValidation.check(container["ports"].items, at: place.field("ports"), &errors)
    EnvironmentValidation.check(container["env"].items, at: place.field("env"), &errors)
    EnvironmentValidation.checkSources(container["envFrom"].items, at: place.field("envFrom"), &errors)
    VolumeMountValidation.check(container, at: place, volumes: volumes, &errors)
    Checks.oneOf(
      ["Always", "IfNotPresent", "Never"], container["imagePullPolicy"], at: place.field("imagePullPolicy"), &errors)
    ResourceValidation.checkRequirements(
      container["resources"], at: place.field("resources"), names: .container, claims: claims, &errors)
    checkResizePolicy(container["resizePolicy"].items, at: place.field("resizePolicy"), &errors)
    SecurityContextValidation.checkContainer(
      container["securityContext"], at: place.field("securityContext"), &errors)
  }

  private func checkLifecycle(_ container: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    ProbeValidation(gracePeriodSeconds: spec["terminationGracePeriodSeconds"].integer)
      .check(container, at: place, &errors)
  }

  private func checkResizePolicy(_ policies: [JSONValue], at place: FieldPath, _ errors: inout [FieldError]) {
    var names: Set<String> = []
    for (index, policy) in policies.enumerated() {
      if !names.insert(policy["resourceName"].text).inserted {
        errors.append(.duplicate(place.index(index), policy["resourceName"]))
      }
      Checks.oneOf(["cpu", "memory"], policy["resourceName"], at: place, &errors)
      Checks.oneOf(["NotRequired", "RestartContainer"], policy["restartPolicy"], at: place, &errors)
      if spec["restartPolicy"] == "Never", policy["restartPolicy"] != "NotRequired" {
        errors.append(
          .invalid(place, policy["restartPolicy"], "must be 'NotRequired' when `restartPolicy` is 'Never'"))
      }
    }
  }

  /// Pods are held to this, templates are not.
  static func checkImageBlanks(_ container: JSONValue, at place: FieldPath, _ errors: inout [FieldError]) {
    let image = container["image"].text
    if image.first?.isWhitespace == true || image.last?.isWhitespace == true {
      errors.append(.invalid(place.field("image"), image, "must not have leading or trailing whitespace"))
    }
  }
}
