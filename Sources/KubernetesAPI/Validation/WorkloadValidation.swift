/// The checks of kinds that make Pods from a template.
enum WorkloadValidation {
  static func check(_ spec: JSONValue, kind: String, at path: FieldPath, _ errors: inout [FieldError]) {
    switch kind {
    case "ReplicaSet":
      Checks.notNegative(spec["replicas"], at: path.field("replicas"), &errors)
      Checks.notNegative(spec["minReadySeconds"], at: path.field("minReadySeconds"), &errors)
      checkSelectorAndTemplate(spec, at: path, owner: "ReplicaSet", selectorOf: "deployment", &errors)
    case "Deployment": checkDeployment(spec, at: path, &errors)
    case "DaemonSet": checkDaemonSet(spec, at: path, &errors)
    case "StatefulSet": checkStatefulSet(spec, at: path, &errors)
    case "ReplicationController": checkReplicationController(spec, at: path, &errors)
    case "Job": JobValidation.check(spec, at: path, &errors)
    case "CronJob": JobValidation.checkCronJob(spec, at: path, &errors)
    default: break
    }
  }

  // MARK: Kinds

  private static func checkDeployment(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    Checks.notNegative(spec["replicas"], at: path.field("replicas"), &errors)
    checkSelectorAndTemplate(spec, at: path, owner: "ReplicaSet", selectorOf: "deployment", &errors)
    UpdateStrategyValidation.checkDeployment(spec["strategy"], at: path.field("strategy"), &errors)
    Checks.notNegative(spec["minReadySeconds"], at: path.field("minReadySeconds"), &errors)
    Checks.notNegative(spec["revisionHistoryLimit"], at: path.field("revisionHistoryLimit"), &errors)
    guard let deadline = spec["progressDeadlineSeconds"].integer else { return }
    let place = path.field("progressDeadlineSeconds")
    Checks.notNegative(.integer(deadline), at: place, &errors)
    if deadline <= spec["minReadySeconds"].integer ?? 0 {
      errors.append(.invalid(place, .integer(deadline), "must be greater than minReadySeconds"))
    }
  }

  private static func checkDaemonSet(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let selector = spec["selector"]
    let place = path.field("selector")
    let count = errors.count
    LabelValidation.checkSelector(selector, at: place, &errors)
    let template = spec["template"]
    if errors.count == count { checkMatch(selector, template, at: path, &errors) }
    if isEmpty(selector) {
      errors.append(.invalid(place, selector, "empty selector is invalid for daemonset"))
    }
    PodValidation.checkTemplate(template, at: path.field("template"), &errors)
    checkRunsForever(template, at: path, owner: "DaemonSet", &errors)
    Checks.notNegative(spec["minReadySeconds"], at: path.field("minReadySeconds"), &errors)
    UpdateStrategyValidation.checkDaemonSet(spec["updateStrategy"], at: path.field("updateStrategy"), &errors)
    Checks.notNegative(spec["revisionHistoryLimit"], at: path.field("revisionHistoryLimit"), &errors)
  }

  private static func checkStatefulSet(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    let policy = spec["podManagementPolicy"].text
    if !["OrderedReady", "Parallel"].contains(policy) {
      errors.append(
        .invalid(path.field("podManagementPolicy"), policy, "must be 'OrderedReady' or 'Parallel'"))
    }
    UpdateStrategyValidation.checkStatefulSet(spec["updateStrategy"], at: path.field("updateStrategy"), &errors)
    for field in ["replicas", "minReadySeconds"] { Checks.notNegative(spec[field], at: path.field(field), &errors) }
    Checks.notNegative(spec["ordinals"]["start"], at: path.field("ordinals").field("start"), &errors)
    checkSelectorAndTemplate(spec, at: path, owner: "StatefulSet", selectorOf: "statefulset", &errors)
  }

