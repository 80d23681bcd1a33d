/// A container of a Pod (`v1.Container`), as far as scheduling looks at it.
public struct Container: Sendable, Hashable {
  public var name: String
  public var image: String
  public var ports: [ContainerPort]
  public var resources: ResourceRequirements
  /// An init container that keeps running beside the others (`restartPolicy: Always`, KEP-753).
  public var isSidecar: Bool

  /// With `hostNetwork` a missing `hostPort` is the `containerPort`.
  public init(_ value: JSONValue, usesHostNetwork: Bool) {
    name = value["name"].string ?? ""
    image = value["image"].string ?? ""
    ports = value["ports"].items.map { ContainerPort($0, usesHostNetwork: usesHostNetwork) }
    resources = ResourceRequirements(value["resources"])
    isSidecar = value["restartPolicy"].string == "Always"
  }
}

/// A port of a container (`v1.ContainerPort`).
public struct ContainerPort: Sendable, Hashable {
  /// 0 when the port is not opened on the Node.
  public var hostPort: Int64
  public var hostIP: String
  public var containerPort: Int64
  /// `TCP`, `UDP` or `SCTP`.
  public var networkProtocol: String

  public init(_ value: JSONValue, usesHostNetwork: Bool) {
    containerPort = value["containerPort"].integer ?? 0
    let given = value["hostPort"].integer ?? 0
    hostPort = given == 0 && usesHostNetwork ? containerPort : given
    hostIP = value["hostIP"].string ?? ""
    networkProtocol = value["protocol"].string ?? "TCP"
  }
}

/// Requests and limits (`v1.ResourceRequirements`).
public struct ResourceRequirements: Sendable, Hashable {
  /// A missing request is the limit of the same resource.
  public var requests: ResourceList
  public var limits: ResourceList
  /// Whether there is a list of requests at all; without one, limits alone make the requests.
  public var hasRequestList: Bool

  public init(_ value: JSONValue) {
    hasRequestList = !value["requests"].isNull
    limits = ResourceList(value["limits"])
    requests = ResourceList(value["requests"])
    for (name, limit) in limits.quantities where requests[name] == nil { requests.quantities[name] = limit }
  }
}
