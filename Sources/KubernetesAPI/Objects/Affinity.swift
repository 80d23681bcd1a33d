/// Rules of attraction and repulsion (`v1.Affinity`).
public struct Affinity: Sendable, Hashable {
  public var requiredNodes: NodeSelector?
  public var preferredNodes: [PreferredSchedulingTerm]
  public var requiredPods: [PodAffinityTerm]
  public var preferredPods: [WeightedPodAffinityTerm]
  public var requiredAntiPods: [PodAffinityTerm]
  public var preferredAntiPods: [WeightedPodAffinityTerm]

  public init(_ value: JSONValue) {
    let required = "requiredDuringSchedulingIgnoredDuringExecution"
    let preferred = "preferredDuringSchedulingIgnoredDuringExecution"
    requiredNodes = NodeSelector(value["nodeAffinity"][required])
    preferredNodes = value["nodeAffinity"][preferred].items.map(PreferredSchedulingTerm.init)
    requiredPods = value["podAffinity"][required].items.map(PodAffinityTerm.init)
    preferredPods = value["podAffinity"][preferred].items.map(WeightedPodAffinityTerm.init)
    requiredAntiPods = value["podAntiAffinity"][required].items.map(PodAffinityTerm.init)
    preferredAntiPods = value["podAntiAffinity"][preferred].items.map(WeightedPodAffinityTerm.init)
  }
}

/// A choice of Pods and the domain they share (`v1.PodAffinityTerm`).
public struct PodAffinityTerm: Sendable, Hashable {
  /// nil matches no Pod, an empty one every Pod.
  public var labelSelector: LabelSelector?
  public var topologyKey: String
  public var namespaces: [String]
  /// nil: not given; an empty one: every namespace.
  public var namespaceSelector: LabelSelector?
  public var matchLabelKeys: [String]
  public var mismatchLabelKeys: [String]

  public init(_ value: JSONValue) {
    labelSelector = LabelSelector(value["labelSelector"])
    topologyKey = value["topologyKey"].string ?? ""
    namespaces = value["namespaces"].strings
    namespaceSelector = LabelSelector(value["namespaceSelector"])
    matchLabelKeys = value["matchLabelKeys"].strings
    mismatchLabelKeys = value["mismatchLabelKeys"].strings
  }
}

/// A wish with a weight from 1 to 100 (`v1.WeightedPodAffinityTerm`).
public struct WeightedPodAffinityTerm: Sendable, Hashable {
  public var weight: Int64
  public var term: PodAffinityTerm

  public init(_ value: JSONValue) {
    weight = value["weight"].integer ?? 0
    term = PodAffinityTerm(value["podAffinityTerm"])
  }
}

/// How evenly Pods are to be spread (`v1.TopologySpreadConstraint`).
public struct TopologySpreadConstraint: Sendable, Hashable {
  public var maxSkew: Int64
  public var topologyKey: String
  /// `DoNotSchedule`; otherwise `ScheduleAnyway`.
  public var isHard: Bool
  public var labelSelector: LabelSelector?
  public var minDomains: Int64?
  /// `Honor` or `Ignore`.
  public var nodeAffinityPolicy: String
  public var nodeTaintsPolicy: String
  public var matchLabelKeys: [String]

  public init(_ value: JSONValue) {
    maxSkew = value["maxSkew"].integer ?? 0
    topologyKey = value["topologyKey"].string ?? ""
    isHard = value["whenUnsatisfiable"].string == "DoNotSchedule"
    labelSelector = LabelSelector(value["labelSelector"])
    minDomains = value["minDomains"].integer
    nodeAffinityPolicy = value["nodeAffinityPolicy"].string ?? "Honor"
    nodeTaintsPolicy = value["nodeTaintsPolicy"].string ?? "Ignore"
    matchLabelKeys = value["matchLabelKeys"].strings
  }
}

/// A volume of a Pod (`v1.Volume`).
public struct Volume: Sendable, Hashable {
  public var name: String
  /// The claim it uses, for `persistentVolumeClaim`.
  public var claimName: String?
  /// Whether a claim of its own is made for it (`ephemeral`).
  public var isEphemeral: Bool
  /// The source as written, for the plugins that look at in-tree disks.
  public var source: JSONValue

  public init(_ value: JSONValue) {
    name = value["name"].string ?? ""
    claimName = value["persistentVolumeClaim"]["claimName"].string
    isEphemeral = !value["ephemeral"].isNull
    source = value
  }
}
