import KubernetesAPI
import SchedulerFramework
import Testing

@Suite("Plugins of a profile")
struct ConfigurationProfileTests {
  @Test("The default profile has the plugins of Kubernetes v1.34 in their order")
  func defaults() throws {
    let profile = try resolvedProfile("{}")
    #expect(profile.names(at: .preEnqueue) == ["SchedulingGates", "DynamicResources", "DefaultPreemption"])
    #expect(profile.names(at: .queueSort) == ["PrioritySort"])
    let preFilter = [
      "NodeAffinity", "NodePorts", "NodeResourcesFit", "VolumeRestrictions", "NodeVolumeLimits", "VolumeBinding",
      "VolumeZone", "PodTopologySpread", "InterPodAffinity", "DynamicResources",
    ]
    #expect(profile.names(at: .preFilter) == preFilter)
    #expect(profile.names(at: .filter) == ["NodeUnschedulable", "NodeName", "TaintToleration"] + preFilter)
    #expect(profile.names(at: .postFilter) == ["DynamicResources", "DefaultPreemption"])
    let score = [
      EnabledPlugin(name: "TaintToleration", weight: 3), EnabledPlugin(name: "NodeAffinity", weight: 2),
      EnabledPlugin(name: "NodeResourcesFit", weight: 1), EnabledPlugin(name: "VolumeBinding", weight: 1),
      EnabledPlugin(name: "PodTopologySpread", weight: 2), EnabledPlugin(name: "InterPodAffinity", weight: 2),
      EnabledPlugin(name: "NodeResourcesBalancedAllocation", weight: 1),
      EnabledPlugin(name: "ImageLocality", weight: 1),
    ]
    #expect(profile.plugins[.score] == score)
    #expect(profile.names(at: .preScore) == score.map(\.name).filter { $0 != "ImageLocality" })
    #expect(profile.names(at: .reserve) == ["VolumeBinding", "DynamicResources"])
    #expect(profile.names(at: .permit).isEmpty)
    #expect(profile.names(at: .bind) == ["DefaultBinder"])
    #expect(profile.plugins.count == ExtensionPoint.allCases.count)
  }

