/// The defaults of v1.34 for fields that a manifest leaves out.
///
/// They are what an API server fills in while it reads an object, before any admission: a Pod's `restartPolicy`, a
/// container's requests from its limits, a Node's `allocatable` from its `capacity`. What it sets while it stores an
/// object (uid, status, generation) is not here.
public enum Defaults {
  /// Fills in the defaults of an object by its `apiVersion` and `kind`. Kinds without defaults stay as they are.
  public static func apply(to object: inout JSONValue) {
    switch object["kind"].string {
    case "Pod": PodDefaults.apply(to: &object)
    case "Node": NodeDefaults.apply(to: &object)
    case "Namespace": applyToNamespace(&object)
    case "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "ReplicationController", "Job", "CronJob",
      "PodTemplate":
      WorkloadDefaults.apply(to: &object)
    case "PersistentVolume", "PersistentVolumeClaim", "StorageClass", "CSIDriver": StorageDefaults.apply(to: &object)
    case "Service": ServiceDefaults.apply(to: &object)
    case "LimitRange": LimitRangeDefaults.apply(to: &object)
    case "ResourceQuota":
      ResourceListDefaults.apply(to: &object["spec"]["hard"])
      object.fill("status", [:])
    case "PriorityClass":
      object.fill("value", 0)
      object.fillText("preemptionPolicy", "PreemptLowerPriority")
    case "RuntimeClass":
      if !object["overhead"].isNull { ResourceListDefaults.apply(to: &object["overhead"]["podFixed"]) }
    case "Secret": object.fillText("type", "Opaque")
    case "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration": WebhookDefaults.apply(to: &object)
    default: break
    }
  }

  /// Fills in the defaults of a Pod's or a Node's status alone.
  public static func apply(toStatus status: inout JSONValue, ofKind kind: String) {
    switch kind {
    case "Pod": status.fillText("phase", "Pending")
    case "Node": NodeDefaults.apply(toStatus: &status)
    default: break
    }
  }

  private static func applyToNamespace(_ namespace: inout JSONValue) {
    let name = namespace["metadata"]["name"].text
    if !name.isEmpty { namespace["metadata"]["labels"]["kubernetes.io/metadata.name"] = .string(name) }
    namespace["status"].fillText("phase", "Active")
  }
}

extension JSONValue {
  /// Sets a member that is not there.
  mutating func fill(_ key: String, _ value: JSONValue) {
    if self[key].isNull { self[key] = value }
  }

  /// Sets a text that is not there or empty, where the API server tells no difference.
  mutating func fillText(_ key: String, _ value: String) {
    if self[key].text.isEmpty { self[key] = .string(value) }
  }

  /// Sets a number that is not there or 0, where the API server tells no difference.
  mutating func fillNumber(_ key: String, _ value: Int64) {
    if self[key].isNull || self[key] == 0 { self[key] = .integer(value) }
  }

  /// Changes each item of a list, if there is one.
  mutating func forEachItem(of key: String, _ change: (inout JSONValue) -> Void) {
    guard case .array = self[key] else { return }
    self[key].forEachItem(change)
  }

  private mutating func forEachItem(_ change: (inout JSONValue) -> Void) {
    guard case .array(var items) = self else { return }
    self = .null  // leaves one owner, so that the changes copy nothing
    for index in items.indices { change(&items[index]) }
    self = .array(items)
  }

  /// Changes a member that is there.
  mutating func ifPresent(_ key: String, _ change: (inout JSONValue) -> Void) {
    if !self[key].isNull { change(&self[key]) }
  }
}
