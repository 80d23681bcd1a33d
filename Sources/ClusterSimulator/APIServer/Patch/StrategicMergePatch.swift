import KubernetesAPI

/// Strategic merge patch: a JSON merge patch that knows which lists are maps in disguise.
///
/// <https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/>
enum StrategicMergePatch {
  /// The member that tells items apart, by the name of the list's field (`x-kubernetes-patch-merge-key`). Other lists
  /// are replaced whole.
  private static let mergeKeys: [String: String] = [
    "containers": "name", "initContainers": "name", "ephemeralContainers": "name", "env": "name",
    "volumeMounts": "mountPath", "volumeDevices": "devicePath", "volumes": "name", "imagePullSecrets": "name",
    "hostAliases": "ip", "topologySpreadConstraints": "topologyKey", "schedulingGates": "name",
    "resourceClaims": "name", "resourceClaimStatuses": "name", "conditions": "type", "addresses": "type",
    "podIPs": "ip", "hostIPs": "ip", "ownerReferences": "uid", "drivers": "name", "webhooks": "name",
    "matchConditions": "name", "variables": "name", "secrets": "name", "allocatedResourcesStatus": "name",
  ]

  /// Lists of plain values that are sets: a patch adds to them.
  private static let sets: Set<String> = ["finalizers", "podCIDRs"]

  static func apply(_ patch: JSONValue, to value: JSONValue) throws(APIStatus) -> JSONValue {
    guard case .object(let changes) = patch else {
      throw APIStatus(.badRequest, "error decoding patch: a patch must be an object")
    }
    return .object(try merge(changes, into: value.members))
  }

  private static func merge(_ changes: JSONObject, into original: JSONObject) throws(APIStatus) -> JSONObject {
    if let directive = changes["$patch"]?.string {
      switch directive {
      case "replace": return changes.filter { $0.key != "$patch" }
      case "delete": return [:]
      case "merge": break
      default: throw APIStatus(.badRequest, "Unknown patch type \(directive) in map")
      }
    }
    var result = original
    if case .array(let kept)? = changes["$retainKeys"] {
      result = result.filter { kept.contains(.string($0.key)) }
    }
    for (key, change) in changes where !key.hasPrefix("$") {
      if change.isNull {
        result.removeValue(forKey: key)
        continue
      }
      switch (change, result[key] ?? .null) {
      case (.object(let members), .object(let existing)):
        result[key] = .object(try merge(members, into: existing))
      case (.object(let members), _):
        result[key] = .object(try merge(members, into: [:]))
      case (.array(let items), let existing):
        result[key] = .array(try mergeList(items, into: existing.items, field: key))
      default:
        result[key] = change
      }
    }
    removeFromSets(changes, &result)
    return result
  }

  private static func mergeList(
    _ items: [JSONValue], into existing: [JSONValue], field: String
  ) throws(APIStatus) -> [JSONValue] {
    if sets.contains(field) { return existing + items.filter { !existing.contains($0) } }
    guard let key = mergeKey(of: field, items + existing) else { return items }
    if items.contains(where: { $0["$patch"] == "replace" }) {
      return items.filter { $0["$patch"] != "replace" }
    }
    var result = existing
    for item in items {
      guard case .object(var members) = item else { continue }
      guard let identity = members[key] else {
        throw APIStatus(
          .badRequest, "map: \(item.json) does not contain declared merge key: \(key)")
      }
      let index = result.firstIndex { $0[key] == identity }
      if members["$patch"] == "delete" {
        if let index { result.remove(at: index) }
        continue
      }
      members.removeValue(forKey: "$patch")
      if let index {
        result[index] = .object(try merge(members, into: result[index].members))
      } else {
        result.append(.object(try merge(members, into: [:])))
      }
    }
    return result
  }

  private static func mergeKey(of field: String, _ items: [JSONValue]) -> String? {
    guard field == "ports" else { return mergeKeys[field] }
    // A container's ports and a Service's go by the same name.
    if items.contains(where: { !$0["containerPort"].isNull }) { return "containerPort" }
    return items.contains(where: { !$0["port"].isNull }) ? "port" : nil
  }

  private static func removeFromSets(_ changes: JSONObject, _ result: inout JSONObject) {
    let prefix = "$deleteFromPrimitiveList/"
    for (key, removed) in changes where key.hasPrefix(prefix) {
      let field = String(key.dropFirst(prefix.count))
      guard let items = result[field]?.items else { continue }
      result[field] = .array(items.filter { !removed.items.contains($0) })
    }
  }
}
