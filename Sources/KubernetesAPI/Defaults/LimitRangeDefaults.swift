/// The defaults of LimitRanges.
enum LimitRangeDefaults {
  /// For containers, a missing `default` is the `max`; a missing `defaultRequest` is the `default` or else the `min`.
  static func apply(to range: inout JSONValue) {
    range["spec"].forEachItem(of: "limits") { item in
      for list in ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] {
        item.ifPresent(list) { ResourceListDefaults.apply(to: &$0) }
      }
      guard item["type"] == "Container" else { return }
      for (from, to) in [("max", "default"), ("default", "defaultRequest"), ("min", "defaultRequest")] {
        for (name, amount) in item[from].members { item[to].fill(name, amount) }
      }
    }
  }
}
