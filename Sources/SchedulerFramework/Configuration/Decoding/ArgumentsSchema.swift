/// The fields of the plugins' arguments in `kubescheduler.config.k8s.io/v1` as of Kubernetes v1.34.
enum ArgumentsSchema {
  /// The type of the arguments of that kind, such as `NodeResourcesFitArgs`; nil when the API has no such kind.
  static func type(ofKind kind: String) -> ObjectType? {
    fields[kind].map { ObjectType(kind, $0.merging(ConfigurationSchema.typeMeta) { first, _ in first }) }
  }

  private static let fields: [String: [String: FieldType]] = [
    "DefaultPreemptionArgs": ["minCandidateNodesPercentage": .integer32, "minCandidateNodesAbsolute": .integer32],
    "DynamicResourcesArgs": ["filterTimeout": .duration(isPointer: true)],
    "InterPodAffinityArgs": ["hardPodAffinityWeight": .integer32, "ignorePreferredTermsOfExistingPods": .boolean],
    "NodeAffinityArgs": ["addedAffinity": .object(nodeAffinity)],
    "NodeResourcesBalancedAllocationArgs": ["resources": .list(.object(resourceSpec))],
    "NodeResourcesFitArgs": [
      "ignoredResources": .list(.string),
      "ignoredResourceGroups": .list(.string),
      "scoringStrategy": .object(scoringStrategy),
    ],
    "PodTopologySpreadArgs": [
      "defaultConstraints": .list(.object(topologySpreadConstraint)),
      "defaultingType": .string(goName: "v1.PodTopologySpreadConstraintsDefaulting"),
    ],
    "VolumeBindingArgs": ["bindTimeoutSeconds": .integer64, "shape": .list(.object(shapePoint))],
  ]

  private static let resourceSpec = ObjectType("ResourceSpec", ["name": .string, "weight": .integer64])

  private static let shapePoint = ObjectType(
    "UtilizationShapePoint", ["utilization": .integer32, "score": .integer32])

  private static let scoringStrategy = ObjectType(
    "ScoringStrategy",
    [
      "type": .string(goName: "v1.ScoringStrategyType"),
      "resources": .list(.object(resourceSpec)),
      "requestedToCapacityRatio": .object(
        ObjectType("RequestedToCapacityRatioParam", ["shape": .list(.object(shapePoint))])),
    ])

  private static let nodeAffinity = ObjectType(
    "NodeAffinity",
    [
      "requiredDuringSchedulingIgnoredDuringExecution": .object(
        ObjectType("NodeSelector", ["nodeSelectorTerms": .list(.object(nodeSelectorTerm))])),
      "preferredDuringSchedulingIgnoredDuringExecution": .list(
        .object(
          ObjectType("PreferredSchedulingTerm", ["weight": .integer32, "preference": .object(nodeSelectorTerm)]))),
    ])

  private static let nodeSelectorTerm = ObjectType(
    "NodeSelectorTerm",
    [
      "matchExpressions": .list(.object(nodeSelectorRequirement)),
      "matchFields": .list(.object(nodeSelectorRequirement)),
    ])

  private static let nodeSelectorRequirement = ObjectType(
    "NodeSelectorRequirement",
    ["key": .string, "operator": .string(goName: "v1.NodeSelectorOperator"), "values": .list(.string)])

  private static let topologySpreadConstraint = ObjectType(
    "TopologySpreadConstraint",
    [
      "maxSkew": .integer32,
      "topologyKey": .string,
      "whenUnsatisfiable": .string(goName: "v1.UnsatisfiableConstraintAction"),
      "labelSelector": .object(labelSelector),
      "minDomains": .integer32,
      "nodeAffinityPolicy": .string(goName: "v1.NodeInclusionPolicy"),
      "nodeTaintsPolicy": .string(goName: "v1.NodeInclusionPolicy"),
      "matchLabelKeys": .list(.string),
    ])

  private static let labelSelector = ObjectType(
    "LabelSelector",
    [
      "matchLabels": .stringMap,
      "matchExpressions": .list(
        .object(
          ObjectType(
            "LabelSelectorRequirement",
            ["key": .string, "operator": .string(goName: "v1.LabelSelectorOperator"), "values": .list(.string)]))),
    ])
}
