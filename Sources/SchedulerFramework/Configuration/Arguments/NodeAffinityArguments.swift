public import KubernetesAPI

/// `NodeAffinityArgs`.
public struct NodeAffinityArguments: Sendable, Hashable {
  /// Node affinity that every Pod of the profile has, beside its own (`v1.NodeAffinity`).
  public struct AddedAffinity: Sendable, Hashable {
    public var required: NodeSelector?
    public var preferred: [PreferredSchedulingTerm]
  }

  /// nil when there is none.
  public var addedAffinity: AddedAffinity?
  private var source: JSONValue

  /// Reads the arguments; what `value` lacks has its default.
  public init(_ value: JSONValue = .null) {
    source = value["addedAffinity"]
    if !source.isNull {
      addedAffinity = AddedAffinity(
        required: NodeSelector(source["requiredDuringSchedulingIgnoredDuringExecution"]),
        preferred: source["preferredDuringSchedulingIgnoredDuringExecution"].items.map(PreferredSchedulingTerm.init))
    }
  }

  func validate(at path: FieldPath, _ errors: inout ValidationErrors) {
    let path = path.field("addedAffinity")
    let required = "requiredDuringSchedulingIgnoredDuringExecution"
    let terms = source[required]["nodeSelectorTerms"].items
    for (index, term) in terms.enumerated() {
      NodeSelectorValidation.term(
        term, at: path.field(required).field("nodeSelectorTerms").index(index), &errors)
    }
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
    for (index, term) in source[preferred].items.enumerated() where (term["weight"].int ?? 0) != 0 {
      // The path leaves `preference` out, as kube-scheduler's does.
      NodeSelectorValidation.term(term["preference"], at: path.field(preferred).index(index), &errors)
    }
  }
}
