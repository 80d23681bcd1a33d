import KubernetesAPI
import SchedulerFramework

/// What the API server itself sets in a new object, whatever the user wrote there (`rest.RESTCreateStrategy`).
enum CreateStrategy {
  /// - Returns: What is known of the object from now on.
  static func prepare(_ value: inout JSONValue, _ resource: APIResource, at time: VirtualTime) -> ObjectFacts? {
    setGeneration(of: &value, resource)
    if !value["spec"]["template"]["spec"].isNull {
      PodFields.dropDisabled(fromSpec: &value["spec"]["template"]["spec"])
    }
    switch resource.kind {
    case "Pod": return .pod(preparePod(&value, at: time))
    case "Node": return .node(NodeFacts.of(value))
    case "Namespace": prepareNamespace(&value)
    case "PersistentVolume":
      value["status"] = ["phase": "Pending", "lastPhaseTransitionTime": .string(time.timestamp)]
    case "PersistentVolumeClaim": value["status"] = ["phase": "Pending"]
    case "Service": value["status"] = ["loadBalancer": [:]]
    case "ReplicaSet", "ReplicationController": value["status"] = ["replicas": 0]
    case "StatefulSet": value["status"] = ["replicas": 0, "availableReplicas": 0]
    case "DaemonSet":
      value["status"] = [
        "currentNumberScheduled": 0, "numberMisscheduled": 0, "desiredNumberScheduled": 0, "numberReady": 0,
      ]
    case "PodDisruptionBudget":
      value["status"] = ["disruptionsAllowed": 0, "currentHealthy": 0, "desiredHealthy": 0, "expectedPods": 0]
    case "Deployment", "Job", "CronJob", "ResourceQuota": value["status"] = [:]
    default: break
    }
    return nil
  }

  static func setGeneration(of value: inout JSONValue, _ resource: APIResource) {
    if resource.hasGeneration {
      value["metadata"]["generation"] = 1
    } else if value["metadata"].members["generation"] != nil {
      value["metadata"]["generation"] = .null
    }
  }

  private static func preparePod(_ pod: inout JSONValue, at time: VirtualTime) -> PodSpecFacts {
    PodFields.dropDisabled(fromSpec: &pod["spec"])
    MatchLabelKeys.merge(into: &pod)
    MatchLabelKeys.mergeIntoSpreadConstraints(of: &pod)
    let facts = PodSpecFacts.of(pod["spec"])
    pod["status"] = status(ofNewPod: facts, at: time)
    return facts
  }

  static func status(ofNewPod facts: PodSpecFacts, at time: VirtualTime) -> JSONValue {
    var status = facts.newStatus
    if facts.isGated {
      status["conditions"] = [
        [
          "type": "PodScheduled", "status": "False", "lastProbeTime": nil,
          "lastTransitionTime": .string(time.timestamp),
          "reason": "SchedulingGated", "message": "Scheduling is blocked due to non-empty scheduling gates",
        ]
      ]
    }
    return status
  }

  private static func prepareNamespace(_ namespace: inout JSONValue) {
    namespace["status"] = ["phase": "Active"]
    var finalizers = namespace["spec"]["finalizers"].items
    if !finalizers.contains("kubernetes") { finalizers.append("kubernetes") }
    namespace["spec"]["finalizers"] = .array(finalizers)
  }
}
