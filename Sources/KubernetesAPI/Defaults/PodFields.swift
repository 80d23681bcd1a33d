/// Fields of Pods that v1.34 knows but that are switched off by feature gates.
public enum PodFields {
  /// Takes away what kube-apiserver drops from a new Pod or Pod template without a word.
  ///
  /// A container's own `restartPolicy` (ContainerRestartRules, alpha) is kept only where it makes a sidecar of an init
  /// container. Images as volumes (ImageVolume), `hostnameOverride` and `stopSignal` are off by default as well.
  public static func dropDisabled(fromSpec spec: inout JSONValue) {
    if !spec["hostnameOverride"].isNull { spec["hostnameOverride"] = .null }
    for list in ["containers", "initContainers", "ephemeralContainers"] {
      let containers = spec[list].items
      guard containers.contains(where: hasDisabledField) else { continue }
      spec[list] = .array(containers.map { withoutDisabledFields($0, in: list) })
    }
    let volumes = spec["volumes"].items
    if volumes.contains(where: { !$0["image"].isNull }) {
      spec["volumes"] = .array(
        volumes.map { volume in
          var volume = volume
          volume["image"] = .null
          return volume
        })
    }
  }

  private static func hasDisabledField(_ container: JSONValue) -> Bool {
    !container["restartPolicy"].isNull || !container["restartPolicyRules"].isNull
      || !container["lifecycle"]["stopSignal"].isNull
  }

  private static func withoutDisabledFields(_ container: JSONValue, in list: String) -> JSONValue {
    var container = container
    if list != "initContainers" || container["restartPolicy"] != "Always" { container["restartPolicy"] = .null }
    container["restartPolicyRules"] = .null
    if !container["lifecycle"]["stopSignal"].isNull { container["lifecycle"]["stopSignal"] = .null }
    return container
  }
}
