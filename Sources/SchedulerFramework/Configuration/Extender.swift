import KubernetesAPI

/// A webhook that filters, scores, preempts or binds beside the plugins (`v1.Extender`).
public struct Extender: Sendable, Hashable {
  /// An extended resource that the extender looks after.
  public struct ManagedResource: Sendable, Hashable {
    public var name: String
    /// Whether NodeResourcesFit leaves the resource to the extender.
    public var ignoredByScheduler: Bool
  }

  /// How the extender's certificate is checked (`v1.ExtenderTLSConfig`).
  public struct TLSConfiguration: Sendable, Hashable {
    /// Whether any certificate will do.
    public var insecure: Bool
    /// The name that the certificate must have; empty for the one in the address.
    public var serverName: String
  }

  public var urlPrefix: String
  /// Each verb is appended to ``urlPrefix``; an empty one means that the extender takes no part there.
  public var filterVerb: String
  public var preemptVerb: String
  public var prioritizeVerb: String
  public var bindVerb: String
  /// What the extender's scores are multiplied by.
  public var weight: Int
  public var enableHTTPS: Bool
  public var tls: TLSConfiguration?
  /// Zero stands for kube-scheduler's five seconds.
  public var httpTimeout: ConfigurationDuration
  /// Whether the extender knows the Nodes, so that their names are enough.
  public var nodeCacheCapable: Bool
  /// Only Pods that request one of these go to the extender; all Pods do when there are none.
  public var managedResources: [ManagedResource]
  /// Whether Pods are scheduled all the same when the extender fails.
  public var ignorable: Bool

  init(_ value: JSONValue) {
    urlPrefix = value["urlPrefix"].string ?? ""
    filterVerb = value["filterVerb"].string ?? ""
    preemptVerb = value["preemptVerb"].string ?? ""
    prioritizeVerb = value["prioritizeVerb"].string ?? ""
    bindVerb = value["bindVerb"].string ?? ""
    weight = value["weight"].int ?? 0
    enableHTTPS = value["enableHTTPS"].bool ?? false
    httpTimeout = ConfigurationDuration(value["httpTimeout"])
    nodeCacheCapable = value["nodeCacheCapable"].bool ?? false
    ignorable = value["ignorable"].bool ?? false
    managedResources = value["managedResources"].items.map {
      ManagedResource(name: $0["name"].string ?? "", ignoredByScheduler: $0["ignoredByScheduler"].bool ?? false)
    }
    let tls = value["tlsConfig"]
    if !tls.isNull {
      self.tls = TLSConfiguration(insecure: tls["insecure"].bool ?? false, serverName: tls["serverName"].string ?? "")
    }
  }
}
