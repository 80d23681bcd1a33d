/// The checks of a `v1.Binding`.
public enum BindingValidation {
  public static func errors(_ binding: KubernetesObject) -> [FieldError] {
    var errors: [FieldError] = []
    let target = binding.value["target"]
    let kind = target["kind"].string ?? ""
    let path = FieldPath("target")
    if !kind.isEmpty, kind != "Node" {
      errors.append(.notSupported(path.field("kind"), kind, ["Node", "<empty>"]))
    }
    if (target["name"].string ?? "").isEmpty { errors.append(.required(path.field("name"))) }
    return errors
  }
}
