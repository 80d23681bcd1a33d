import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Validation of a scheduler configuration")
struct ConfigurationValidationTests {
  @Test("The parts are checked in kube-scheduler's order, and mistakes that read the same are told once")
  func order() {
    let value = configuration(
      """
      podMaxBackoffSeconds: 0
      percentageOfNodesToScore: -1
      parallelism: 0
      podInitialBackoffSeconds: 0
      clientConnection: {burst: -1}
      leaderElection: {resourceLock: endpoints}
      extenders:
      - {urlPrefix: "http://a", prioritizeVerb: p, bindVerb: b, managedResources: [{name: cpu}]}
      - {urlPrefix: "http://b", bindVerb: b, managedResources: [{name: cpu}]}
      profiles:
      - {schedulerName: a, percentageOfNodesToScore: 101}
      - {schedulerName: a, plugins: {queueSort: {enabled: [{name: Mine, weight: 2}]}}}
      """)
    #expect(
      rejection(of: value)
        == "[clientConnection.burst: Invalid value: -1: must be non-negative, leaderElection.resourceLock: Invalid "
        + "value: \"endpoints\": resourceLock value must be \"leases\", parallelism: Invalid value: 0: should be an "
        + "integer value greater than zero, profiles[0].percentageOfNodesToScore: Invalid value: 101: not in valid "
        + "range [0-100], profiles[1].schedulerName: Duplicate value: {}, profiles[1].plugins.queueSort: Invalid "
        + "value: {\"Enabled\":[{\"Name\":\"Mine\",\"Weight\":2}],\"Disabled\":null}: must be the same for all profiles, "
        + "percentageOfNodesToScore: Invalid value: -1: not in valid range [0-100], podInitialBackoffSeconds: Invalid "
        + "value: 0: must be greater than 0, extenders[0].weight: Invalid value: 0: must have a positive weight "
        + "applied to it, extenders[0].managedResources[0].name: Invalid value: \"cpu\": is an invalid extended "
        + "resource name, extenders[1].managedResources[0].name: Invalid value: \"cpu\": is an invalid extended "
        + "resource name, extenders[1].managedResources[0].name: Invalid value: \"cpu\": duplicate extender managed "
        + "resource name, extenders: Invalid value: \"found 2 extenders implementing bind\": only one extender can "
        + "implement bind]")
  }

  @Test(
    "Leader election is checked only where it is on",
    arguments: [
      (
        "{leaseDuration: '-1s'}",
        "[leaderElection.leaseDuration: Invalid value: \"-1s\": must be greater than zero, leaderElection.leaseDuration: "
          + "Invalid value: \"10s\": must be greater than `RenewDeadline`]"
      ),
      (
        "{leaseDuration: '10s'}",
        "leaderElection.leaseDuration: Invalid value: \"10s\": must be greater than `RenewDeadline`"
      ),
      ("{leaderElect: false, leaseDuration: '-1s', resourceLock: configmaps}", nil),
    ] as [(String, String?)])
  func leaderElection(_ value: String, _ message: String?) {
    #expect(rejection(of: configuration("leaderElection: \(value)")) == message)
  }

  @Test("Of several profiles each needs a name")
  func names() {
    #expect(
      rejection(of: configuration("{profiles: [{schedulerName: a}, {}]}"))
        == "profiles[1].schedulerName: Required value")
    #expect(
      rejection(of: configuration("{profiles: [{}, {}]}"))
        == "[profiles[0].schedulerName: Required value, profiles[1].schedulerName: Required value, "
        + "profiles[1].schedulerName: Duplicate value: {}]")
  }

  @Test("Plugins that Kubernetes once had are refused by name")
  func removedPlugins() {
    let text =
      "was invalid in version \"v1\" (KubeSchedulerConfiguration is version "
      + "\"kubescheduler.config.k8s.io/v1\")"
    #expect(
      rejection(of: configuration(profile: "{plugins: {filter: {enabled: [{name: EBSLimits}]}}}"))
        == "profiles[0].plugins.filter.enabled[0]: Invalid value: \"EBSLimits\": \(text)")
    #expect(
      rejection(of: configuration(arguments: "{}", of: "GCEPDLimits"))
        == "profiles[0].pluginConfig[0]: Invalid value: \"GCEPDLimits\": \(text)")
  }

  private static let nodeAffinity = "addedAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"

  @Test(
    "The arguments of a plugin are checked with the plugin's own rules",
    arguments: [
      (
        "DefaultPreemption", "{minCandidateNodesPercentage: 0, minCandidateNodesAbsolute: 0}",
        [
          "minCandidateNodesPercentage: Invalid value: 0: cannot be zero at the same time as minCandidateNodesAbsolute",
          "minCandidateNodesAbsolute: Invalid value: 0: cannot be zero at the same time as minCandidateNodesPercentage",
        ]
      ),
      (
        "InterPodAffinity", "{hardPodAffinityWeight: 101}",
        ["hardPodAffinityWeight: Invalid value: 101: not in valid range [0, 100]"]
      ),
      (
        "NodeResourcesBalancedAllocation",
        "{resources: [{name: cpu, weight: 2}, {name: cpu, weight: 0}, {name: memory}]}",
        ["resources[0].weight: Invalid value: 2: must be 1", "resources[1].name: Duplicate value: \"cpu\""]
      ),
      (
        "DynamicResources", "{filterTimeout: '-5ms'}",
        ["filterTimeout: Invalid value: \"-5ms\": must be zero or positive"]
      ),
      (
        "VolumeBinding", "{bindTimeoutSeconds: -1, shape: [{utilization: 0, score: 10}]}",
        [
          "bindTimeoutSeconds: Invalid value: -1: invalid BindTimeoutSeconds, should not be a negative value",
          "shape: Invalid value: [{\"Utilization\":0,\"Score\":10}]: unexpected field `shape`, remove it or turn on the "
            + "feature gate StorageCapacityScoring",
        ]
      ),
      (
        "PodTopologySpread", "{defaultingType: Mine}",
        ["defaultingType: Unsupported value: \"Mine\": supported values: \"System\", \"List\""]
      ),
      (
        "PodTopologySpread",
        """
        defaultingType: List
        defaultConstraints:
        - {maxSkew: 0, whenUnsatisfiable: Never, labelSelector: {}}
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
        - {maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
        - {maxSkew: 1, topologyKey: zone}
        """,
        [
          "defaultConstraints[0].maxSkew: Invalid value: 0: not in valid range (0, inf)",
          "defaultConstraints[0].topologyKey: Required value: can not be empty",
          "defaultConstraints[0].whenUnsatisfiable: Unsupported value: \"Never\": supported values: \"DoNotSchedule\", "
            + "\"ScheduleAnyway\"",
          "defaultConstraints[0].labelSelector: Forbidden: constraint must not define a selector, as they deduced for "
            + "each pod",
          "defaultConstraints[2]: Duplicate value: \"{zone, DoNotSchedule}\"",
          "defaultConstraints[3].whenUnsatisfiable: Required value: can not be empty",
        ]
      ),
      (
        "NodeAffinity",
        """
        addedAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
            - {}
            - matchExpressions:
              - {key: a, operator: Near}
              - {key: a, operator: In}
              - {key: a, operator: Exists, values: [b]}
              - {key: a, operator: Gt, values: [b]}
              matchFields:
              - {key: metadata.name, operator: Exists}
              - {key: x, operator: In}
          preferredDuringSchedulingIgnoredDuringExecution:
          - {weight: 1, preference: {matchExpressions: [{key: a, operator: Lt, values: []}]}}
          - {weight: 0, preference: {matchExpressions: [{key: a, operator: Near}]}}
        """,
        [
          "\(nodeAffinity)[1].matchExpressions[0].operator: Unsupported value: \"Near\": supported values: \"In\", "
            + "\"NotIn\", \"Exists\", \"DoesNotExist\", \"Gt\", \"Lt\"",
          "\(nodeAffinity)[1].matchExpressions[1].values: Invalid value: null: for 'in', 'notin' operators, values set "
            + "can't be empty",
          "\(nodeAffinity)[1].matchExpressions[2].values: Invalid value: [\"b\"]: values set must be empty for exists and "
            + "does not exist",
          "\(nodeAffinity)[1].matchExpressions[3].values[0]: Invalid value: \"b\": for 'Gt', 'Lt' operators, the value "
            + "must be an integer",
          "\(nodeAffinity)[1].matchFields[0].operator: Unsupported value: \"Exists\": supported values: \"In\", \"NotIn\"",
          "\(nodeAffinity)[1].matchFields[1].values: Invalid value: null: must have one element",
          "addedAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].matchExpressions[0].values: Invalid value: []: "
            + "for 'Gt', 'Lt' operators, exactly one value is required",
        ]
      ),
    ])
  func pluginArguments(_ plugin: String, _ arguments: String, _ mistakes: [String]) {
    let texts = mistakes.map { "profiles[0].pluginConfig[0].args.\($0)" }
    let message = texts.count == 1 ? texts[0] : "[\(texts.joined(separator: ", "))]"
    #expect(rejection(of: configuration(arguments: arguments, of: plugin)) == message)
  }

  @Test(
    "NodeResourcesFit checks its arguments itself when it is built",
    arguments: [
      (
        "{scoringStrategy: {}}",
        "scoringStrategy.type: Unsupported value: \"\": supported values: \"LeastAllocated\", \"MostAllocated\", "
          + "\"RequestedToCapacityRatio\""
      ),
      (
        "{scoringStrategy: {type: MostAllocated, resources: [{name: cpu, weight: 101}]}}",
        "scoringStrategy.resources[0].weight: Invalid value: 101: resource weight of cpu not in valid range (0, 100]"
      ),
      (
        "{scoringStrategy: {type: MostAllocated, requestedToCapacityRatio: {}}}",
        "scoringStrategy.requestedToCapacityRatio: Forbidden: must be nil when type is not RequestedToCapacityRatio"
      ),
      (
        "{scoringStrategy: {type: RequestedToCapacityRatio}}",
        "scoringStrategy.requestedToCapacityRatio: Required value: must be specified when type is "
          + "RequestedToCapacityRatio"
      ),
      (
        "{scoringStrategy: {type: RequestedToCapacityRatio, requestedToCapacityRatio: {}}}",
        "scoringStrategy.requestedToCapacityRatio.shape: Required value: at least one point must be specified"
      ),
      (
        """
        scoringStrategy:
          type: RequestedToCapacityRatio
          requestedToCapacityRatio:
            shape:
            - {utilization: 50, score: 11}
            - {utilization: 50, score: 1}
            - {utilization: 101, score: -1}
        """,
        "[scoringStrategy.requestedToCapacityRatio.shape[1].utilization: Invalid value: 50: values must be sorted in "
          + "increasing order, scoringStrategy.requestedToCapacityRatio.shape[0].score: Invalid value: 11: not in valid "
          + "range [0, 10], scoringStrategy.requestedToCapacityRatio.shape[2].utilization: Invalid value: 101: not in "
          + "valid range [0, 100], scoringStrategy.requestedToCapacityRatio.shape[2].score: Invalid value: -1: not in "
          + "valid range [0, 10]]"
      ),
    ])
  func fitArguments(_ arguments: String, _ message: String) {
    let error = configurationError(of: configuration(arguments: arguments, of: "NodeResourcesFit"))
    #expect(
      error?.message
        == "initializing profiles: creating profile for scheduler name default-scheduler: initializing plugin "
        + "\"NodeResourcesFit\": \(message)")
    let place = FieldPath("profiles").index(0).field("pluginConfig").index(0).field("args").description
    #expect(error?.causes.allSatisfy { $0.location.description.hasPrefix(place) } == true)
  }

  @Test("Resources that an extender looks after are what NodeResourcesFit ignores")
  func extenderResources() throws {
    let value = configuration(
      """
      extenders:
      - urlPrefix: http://a
        managedResources: [{name: a.com/x, ignoredByScheduler: true}, {name: a.com/y}]
      profiles:
      - pluginConfig: [{name: NodeResourcesFit, args: {ignoredResources: [b.com/z]}}]
      """)
    guard
      case .nodeResourcesFit(let fit) = try SchedulerConfiguration(value).profiles.first?.arguments["NodeResourcesFit"]
    else {
      Issue.record("no arguments")
      return
    }
    #expect(fit.ignoredResources == ["a.com/x"])
  }
}
