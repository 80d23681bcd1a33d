/// Fields of Pods that v1.34 knows but that are switched off by feature gates.
public enum PodFields {
  /// Takes away what kube-apiserver drops from a new Pod or Pod template without a word.
  ///
  /// A container's own `restartPolicy` (ContainerRestartRules, alpha) is kept only where it makes a sidecar of an init
  /// container.
  public static func dropDisabled(fromSpec spec: inout JSONValue) {
    for list in ["containers", "initContainers"] {
      let containers = spec[list].items
      guard containers.contains(where: { !$0["restartPolicy"].isNull || !$0["restartPolicyRules"].isNull }) else {
        continue
      }
      spec[list] = .array(
        containers.map { container in
          var container = container
          if list == "containers" || container["restartPolicy"] != "Always" { container["restartPolicy"] = .null }
          container["restartPolicyRules"] = .null
          return container
        })
    }
  }
}
