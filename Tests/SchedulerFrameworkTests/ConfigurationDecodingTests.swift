import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Decoding of a scheduler configuration")
struct ConfigurationDecodingTests {
  @Test(
    "Fields that do not exist are named with their path",
    arguments: [
      Mistake(
        configuration("{nope: 1}"), "strict decoding error: unknown field \"nope\""),
      Mistake(
        configuration("{profiles: [{nope: 1, plugins: {scores: {}, score: {enable: []}}}], Extenders: []}"),
        "strict decoding error: unknown field \"profiles[0].nope\", unknown field \"profiles[0].plugins.scores\", "
          + "unknown field \"profiles[0].plugins.score.enable\", unknown field \"Extenders\""),
      Mistake(
        configuration("{healthzBindAddress: '0.0.0.0:10251'}"),
        "strict decoding error: unknown field \"healthzBindAddress\""),
      Mistake(
        configuration(
          arguments: "{scoringStrategy: {resources: [{Name: cpu, Weight: 1}]}}", of: "NodeResourcesFit"),
        "strict decoding error: decoding .profiles[0].pluginConfig[0]: strict decoding error: decoding args for plugin "
          + "NodeResourcesFit: strict decoding error: unknown field \"scoringStrategy.resources[0].Name\", "
          + "unknown field \"scoringStrategy.resources[0].Weight\""),
      Mistake(
        configuration(
          """
          profiles:
          - {schedulerName: a, pluginConfig: [{name: NodeAffinity, args: {x: 1}}]}
          - {schedulerName: b, pluginConfig: [{name: VolumeBinding, args: {z: 1}}, {nme: z}]}
          """),
        "strict decoding error: unknown field \"profiles[1].pluginConfig[1].nme\", decoding .profiles[0].pluginConfig[0]: "
          + "strict decoding error: decoding args for plugin NodeAffinity: strict decoding error: unknown field \"x\", "
          + "decoding .profiles[1].pluginConfig[0]: strict decoding error: decoding args for plugin VolumeBinding: "
          + "strict decoding error: unknown field \"z\""),
    ])
  func unknownFields(_ mistake: Mistake) {
    #expect(rejection(of: mistake.value) == mistake.message)
  }

  @Test(
    "Values of the wrong type are reported as Go reports them",
    arguments: [
      Mistake(
        configuration("{parallelism: many, profiles: 3}"),
        "json: cannot unmarshal string into Go struct field KubeSchedulerConfiguration.parallelism of type int32"),
      Mistake(
        configuration("{parallelism: 4294967296}"),
        "json: cannot unmarshal number 4294967296 into Go struct field KubeSchedulerConfiguration.parallelism of type "
          + "int32"),
      Mistake(
        configuration("{podMaxBackoffSeconds: 1.5}"),
        "json: cannot unmarshal number 1.5 into Go struct field KubeSchedulerConfiguration.podMaxBackoffSeconds of type "
          + "int64"),
      Mistake(
        configuration("{profiles: {schedulerName: a}}"),
        "json: cannot unmarshal object into Go struct field KubeSchedulerConfiguration.profiles of type "
          + "[]v1.KubeSchedulerProfile"),
      Mistake(
        configuration(profile: "{percentageOfNodesToScore: true}"),
        "json: cannot unmarshal bool into Go struct field KubeSchedulerProfile.profiles.percentageOfNodesToScore of type "
          + "int32"),
      Mistake(
        configuration(profile: "{plugins: {score: {enabled: [NodeAffinity]}}}"),
        "json: cannot unmarshal string into Go struct field PluginSet.profiles.plugins.score.enabled of type v1.Plugin"),
      Mistake(
        configuration("{leaderElection: {leaseDuration: 15}}"),
        "json: cannot unmarshal number into Go struct field LeaderElectionConfiguration.leaderElection.leaseDuration of "
          + "type string"),
      Mistake(
        configuration("{leaderElection: {leaseDuration: '15'}}"), "time: missing unit in duration \"15\""),
      Mistake(
        configuration("{leaderElection: {leaseDuration: '15x'}}"), "time: unknown unit \"x\" in duration \"15x\""),
      Mistake(
        configuration("{leaderElection: {leaseDuration: soon}}"), "time: invalid duration \"soon\""),
      Mistake(
        configuration(arguments: "{ignoredResources: gpu}", of: "NodeResourcesFit"),
        "decoding .profiles[0].pluginConfig[0]: decoding args for plugin NodeResourcesFit: json: cannot unmarshal string "
          + "into Go struct field NodeResourcesFitArgs.ignoredResources of type []string"),
      Mistake(
        configuration(
          arguments: "{defaultConstraints: [{labelSelector: {matchLabels: {a: 1}}}]}", of: "PodTopologySpread"),
        "decoding .profiles[0].pluginConfig[0]: decoding args for plugin PodTopologySpread: json: cannot unmarshal number "
          + "into Go struct field LabelSelector.defaultConstraints.labelSelector.matchLabels of type string"),
    ])
  func wrongTypes(_ mistake: Mistake) {
    #expect(rejection(of: mistake.value) == mistake.message)
  }

