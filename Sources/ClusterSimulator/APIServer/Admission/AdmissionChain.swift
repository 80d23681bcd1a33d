import KubernetesAPI

/// The admission plugins of an API server, in the order in which kube-apiserver calls them whatever order its flags name.
public struct AdmissionChain: Sendable {
  public var plugins: [any AdmissionPlugin] {
    didSet {
      podSpecs = PodSpecAdmission(plugins)
      nodes = NodeAdmission(plugins)
    }
  }
  private(set) var podSpecs: PodSpecAdmission
  private(set) var nodes: NodeAdmission

  public init(_ plugins: [any AdmissionPlugin]) {
    self.plugins = plugins
    podSpecs = PodSpecAdmission(plugins)
    nodes = NodeAdmission(plugins)
  }

  /// The plugins that are to be asked about an object of which everything else is known.
  func checks(of facts: ObjectFacts) -> [any AdmissionPlugin] {
    switch facts {
    case .pod: podSpecs.checks
    case .node: []
    }
  }

  /// Those that kube-apiserver v1.34 has on by default and that change what a scheduler gets to see.
  public static let standard = AdmissionChain([
    NamespaceLifecycle(),
    LimitRanger(),
    TaintNodesByCondition(),
    PriorityAdmission(),
    DefaultTolerationSeconds(),
    DefaultStorageClass(),
    StorageObjectInUseProtection(),
    RuntimeClassAdmission(),
    ResourceQuotaAdmission(),
  ])
}

extension [any AdmissionPlugin] {
  func admit(_ request: inout AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    for index in indices { try self[index].admit(&request, in: cluster) }
  }

  func validate(_ request: AdmissionRequest, in cluster: ObjectStore) throws(APIStatus) {
    for index in indices { try self[index].validate(request, in: cluster) }
  }
}
