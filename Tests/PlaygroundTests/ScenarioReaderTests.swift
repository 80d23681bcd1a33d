import KubernetesAPI
import Playground
import Testing

@Suite struct ScenarioReaderTests {
  private static func mistakes(_ text: String) -> [String] {
    do throws(SourceErrors) {
      _ = try ScenarioReader(file: "s.yaml").read(text)
      return []
    } catch {
      return error.errors.map(\.description)
    }
  }

  private static func scenario(spec: String) -> String {
    "apiVersion: berth.dev/v1\nkind: Scenario\nmetadata: {name: s}\nspec:\n"
      + spec.split(separator: "\n").map { "  \($0)\n" }.joined()
  }

  @Test("plain manifests are a scenario: one scheduler with kube-scheduler's defaults")
  func plainManifests() throws {
    let scenario = try ScenarioReader().read(
      """
      apiVersion: v1
      kind: Node
      metadata: {name: node01}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web}
      spec: {containers: [{name: c, image: nginx}]}
      """)
    #expect(scenario.objects.map(\.kind) == ["Node", "Pod"])
    #expect(scenario.configurations.map(\.name) == ["default"])
    #expect(scenario.schedulers == nil)
  }

  @Test("a bare KubeSchedulerConfiguration is the configuration default, named ones stand beside it")
  func configurations() throws {
    let scenario = try ScenarioReader().read(
      Self.scenario(
        spec: """
          configurations:
          - name: packer
            configuration:
              apiVersion: kubescheduler.config.k8s.io/v1
              kind: KubeSchedulerConfiguration
              profiles: [{schedulerName: packer}]
          """) + """
          ---
          apiVersion: kubescheduler.config.k8s.io/v1
          kind: KubeSchedulerConfiguration
          profiles: [{schedulerName: mine}]
          """)
    #expect(scenario.configurations.map(\.name) == ["default", "packer"])
    #expect(scenario.configurations.map { $0.configuration.profiles[0].schedulerName } == ["mine", "packer"])
  }

  @Test("every field of a Scenario is read")
  func fields() throws {
    let scenario = try ScenarioReader().read(
      Self.scenario(
        spec: """
          title: {en: Hello, ko: 안녕}
          seed: 7
          user: jane
          until: 1m30s
          schedulers: []
          files: {pod.yaml: "kind: Pod"}
          steps:
          - {at: 10s, kubectl: taint nodes node1 app=blue:NoSchedule}
          - {at: 20s, as: joe, edit: {kind: Pod, name: web, patch: {metadata: {labels: {a: b}}}}}
          """))
    #expect(scenario.title.text(in: "ko") == "안녕")
    #expect(scenario.title.text(in: "fr") == "Hello")
    #expect(scenario.seed == 7)
    #expect(scenario.user == "jane")
    #expect(scenario.until?.seconds == 90)
    #expect(scenario.schedulers?.isEmpty == true)
    #expect(scenario.files["pod.yaml"] == "kind: Pod")
    #expect(scenario.steps.map(\.at.seconds) == [10, 20])
    #expect(scenario.steps.map(\.user) == [nil, "joe"])
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var spec: String
    var expected: String
    var testDescription: String { spec }
  }

  static let mistakesInSpecs = [
    Mistake(
      spec: "tittle: x",
      expected: "s.yaml:5:3: Scenario \"s\": spec.tittle: unknown field \"tittle\"; expected one of: apiServer"),
    Mistake(spec: "seed: -1", expected: "s.yaml:5:3: Scenario \"s\": spec.seed: must be a whole number from 0"),
    Mistake(spec: "until: soon", expected: "s.yaml:5:3: Scenario \"s\": spec.until: must be a length of time"),
    Mistake(
      spec: "steps: [{at: 1s}]",
      expected: "s.yaml:5:11: Scenario \"s\": spec.steps[0]: a step does exactly one of: kubectl, apply"),
    Mistake(
      spec: "schedulers: [{name: a, configuration: nope}]",
      expected: "s.yaml:5:26: Scenario \"s\": spec.schedulers[0].configuration: Not found: \"nope\"; there are: default"
    ),
    Mistake(
      spec: "configurations: [{name: default}]",
      expected: "s.yaml:5:21: Scenario \"s\": spec.configurations[0].name: Duplicate value: \"default\""),
  ]

