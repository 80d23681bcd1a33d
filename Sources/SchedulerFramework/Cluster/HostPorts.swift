public import KubernetesAPI

/// The ports that Pods hold on a Node.
///
/// A port counts once however many Pods were put on it, and is free as soon as one of them goes, as in kube-scheduler:
/// only Pods that were bound by hand can share one.
public struct HostPorts: Sendable, Hashable {
  public struct Port: Sendable, Hashable {
    /// `0.0.0.0` for every address.
    public var hostIP: String
    public var networkProtocol: String
    public var number: Int64

    public init(_ port: ContainerPort) {
      hostIP = port.hostIP.isEmpty ? Self.anyAddress : port.hostIP
      networkProtocol = port.networkProtocol.isEmpty ? "TCP" : port.networkProtocol
      number = port.hostPort
    }

    static let anyAddress = "0.0.0.0"

    func conflicts(with other: Port) -> Bool {
      number == other.number && networkProtocol == other.networkProtocol
        && (hostIP == other.hostIP || hostIP == Self.anyAddress || other.hostIP == Self.anyAddress)
    }
  }

  public var ports: [Port]

  public init(_ ports: [Port] = []) { self.ports = ports }

  /// The host ports of a Pod: of containers and sidecars, not of ordinary init containers.
  public static func requested(by spec: PodSpec) -> [Port] {
    (spec.initContainers.filter(\.isSidecar) + spec.containers)
      .flatMap(\.ports).filter { $0.hostPort > 0 }.map(Port.init)
  }

  public func conflict(with port: Port) -> Port? { ports.first { $0.conflicts(with: port) } }

  mutating func add(_ added: [Port]) {
    for port in added where !ports.contains(port) { ports.append(port) }
  }

  mutating func remove(_ removed: [Port]) { ports.removeAll(where: removed.contains) }
}
