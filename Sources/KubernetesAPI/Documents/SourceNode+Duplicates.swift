extension SourceNode {
  /// A key that its object has had before.
  public struct Duplicate: Sendable, Hashable {
    public var path: FieldPath
    /// Of the repeated key, not of the first.
    public var position: SourcePosition
  }

  /// All keys that are given again in the same object, in the order of the text.
  public var duplicates: [Duplicate] {
    var found: [Duplicate] = []
    addDuplicates(below: FieldPath(), to: &found)
    return found
  }

  private func addDuplicates(below path: FieldPath, to found: inout [Duplicate]) {
    switch content {
    case .scalar: break
    case .array(let items):
      for (index, item) in items.enumerated() { item.addDuplicates(below: path.index(index), to: &found) }
    case .object(let members):
      var names: Set<String> = []
      for member in members {
        if !names.insert(member.key).inserted {
          found.append(Duplicate(path: path.field(member.key), position: member.keyPosition))
        }
        member.value.addDuplicates(below: path.field(member.key), to: &found)
      }
    }
  }
}
