/// The defaults of kinds that make Pods from a template.
enum WorkloadDefaults {
  static func apply(to object: inout JSONValue) {
    let kind = object["kind"].text
    if kind == "PodTemplate" {
      PodSpecDefaults.apply(toTemplate: &object["template"])
      return
    }
    var spec = object["spec"]
    object["spec"] = false  // as in PodDefaults
    switch kind {
    case "Deployment": applyToDeployment(&spec)
    case "ReplicaSet": spec.fill("replicas", 1)
    case "ReplicationController": applyToReplicationController(&spec)
    case "DaemonSet": applyToDaemonSet(&spec)
    case "StatefulSet": applyToStatefulSet(&spec)
    case "Job": applyToJob(&spec)
    case "CronJob": applyToCronJob(&spec)
    default: break
    }
    if kind != "CronJob" { PodSpecDefaults.apply(toTemplate: &spec["template"]) }
    object["spec"] = spec
    let labels = spec["template"]["metadata"]["labels"]
    if kind == "ReplicationController", object["metadata"]["labels"].members.isEmpty, !labels.members.isEmpty {
      object["metadata"]["labels"] = labels
    }
  }

  private static func applyToDeployment(_ spec: inout JSONValue) {
    spec.fill("replicas", 1)
    spec["strategy"].fillText("type", "RollingUpdate")
    if spec["strategy"]["type"] == "RollingUpdate" {
      spec["strategy"]["rollingUpdate"].fill("maxUnavailable", "25%")
      spec["strategy"]["rollingUpdate"].fill("maxSurge", "25%")
    }
    spec.fill("revisionHistoryLimit", 10)
    spec.fill("progressDeadlineSeconds", 600)
  }

  private static func applyToReplicationController(_ spec: inout JSONValue) {
    spec.fill("replicas", 1)
    let labels = spec["template"]["metadata"]["labels"]
    if spec["selector"].members.isEmpty, !labels.members.isEmpty { spec["selector"] = labels }
  }

  private static func applyToDaemonSet(_ spec: inout JSONValue) {
    spec["updateStrategy"].fillText("type", "RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate" {
      spec["updateStrategy"]["rollingUpdate"].fill("maxUnavailable", 1)
      spec["updateStrategy"]["rollingUpdate"].fill("maxSurge", 0)
    }
    spec.fill("revisionHistoryLimit", 10)
  }

  private static func applyToStatefulSet(_ spec: inout JSONValue) {
    spec.fill("replicas", 1)
    spec.fillText("podManagementPolicy", "OrderedReady")
    spec["updateStrategy"].fillText("type", "RollingUpdate")
    if spec["updateStrategy"]["type"] == "RollingUpdate" {
      spec["updateStrategy"]["rollingUpdate"].fill("partition", 0)
    }
    spec["persistentVolumeClaimRetentionPolicy"].fillText("whenDeleted", "Retain")
    spec["persistentVolumeClaimRetentionPolicy"].fillText("whenScaled", "Retain")
    spec.fill("revisionHistoryLimit", 10)
    spec.forEachItem(of: "volumeClaimTemplates") { claim in
      claim.fillText("apiVersion", "v1")
      claim.fillText("kind", "PersistentVolumeClaim")
      StorageDefaults.apply(to: &claim)
    }
  }

  private static func applyToJob(_ spec: inout JSONValue) {
    if spec["completions"].isNull, spec["parallelism"].isNull { spec["completions"] = 1 }
    spec.fill("parallelism", 1)
    spec.fill("backoffLimit", spec["backoffLimitPerIndex"].isNull ? 6 : .integer(Int64(Int32.max)))
    spec.fill("completionMode", "NonIndexed")
    spec.fill("suspend", false)
    spec.fill("manualSelector", false)
    spec.fill("podReplacementPolicy", spec["podFailurePolicy"].isNull ? "TerminatingOrFailed" : "Failed")
  }

  private static func applyToCronJob(_ spec: inout JSONValue) {
    spec.fillText("concurrencyPolicy", "Allow")
    spec.fill("suspend", false)
    spec.fill("successfulJobsHistoryLimit", 3)
    spec.fill("failedJobsHistoryLimit", 1)
    PodSpecDefaults.apply(toTemplate: &spec["jobTemplate"]["spec"]["template"])
  }
}
