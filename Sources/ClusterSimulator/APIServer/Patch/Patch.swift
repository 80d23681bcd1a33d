public import KubernetesAPI

/// A change to parts of an object, in one of the notations of `PATCH`.
public enum Patch: Sendable, Hashable {
  /// RFC 7386 (`application/merge-patch+json`): members replace, null removes, lists are replaced whole.
  case merge(JSONValue)
  /// As `kubectl patch` and `kubectl apply` send it (`application/strategic-merge-patch+json`): lists with a merge key
  /// are merged item by item.
  case strategicMerge(JSONValue)
  /// RFC 6902 (`application/json-patch+json`): a list of operations.
  case json([JSONValue])

  /// The object after the change.
  public func applied(to value: JSONValue) throws(APIStatus) -> JSONValue {
    switch self {
    case .merge(let patch): return MergePatch.apply(patch, to: value)
    case .strategicMerge(let patch): return try StrategicMergePatch.apply(patch, to: value)
    case .json(let operations): return try JSONPatch.apply(operations, to: value)
    }
  }
}

/// JSON merge patch (RFC 7386).
enum MergePatch {
  static func apply(_ patch: JSONValue, to value: JSONValue) -> JSONValue {
    guard case .object(let changes) = patch else { return patch }
    var result = value.members
    for (key, change) in changes {
      if change.isNull {
        result.removeValue(forKey: key)
      } else {
        result[key] = apply(change, to: result[key] ?? .null)
      }
    }
    return .object(result)
  }
}
