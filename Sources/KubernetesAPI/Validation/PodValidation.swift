/// The checks of a Pod, and of the Pod templates in other kinds.
enum PodValidation {
  private static let deletionCost = "controller.kubernetes.io/pod-deletion-cost"

  /// - Parameter facts: What is known of the spec.
  static func check(_ pod: JSONValue, _ facts: PodSpecFacts?, _ errors: inout [FieldError]) {
    checkMetadataAndSpec(pod, facts, &errors)
    let spec = pod["spec"]
    if !spec["ephemeralContainers"].items.isEmpty {
      errors.append(.forbidden(FieldPath("spec", "ephemeralContainers"), "cannot be set on create"))
    }
    if !spec["nodeName"].text.isEmpty, !spec["schedulingGates"].items.isEmpty {
      errors.append(
        .forbidden(FieldPath("spec", "nodeName"), "cannot be set until all schedulingGates have been cleared"))
    }
  }

  /// What a new and a changed Pod have in common.
  static func checkMetadataAndSpec(
    _ pod: JSONValue, _ facts: PodSpecFacts?, _ errors: inout [FieldError]
  ) {
    let metadata = MetadataMembers(pod["metadata"])
    check(metadata: metadata, &errors)
    if let facts, facts.areErrorsKnown {
      errors += facts.errors
    } else {
      errors += self.errors(ofSpec: pod["spec"], podName: metadata.name)
    }
  }

  static func check(metadata: MetadataMembers, _ errors: inout [FieldError]) {
    MetadataValidation.check(metadata, isNamespaced: true, nameFormat: NameFormat.dns1123Subdomain, &errors)
    checkDeletionCost(metadata.annotations, at: MetadataValidation.annotations, &errors)
  }

  static func errors(ofSpec spec: JSONValue, podName: String) -> [FieldError] {
    var errors: [FieldError] = []
    let path = FieldPath("spec")
    PodSpecValidation(spec, at: path, isTemplate: false, podName: podName).check(&errors)

    if spec["serviceAccountName"].text.isEmpty { checkTokenVolumes(spec, at: path, &errors) }
    for list in ["containers", "initContainers"] {
      for (index, container) in spec[list].items.enumerated() {
        ContainerValidation.checkImageBlanks(container, at: path.field(list).index(index), &errors)
      }
    }
    return errors
  }

  /// The checks of a `v1.PodTemplateSpec`.
  static func checkTemplate(_ template: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let metadata = template["metadata"]
    LabelValidation.check(metadata["labels"], at: path.field("labels"), &errors)
    let annotations = path.field("annotations")
    MetadataValidation.checkAnnotations(metadata["annotations"], at: annotations, &errors)
    checkDeletionCost(metadata["annotations"], at: annotations, &errors)
    PodSpecValidation(template["spec"], at: path.field("spec"), isTemplate: true, podName: "").check(&errors)
    if !template["spec"]["ephemeralContainers"].items.isEmpty {
      errors.append(
        .forbidden(
          path.field("spec").field("ephemeralContainers"), "ephemeral containers not allowed in pod template"))
    }
  }

  private static func checkDeletionCost(_ annotations: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    guard let cost = annotations[deletionCost].string else { return }
    let isPlain = !cost.hasPrefix("+") && !(cost.hasPrefix("0") && cost != "0")
    if Int32(cost) == nil || !isPlain {
      errors.append(.invalid(path.key(deletionCost), cost, "must be a 32bit integer"))
    }
  }

  private static func checkTokenVolumes(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for (index, volume) in spec["volumes"].items.enumerated() {
      for (source, item) in volume["projected"]["sources"].items.enumerated()
      where !item["serviceAccountToken"].isNull {
        let place = path.field("volumes").index(index).field("projected").field("sources").index(source)
        errors.append(
          .forbidden(
            place.field("serviceAccountToken"), "must not be specified when serviceAccountName is not set"))
      }
    }
  }
}