  @Test("Plugins listed at a point and at multiPoint come first, then those of multiPoint, then those of the point")
  func order() throws {
    let profile = try resolvedProfile(
      """
      plugins:
        multiPoint:
          disabled: [{name: '*'}]
          enabled: [{name: PrioritySort}, {name: DefaultBinder}, {name: NodeName}, {name: NodePorts}, {name: NodeAffinity}]
        filter:
          enabled: [{name: TaintToleration}, {name: NodeAffinity}, {name: NodeUnschedulable}, {name: NodeName}]
      """)
    #expect(
      profile.names(at: .filter) == ["NodeAffinity", "NodeName", "NodePorts", "TaintToleration", "NodeUnschedulable"])
    #expect(profile.names(at: .preFilter) == ["NodePorts", "NodeAffinity"])
  }

  @Test("Disabling * at a point leaves what is listed there")
  func disableAll() throws {
    let profile = try resolvedProfile(
      """
      plugins:
        filter: {disabled: [{name: '*'}], enabled: [{name: NodeResourcesFit}, {name: NodeName}]}
        preScore: {disabled: [{name: '*'}]}
      """)
    #expect(profile.names(at: .filter) == ["NodeResourcesFit", "NodeName"])
    #expect(profile.names(at: .preScore).isEmpty)
    #expect(profile.names(at: .score).count == 8)
  }

  @Test("A plugin disabled at multiPoint is gone; disabled at a point it is gone there")
  func disable() throws {
    let profile = try resolvedProfile(
      """
      plugins:
        multiPoint: {disabled: [{name: TaintToleration}]}
        score: {disabled: [{name: ImageLocality}]}
        filter: {disabled: [{name: NodeAffinity}]}
      """)
    #expect(!profile.names(at: .filter).contains("TaintToleration"))
    #expect(!profile.names(at: .score).contains("TaintToleration"))
    #expect(!profile.names(at: .score).contains("ImageLocality"))
    #expect(!profile.names(at: .filter).contains("NodeAffinity"))
    #expect(profile.names(at: .preFilter).contains("NodeAffinity"))
  }

  @Test("The weight is the one at score, or else at multiPoint; none or 0 is 1")
  func weights() throws {
    let profile = try resolvedProfile(
      """
      plugins:
        multiPoint: {enabled: [{name: NodeAffinity}, {name: TaintToleration, weight: 7}]}
        score: {enabled: [{name: PodTopologySpread, weight: 0}, {name: ImageLocality, weight: 5}]}
      """)
    #expect(profile.weight(of: "NodeAffinity") == 1)
    #expect(profile.weight(of: "TaintToleration") == 7)
    #expect(profile.weight(of: "PodTopologySpread") == 1)
    #expect(profile.weight(of: "ImageLocality") == 5)
    #expect(profile.weight(of: "InterPodAffinity") == 2)
    #expect(profile.names(at: .score).prefix(3) == ["PodTopologySpread", "ImageLocality", "TaintToleration"])
  }

  @Test(
    "A profile that cannot be built is refused",
    arguments: [
      ("{filter: {enabled: [{name: Nope}]}}", "FilterPlugin \"Nope\" does not exist"),
      ("{multiPoint: {enabled: [{name: Nope}]}}", "PreFilterPlugin \"Nope\" does not exist"),
      ("{score: {enabled: [{name: NodePorts}]}}", "plugin \"NodePorts\" does not extend ScorePlugin plugin"),
      (
        "{preFilter: {enabled: [{name: NodePorts}, {name: NodePorts}]}}",
        "plugin \"NodePorts\" already registered as \"PreFilterPlugin\""
      ),
      (
        "{multiPoint: {enabled: [{name: ImageLocality}, {name: ImageLocality}]}}",
        "plugin \"ImageLocality\" already registered as \"ScorePlugin\""
      ),
      (
        "{queueSort: {disabled: [{name: '*'}]}}",
        "only one queue sort plugin required for profile with scheduler name \"default-scheduler\", but got 0"
      ),
      (
        "{multiPoint: {disabled: [{name: '*'}]}}",
        "only one queue sort plugin required for profile with scheduler name \"default-scheduler\", but got 0"
      ),
      (
        "{bind: {disabled: [{name: DefaultBinder}]}}",
        "at least one bind plugin is needed for profile with scheduler name \"default-scheduler\""
      ),
      (
        "{multiPoint: {disabled: [{name: '*'}], enabled: [{name: PrioritySort}]}}",
        "at least one bind plugin is needed for profile with scheduler name \"default-scheduler\""
      ),
      (
        "{score: {enabled: [{name: NodeAffinity, weight: -1}]}}", "total score of Score plugins could overflow"
      ),
    ])
  func buildErrors(_ plugins: String, _ message: String) {
    #expect(
      rejection(of: configuration(profile: "plugins: \(plugins)"))
        == "initializing profiles: creating profile for scheduler name default-scheduler: \(message)")
  }

  @Test(
    "A mistake is found where the profile enables the plugin",
    arguments: [
      ("{filter: {enabled: [{name: NodeName}, {name: Nope}]}}", "profiles[0].plugins.filter.enabled[1]"),
      ("{multiPoint: {enabled: [{name: Nope}]}}", "profiles[0].plugins.multiPoint.enabled[0]"),
      ("{preFilter: {enabled: [{name: NodePorts}, {name: NodePorts}]}}", "profiles[0].plugins.preFilter.enabled[1]"),
      ("{bind: {disabled: [{name: '*'}]}}", "profiles[0].plugins.bind"),
    ])
  func locations(_ plugins: String, _ location: String) {
    let error = configurationError(of: configuration(profile: "plugins: \(plugins)"))
    #expect(error?.causes.map(\.location.description) == [location])
  }

  @Test("Profiles that sort the queue by different plugins are refused")
  func queueSorts() throws {
    let other = configuration(
      """
      profiles:
      - schedulerName: a
      - schedulerName: b
        plugins: {multiPoint: {disabled: [{name: PrioritySort}], enabled: [{name: Mine}]}}
      """)
    var known = inTreePlugins
    known["Mine"] = [.queueSort]
    let error = #expect(throws: ConfigurationError.self) {
      try SchedulerConfiguration(other).resolvedProfiles(knowing: known)
    }
    #expect(
      error?.message
        == "initializing profiles: different queue sort plugins for profile \"b\": \"Mine\", first: \"PrioritySort\"")
    #expect(
      rejection(
        of: configuration(
          """
          profiles:
          - {schedulerName: a}
          - {schedulerName: b, plugins: {queueSort: {disabled: [{name: PrioritySort}]}}}
          """))
        == "profiles[1].plugins.queueSort: Invalid value: "
        + "{\"Enabled\":null,\"Disabled\":[{\"Name\":\"PrioritySort\",\"Weight\":0}]}: must be the same for all profiles"
    )
  }
}