  private static func checkReplicationController(
    _ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    Checks.notNegative(spec["minReadySeconds"], at: path.field("minReadySeconds"), &errors)
    let selector = spec["selector"]
    LabelValidation.check(selector, at: path.field("selector"), &errors)
    if selector.members.isEmpty { errors.append(.required(path.field("selector"))) }
    Checks.notNegative(spec["replicas"], at: path.field("replicas"), &errors)
    let template = spec["template"]
    if template["spec"]["containers"].isNull, template["metadata"]["labels"].isNull {
      errors.append(.required(path.field("template")))
      return
    }
    if !selector.members.isEmpty { checkMatch(["matchLabels": selector], template, at: path, &errors) }
    PodValidation.checkTemplate(template, at: path.field("template"), &errors)
    checkRunsForever(template, at: path, owner: "ReplicationController", &errors)
  }

  // MARK: Selector and template

  /// - Parameters:
  ///   - owner: the kind that is named when the template has what only a Pod may have.
  ///   - kind: the kind that is named when the selector is empty.
  private static func checkSelectorAndTemplate(
    _ spec: JSONValue, at path: FieldPath, owner: String, selectorOf kind: String, _ errors: inout [FieldError]
  ) {
    let selector = spec["selector"]
    let place = path.field("selector")
    let count = errors.count
    LabelValidation.checkSelector(selector, at: place, &errors)
    let isReadable = errors.count == count
    if selector.isNull {
      errors.append(.required(place))
    } else if isEmpty(selector) {
      errors.append(.invalid(place, selector, "empty selector is invalid for \(kind)"))
    }
    guard isReadable else {
      errors.append(.invalid(place, shown(selector), kind == "statefulset" ? "" : "invalid label selector"))
      if kind == "statefulset" { checkRunsForever(spec["template"], at: path, owner: owner, &errors) }
      return
    }
    let template = spec["template"]
    if !isEmpty(selector) { checkMatch(selector, template, at: path, &errors) }
    PodValidation.checkTemplate(template, at: path.field("template"), &errors)
    checkRunsForever(template, at: path, owner: owner, &errors)
  }

  private static func isEmpty(_ selector: JSONValue) -> Bool {
    !selector.isNull && selector["matchLabels"].members.isEmpty && selector["matchExpressions"].items.isEmpty
  }

  /// A missing selector matches nothing.
  private static func checkMatch(
    _ selector: JSONValue, _ template: JSONValue, at path: FieldPath, _ errors: inout [FieldError]
  ) {
    let labels = template["metadata"]["labels"]
    if LabelSelector(selector)?.matches(labels.stringMap) == true { return }
    let shown: JSONValue = labels.isNull ? .null : JSONValue(labels.stringMap)
    errors.append(
      .invalid(
        path.field("template").field("metadata").field("labels"), shown, "`selector` does not match template `labels`"
      ))
  }

  /// Pods that are kept running can neither end nor be ended.
  static func checkRunsForever(
    _ template: JSONValue, at path: FieldPath, owner: String, _ errors: inout [FieldError]
  ) {
    let spec = template["spec"]
    let place = path.field("template").field("spec")
    if spec["restartPolicy"] != "Always" {
      errors.append(.notSupported(place.field("restartPolicy"), spec["restartPolicy"].text, ["Always"]))
    }
    if !spec["activeDeadlineSeconds"].isNull {
      errors.append(
        .forbidden(
          place.field("activeDeadlineSeconds"), "activeDeadlineSeconds in \(owner) is not Supported"))
    }
  }

  /// The selector with its members in the order in which the API server prints them.
  private static func shown(_ selector: JSONValue) -> JSONValue {
    var result: JSONValue = [:]
    if !selector["matchLabels"].members.isEmpty { result["matchLabels"] = JSONValue(selector["matchLabels"].stringMap) }
    if !selector["matchExpressions"].items.isEmpty {
      result["matchExpressions"] = .array(
        selector["matchExpressions"].items.map { requirement in
          var shown: JSONValue = ["key": .string(requirement["key"].text)]
          shown["operator"] = .string(requirement["operator"].text)
          if !requirement["values"].items.isEmpty { shown["values"] = requirement["values"] }
          return shown
        })
    }
    return result
  }
}
