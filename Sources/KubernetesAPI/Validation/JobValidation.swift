/// The checks of Jobs and CronJobs.
enum JobValidation {
  static func check(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    for field in [
      "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished",
      "backoffLimitPerIndex", "maxFailedIndexes",
    ] {
      Checks.notNegative(spec[field], at: path.field(field), &errors)
    }
    let mode = spec["completionMode"].text
    if !mode.isEmpty, !["NonIndexed", "Indexed"].contains(mode) {
      errors.append(.notSupported(path.field("completionMode"), mode, ["NonIndexed", "Indexed"]))
    }
    if mode == "Indexed", spec["completions"].isNull {
      errors.append(.required(path.field("completions"), "when completion mode is Indexed"))
    }
    let template = path.field("template")
    PodValidation.checkTemplate(spec["template"], at: template, &errors)
    checkRestartPolicy(spec["template"], at: template.field("spec").field("restartPolicy"), &errors)
  }

  static func checkCronJob(_ spec: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    Checks.required(spec["schedule"], at: path.field("schedule"), &errors)
    Checks.notNegative(spec["startingDeadlineSeconds"], at: path.field("startingDeadlineSeconds"), &errors)
    Checks.oneOf(
      ["Allow", "Forbid", "Replace"], spec["concurrencyPolicy"], at: path.field("concurrencyPolicy"), &errors)
    check(spec["jobTemplate"]["spec"], at: path.field("jobTemplate").field("spec"), &errors)
    for field in ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"] {
      Checks.notNegative(spec[field], at: path.field(field), &errors)
    }
  }

  /// A Job's Pods must be able to end.
  private static func checkRestartPolicy(_ template: JSONValue, at path: FieldPath, _ errors: inout [FieldError]) {
    switch template["spec"]["restartPolicy"].text {
    case "OnFailure", "Never": break
    case "Always": errors.append(.required(path, "valid values: \"OnFailure\", \"Never\""))
    case let policy: errors.append(.notSupported(path, policy, ["OnFailure", "Never"]))
    }
  }
}