  @Test(
    "a mistake in a Scenario is told with its line, column, field and what would be right", arguments: mistakesInSpecs)
  func mistakeInSpec(_ mistake: Mistake) {
    let mistakes = Self.mistakes(Self.scenario(spec: mistake.spec))
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.hasPrefix(mistake.expected) == true, "\(mistakes)")
  }

  @Test("all mistakes are told at once, in the order of their places")
  func allAtOnce() {
    let mistakes = Self.mistakes(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec: {containerz: []}
      ---
      apiVersion: berth.dev/v1
      kind: Scenario
      metadata: {name: s}
      spec: {seeed: 1, steps: [{kubectl: [no]}]}
      """)
    #expect(mistakes.count == 3, "\(mistakes)")
    #expect(mistakes.first?.contains("s.yaml:4:8") == true, "\(mistakes)")
    #expect(mistakes.last?.contains("spec.steps[0].kubectl: must be a string") == true, "\(mistakes)")
  }

  @Test("a configuration that kube-scheduler rejects is told in its words, at the field")
  func rejectedConfiguration() {
    let mistakes = Self.mistakes(
      """
      apiVersion: kubescheduler.config.k8s.io/v1
      kind: KubeSchedulerConfiguration
      percentageOfNodesToScore: 101
      """)
    #expect(
      mistakes == [
        "s.yaml:3:1: KubeSchedulerConfiguration \"\": percentageOfNodesToScore: "
          + "Invalid value: 101: not in valid range [0-100]"
      ])
  }

  @Test("Pods with resource claims are refused where they stand, in templates too")
  func resourceClaims() {
    let mistakes = Self.mistakes(
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a}
      spec:
        containers: [{name: c, image: i}]
        resourceClaims: [{name: gpu, resourceClaimName: gpu}]
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: b}
      spec:
        schedule: "0 0 * * *"
        jobTemplate:
          spec: {template: {spec: {resourceClaims: [{name: gpu, resourceClaimName: gpu}]}}}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: d, uid: d-1}
      spec:
        template:
          spec:
            resourceClaims: [{name: gpu, resourceClaimTemplateName: gpu}]
      """)
    let text = "resource claims (DynamicResources) are not supported yet"
    #expect(
      mistakes == [
        "s.yaml:6:3: Pod \"a\": spec.resourceClaims: \(text)",
        "s.yaml:14:30: CronJob \"b\": spec.jobTemplate.spec.template.spec.resourceClaims: \(text)",
        "s.yaml:22:7: Deployment \"d\": spec.template.spec.resourceClaims: \(text)",
      ])
  }

  @Test("a scenario past a limit is refused, and the refusal names the limit")
  func limits() {
    var limits = ScenarioLimits()
    limits.nodes = 1
    let text = "apiVersion: v1\nkind: NodeList\nitems: [{metadata: {name: a}}, {metadata: {name: b}}]"
    #expect {
      try ScenarioReader(limits: limits).read(text)
    } throws: { error in
      "\(error)".contains("at most 1 Nodes, and this one has 2")
    }
  }

  @Test("data of Secrets and ConfigMaps may not be saved, but a scheduler configuration may")
  func sensitiveData() {
    let secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: Yg==}"
    let map = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: b}"
    let configuration =
      "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata:\n  config.yaml: |\n    kind: KubeSchedulerConfiguration"
    let empty = "apiVersion: v1\nkind: Secret\nmetadata: {name: s}"
    #expect(SensitiveData.mistakes(in: secret).map(\.position.line) == [4])
    #expect(
      SensitiveData.mistakes(in: "apiVersion: v1\nkind: List\nitems:\n- {kind: Secret, stringData: {a: b}}").count == 1)
    #expect(SensitiveData.mistakes(in: map).count == 1)
    #expect(SensitiveData.mistakes(in: configuration).isEmpty)
    #expect(SensitiveData.mistakes(in: empty).isEmpty)
  }
}
