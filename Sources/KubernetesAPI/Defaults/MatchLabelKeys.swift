/// Turns `matchLabelKeys` and `mismatchLabelKeys` of a Pod's affinity terms into requirements of their selectors, as the
/// API server does when a Pod is made (KEP-3633).
public enum MatchLabelKeys {
  /// Keys that the Pod has no label for are passed over; terms without a `labelSelector` are left alone.
  public static func merge(into pod: inout JSONValue) {
    let labels = pod["metadata"]["labels"].members
    for kind in ["podAffinity", "podAntiAffinity"] where !pod["spec"]["affinity"][kind].isNull {
      let required = "requiredDuringSchedulingIgnoredDuringExecution"
      let terms = pod["spec"]["affinity"][kind][required].items
      if terms.contains(where: hasKeys) {
        pod["spec"]["affinity"][kind][required] = .array(terms.map { merged($0, labels) })
      }
      let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
      let wishes = pod["spec"]["affinity"][kind][preferred].items
      if wishes.contains(where: { hasKeys($0["podAffinityTerm"]) }) {
        pod["spec"]["affinity"][kind][preferred] = .array(
          wishes.map { wish in
            var wish = wish
            wish["podAffinityTerm"] = merged(wish["podAffinityTerm"], labels)
            return wish
          })
      }
    }
  }

  /// The same for `matchLabelKeys` of topology spread constraints (KEP-3243).
  public static func mergeIntoSpreadConstraints(of pod: inout JSONValue) {
    let constraints = pod["spec"]["topologySpreadConstraints"].items
    guard constraints.contains(where: hasKeys) else { return }
    let labels = pod["metadata"]["labels"].members
    pod["spec"]["topologySpreadConstraints"] = .array(constraints.map { merged($0, labels) })
  }

  /// Whether what becomes of the spec depends on the Pod's labels.
  public static func areUsed(inSpec spec: JSONValue) -> Bool {
    let affinity = spec["affinity"]
    let terms = ["podAffinity", "podAntiAffinity"].flatMap { kind in
      affinity[kind]["requiredDuringSchedulingIgnoredDuringExecution"].items
        + affinity[kind]["preferredDuringSchedulingIgnoredDuringExecution"].items.map { $0["podAffinityTerm"] }
    }
    return (terms + spec["topologySpreadConstraints"].items).contains(where: hasKeys)
  }

  private static func hasKeys(_ term: JSONValue) -> Bool {
    !term["matchLabelKeys"].items.isEmpty || !term["mismatchLabelKeys"].items.isEmpty
  }

  private static func merged(_ term: JSONValue, _ labels: JSONObject) -> JSONValue {
    guard case .object = term["labelSelector"] else { return term }
    var expressions = term["labelSelector"]["matchExpressions"].items
    for (field, operation) in [("matchLabelKeys", "In"), ("mismatchLabelKeys", "NotIn")] {
      for key in term[field].strings {
        guard let value = labels[key] else { continue }
        expressions.append(["key": .string(key), "operator": .string(operation), "values": [value]])
      }
    }
    var term = term
    if !expressions.isEmpty { term["labelSelector"]["matchExpressions"] = .array(expressions) }
    return term
  }
}
