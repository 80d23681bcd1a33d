/// The API server's checks of objects: what is wrong with a field, in its order and its words.
///
/// Objects are checked as they would be stored, that is with their defaults (``Defaults``).
public enum Validation {
  /// The mistakes of a new object; none when it may be stored.
  ///
  /// - Parameter facts: What is known of it.
  public static func errors(for object: KubernetesObject, _ facts: ObjectFacts? = nil) -> [FieldError] {
    var errors: [FieldError] = []
    let value = object.value
    switch (object.kind, facts) {
    case ("Pod", .pod(let facts)): PodValidation.check(value, facts, &errors)
    case ("Pod", _): PodValidation.check(value, nil, &errors)
    case ("Node", .node(let facts)): NodeValidation.check(value, facts, &errors)
    case ("Node", _): NodeValidation.check(value, nil, &errors)
    case ("Namespace", _): NamespaceValidation.check(value, &errors)
    default: KindValidation.check(value, kind: object.kind, &errors)
    }
    return errors
  }

  /// The mistakes of a new object's metadata; none when it may be stored, the rest of it being known to have none.
  public static func errors(in metadata: MetadataMembers, of facts: ObjectFacts) -> [FieldError] {
    var errors: [FieldError] = []
    switch facts {
    case .pod: PodValidation.check(metadata: metadata, &errors)
    case .node: NodeValidation.check(metadata: metadata, &errors)
    }
    return errors
  }

  /// The mistakes of a change; none when the new state may be stored.
  ///
  /// - Parameter subresource: `status` when only the status is being written; empty for the object.
  public static func errors(
    updating old: KubernetesObject, to new: KubernetesObject, subresource: String = ""
  ) -> [FieldError] {
    var errors: [FieldError] = []
    MetadataValidation.checkUpdate(new.value["metadata"], of: old.value["metadata"], &errors)
    if subresource == "status" { return errors }
    switch new.kind {
    case "Pod": PodUpdateValidation.check(new.value, of: old.value, &errors)
    case "Node": NodeValidation.checkUpdate(new.value, of: old.value, &errors)
    case "Namespace": break
    default: KindValidation.checkUpdate(new.value, of: old.value, kind: new.kind, &errors)
    }
    return errors
  }
}