  @Test(
    "The kind must be the one that is asked for",
    arguments: [
      Mistake(
        "{apiVersion: kubescheduler.config.k8s.io/v1}",
        "Object 'Kind' is missing in '{\"apiVersion\":\"kubescheduler.config.k8s.io/v1\"}'"),
      Mistake(
        "{kind: KubeSchedulerConfiguration}",
        "Object 'apiVersion' is missing in '{\"kind\":\"KubeSchedulerConfiguration\"}'"),
      Mistake(
        "{apiVersion: kubescheduler.config.k8s.io/v1beta3, kind: KubeSchedulerConfiguration}",
        "no kind \"KubeSchedulerConfiguration\" is registered for version \"kubescheduler.config.k8s.io/v1beta3\" in "
          + "scheme \"pkg/scheduler/apis/config/scheme/scheme.go:29\""),
      Mistake(
        "{apiVersion: kubescheduler.config.k8s.io/v1, kind: NodeAffinityArgs}",
        "couldn't decode as KubeSchedulerConfiguration, got kubescheduler.config.k8s.io/v1, Kind=NodeAffinityArgs: "),
      Mistake("{apiVersion: a/b/c, kind: KubeSchedulerConfiguration}", "unexpected GroupVersion string: a/b/c"),
      Mistake(
        "{apiVersion: 1, kind: KubeSchedulerConfiguration}",
        "couldn't get version/kind; json parse error: json: cannot unmarshal number into Go struct field .apiVersion of "
          + "type string"),
      Mistake(
        configuration(arguments: "{kind: InterPodAffinityArgs}", of: "DefaultPreemption"),
        "decoding .profiles[0].pluginConfig[0]: args for plugin DefaultPreemption were not of type "
          + "DefaultPreemptionArgs.kubescheduler.config.k8s.io, got InterPodAffinityArgs.kubescheduler.config.k8s.io"),
      Mistake(
        configuration(arguments: "{kind: Nope}", of: "DefaultPreemption"),
        "decoding .profiles[0].pluginConfig[0]: decoding args for plugin DefaultPreemption: no kind \"Nope\" is "
          + "registered for version \"kubescheduler.config.k8s.io/v1\" in scheme "
          + "\"pkg/scheduler/apis/config/scheme/scheme.go:29\""),
    ])
  func wrongKinds(_ mistake: Mistake) {
    #expect(rejection(of: mistake.value) == mistake.message)
  }

  @Test("An unknown field is found where it stands in the whole configuration")
  func locations() {
    let value = configuration(
      profile: "{nope: 1, pluginConfig: [{name: NodeResourcesFit, args: {scoringStrategy: {typ: x}}}]}")
    let places = configurationError(of: value)?.causes.map(\.location.description)
    #expect(places == ["profiles[0].nope", "profiles[0].pluginConfig[0].args.scoringStrategy.typ"])
  }

  @Test("Arguments may be left out, empty or null, and of plugins that nobody knows they may be anything")
  func lenience() throws {
    let value = configuration(
      profile: """
        pluginConfig:
        - {name: DefaultPreemption, args: null}
        - {name: InterPodAffinity}
        - {name: NodeAffinity, args: {}}
        - {name: Other, args: {foo: [bar, 1]}}
        """)
    let profile = try #require(try SchedulerConfiguration(value).profiles.first)
    #expect(profile.arguments["DefaultPreemption"] == .defaultPreemption(DefaultPreemptionArguments()))
    #expect(profile.arguments["InterPodAffinity"] == .interPodAffinity(InterPodAffinityArguments()))
    #expect(profile.arguments["NodeAffinity"] == .nodeAffinity(NodeAffinityArguments()))
    #expect(profile.arguments["Other"] == .outOfTree(["foo": ["bar", 1]]))
  }

  @Test(
    "No configuration, null and an empty one are the default one",
    arguments: [nil, JSONValue.null, configuration("{}")])
  func defaults(_ value: JSONValue?) throws {
    let configuration = try SchedulerConfiguration(value)
    #expect(configuration.profiles.map(\.schedulerName) == ["default-scheduler"])
    #expect(configuration.percentageOfNodesToScore == nil)
    #expect(configuration.parallelism == 16)
    #expect(configuration.podInitialBackoffSeconds == 1)
    #expect(configuration.podMaxBackoffSeconds == 10)
    #expect(configuration.leaderElection.leaderElect)
    #expect(configuration.leaderElection.leaseDuration == .seconds(15))
    #expect(configuration.leaderElection.resourceName == "kube-scheduler")
    #expect(configuration.clientConnection.qps == 50)
    #expect(configuration.clientConnection.burst == 100)
    let withArguments: Set = [
      "DefaultPreemption", "DynamicResources", "InterPodAffinity", "NodeAffinity", "NodeResourcesBalancedAllocation",
      "NodeResourcesFit", "PodTopologySpread", "VolumeBinding",
    ]
    #expect(configuration.profiles.first.map { Set($0.arguments.keys) } == withArguments)
  }

  @Test("A single profile is the default scheduler's, unless it has a name")
  func profileNames() throws {
    #expect(
      try SchedulerConfiguration(configuration(profile: "{}")).profiles.first?.schedulerName == "default-scheduler")
    #expect(rejection(of: configuration(profile: "{schedulerName: ''}")) == "profiles[0].schedulerName: Required value")
  }

  @Test(
    "Durations are read and printed as Go does",
    arguments: [
      ("1h30m", 5_400_000_000_000, "1h30m0s"), ("1.5s", 1_500_000_000, "1.5s"), ("-20ms", -20_000_000, "-20ms"),
      (".5us", 500, "500ns"), ("0", 0, "0s"), ("+2m", 120_000_000_000, "2m0s"), ("1m0.25s", 60_250_000_000, "1m0.25s"),
    ])
  func durations(_ text: String, _ nanoseconds: Int64, _ printed: String) throws {
    let value = configuration("extenders: [{urlPrefix: 'http://x', httpTimeout: '\(text)'}]")
    let timeout = try #require(try SchedulerConfiguration(value).extenders.first?.httpTimeout)
    #expect(timeout.nanoseconds == nanoseconds)
    #expect(timeout.description == printed)
  }
}
