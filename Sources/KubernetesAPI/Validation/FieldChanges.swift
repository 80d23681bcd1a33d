/// What differs between two states of an object.
enum FieldChanges {
  /// The paths of the deepest parts that differ, in the order of the earlier state; what was added comes last. Members
  /// of maps and items of lists that came or went are named themselves.
  static func paths(from old: JSONValue, to new: JSONValue, at path: FieldPath) -> [FieldPath] {
    if old.isEquivalent(to: new) { return [] }
    switch (old, new) {
    case (.object(let before), .object(let after)):
      let kept = before.keys.flatMap { paths(from: old[$0], to: new[$0], at: path.field($0)) }
      return kept + after.keys.filter { before[$0] == nil }.map { path.field($0) }
    case (.array(let before), .array(let after)) where before.count == after.count:
      return before.indices.flatMap { paths(from: before[$0], to: after[$0], at: path.index($0)) }
    default: return [path]
    }
  }
}
