/// Members that say nothing: the API server leaves them out of what it stores, so that `hostNetwork: false`,
/// `tolerations: []` and a missing one are the same.
public enum ZeroValues {
  /// Maps from names that users choose; what is in them is never touched.
  private static let maps: Set<String> = [
    "labels", "annotations", "matchLabels", "nodeSelector", "limits", "requests", "overhead", "capacity",
    "allocatable", "volumeAttributes", "options",
  ]

  /// Lists that are there even when they are empty.
  private static let keptLists: Set<String> = ["containers", "nodeSelectorTerms", "names", "sources"]

  private static let texts: Set<String> = [
    "generateName", "nodeName", "hostname", "subdomain", "serviceAccountName", "serviceAccount", "priorityClassName",
    "workingDir", "value", "prefix", "hostIP", "medium", "subPath", "subPathExpr", "effect", "containerName",
    "podCIDR", "providerID", "externalID", "clusterName", "selfLink", "resourceVersion",
  ]

  private static let flags: Set<String> = [
    "hostNetwork", "hostPID", "hostIPC", "stdin", "stdinOnce", "tty", "unschedulable",
  ]

  private static let numbers: Set<String> = ["hostPort", "initialDelaySeconds", "minReadySeconds"]

  /// Times are written even when they are not known.
  private static let times: Set<String> = ["lastProbeTime", "lastTransitionTime", "lastHeartbeatTime"]

  /// Takes them away from a Pod, a Node, a Namespace or a kind that makes Pods. Other kinds stay as they are.
  public static func drop(from object: inout JSONValue) {
    switch object["kind"].text {
    case "Pod", "Node", "Namespace", "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "ReplicationController",
      "Job", "CronJob", "PodTemplate":
      if hasZero(object) { object = kept(object) }
    default: break
    }
  }

  /// Most objects have none, and looking is cheaper than building anew.
  private static func hasZero(_ value: borrowing JSONValue) -> Bool {
    switch value {
    case .array(let items): items.contains(where: hasZero)
    case .object(let members):
      members.contains { name, member in
        // What is in maps is found to have none in most cases, without asking whether it is in one.
        isZero(name, member) || (hasParts(member) && hasZero(member) && !maps.contains(name))
      }
    default: false
    }
  }

  private static func hasParts(_ value: borrowing JSONValue) -> Bool {
    switch value {
    case .array, .object: true
    default: false
    }
  }

  /// Takes them away from a part of an object, such as its status.
  public static func drop(fromPart value: inout JSONValue) {
    if hasZero(value) { value = kept(value) }
  }

  /// Takes them away from an object's metadata.
  public static func drop(fromMetadataOf object: inout JSONValue) {
    let metadata = object["metadata"]
    if hasZero(metadata) { object["metadata"] = kept(metadata) }
  }

  private static func kept(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let items): return .array(items.map(kept))
    case .object(let members):
      var result = JSONObject(minimumCapacity: members.count)
      for (name, member) in members where !isZero(name, member) {
        result[name] = maps.contains(name) ? member : kept(member)
      }
      return .object(result)
    default: return value
    }
  }

  private static func isZero(_ name: borrowing String, _ value: borrowing JSONValue) -> Bool {
    switch value {
    case .null: !times.contains(name)
    case .string(let text): text.isEmpty && texts.contains(name)
    case .bool(let flag): !flag && flags.contains(name)
    case .integer(let number): number == 0 && numbers.contains(name)
    case .array(let items): items.isEmpty && !keptLists.contains(name)
    case .object(let members): members.isEmpty && maps.contains(name)
    case .number: false
    }
  }
}
