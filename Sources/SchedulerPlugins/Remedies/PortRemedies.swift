import KubernetesAPI
import SchedulerFramework

/// What would let a Pod in on a Node where host ports of its are taken.
enum PortRemedies {
  /// - Parameter taken: The ports that Pods hold on the Node.
  static func remedies(for pod: Pod, taken: HostPorts, holders: [PodInfo]) -> [Remedy] {
    let drops = drops(pod, taken)
    let wanted = HostPorts(drops.map(\.port))
    let leaving = holders.filter { holder in holder.hostPorts.contains { wanted.conflict(with: $0) != nil } }
    return [
      drops.map { Remedy.Change(.dropHostPort($0.port), of: .pod(pod.namespacedName), .remove($0.path)) },
      leaving.map { Remedy.Change(.removePod, of: .pod($0.pod.namespacedName)) },
    ].filter { !$0.isEmpty }.map(Remedy.init)
  }

  private static func drops(_ pod: Pod, _ taken: HostPorts) -> [(port: HostPorts.Port, path: FieldPath)] {
    let spec = FieldPath("spec")
    let inits = spec.field("initContainers")
    let containers =
      pod.spec.containers.enumerated().map { (spec.field("containers").index($0), $1) }
      + pod.spec.initContainers.enumerated().filter(\.element.isSidecar).map { (inits.index($0), $1) }
    return containers.flatMap { path, container in
      // From the end, so that the places before stay what they are.
      container.ports.enumerated().reversed().compactMap { index, port in
        let wanted = HostPorts.Port(port)
        guard port.hostPort > 0, taken.conflict(with: wanted) != nil else { return nil }
        let item = path.field("ports").index(index)
        // On the host's network every port is one of the Node: then the container has to do without it.
        return (wanted, pod.spec.usesHostNetwork ? item : item.field("hostPort"))
      }
    }
  }
}
