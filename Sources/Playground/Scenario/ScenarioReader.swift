import ClusterSimulator
public import KubernetesAPI
public import SchedulerFramework
import SchedulerPlugins

/// Reads a scenario from its text: ordinary manifests, at most one `Scenario` document and at most one bare
/// KubeSchedulerConfiguration, which is the configuration `default`.
///
///     let scenario = try ScenarioReader(file: "taints.yaml").read(text)
public struct ScenarioReader: Sendable {
  private static let scenarioVersion = "berth.dev/v1"
  private static let configurationVersion = "kubescheduler.config.k8s.io/v1"

  /// kube-scheduler's own default.
  private static let usualConfiguration = try? SchedulerConfiguration(nil)

  /// The name that mistakes are reported under.
  public var file: String?
  public var limits: ScenarioLimits

  /// The way to extenders, for scenarios whose configurations name any.
  public var extenderClient: (any ExtenderClient)?

  public init(
    file: String? = nil, limits: ScenarioLimits = ScenarioLimits(), extenderClient: (any ExtenderClient)? = nil
  ) {
    self.file = file
    self.limits = limits
    self.extenderClient = extenderClient
  }

  public func read(_ text: String) throws(SourceErrors) -> Scenario { try read(Array(text.utf8)) }

  /// - Throws: Every mistake that can be seen without running the scenario, in the order of their places.
  public func read(_ text: [UInt8]) throws(SourceErrors) -> Scenario {
    let manifests = ManifestReader(
      file: file, limits: limits.documents,
      otherKinds: [
        "\(Self.scenarioVersion) Scenario", "\(Self.configurationVersion) KubeSchedulerConfiguration",
      ]
    ).read(text)
    var errors = manifests.errors
    var scenario = Scenario()
    scenario.extenderClient = extenderClient
    let others = manifests.objects.filter { !$0.isServed }
    scenario.manifests = others.isEmpty ? manifests.objects : manifests.objects.filter(\.isServed)
    errors += Self.unsupportedFields(in: scenario.manifests)

    let configurations = others.filter { $0.object.kind == "KubeSchedulerConfiguration" }
    errors += configurations.dropFirst().map {
      $0.error(
        at: FieldPath("kind"),
        "only one KubeSchedulerConfiguration document may stand by itself; name others in spec.configurations")
    }
    var source = JSONValue.null
    if let document = configurations.first {
      source = document.object.value
      errors += Self.mistakes(in: document, at: FieldPath(), value: source, extenderClient)
    }
    if let configuration = source.isNull ? Self.usualConfiguration : try? SchedulerConfiguration(source) {
      scenario.configurations = [
        .init(name: Scenario.defaultConfiguration, configuration: configuration, source: source)
      ]
    }

    let documents = others.filter { $0.object.kind == "Scenario" }
    errors += documents.dropFirst().map {
      $0.error(at: FieldPath("kind"), "only one Scenario document may be in a file")
    }
    if let document = documents.first {
      var decoder = ScenarioDecoder(document, file: file)
      decoder.decode(into: &scenario)
      errors += decoder.errors
    }
    errors += limits.refusals(of: scenario).map {
      SourceError(file: file, position: SourcePosition(line: 1, column: 1), message: $0)
    }
    guard errors.isEmpty else { throw SourceErrors(errors.sorted { $0.position < $1.position }) }
    return scenario
  }

  private static func unsupportedFields(in manifests: [Manifest]) -> [SourceError] {
    var errors: [SourceError] = []
    let manifests = manifests.span
    for index in manifests.indices {
      let found = UnsupportedFields.errors(in: manifests[index].object)
      for error in found { errors.append(manifests[index].error(error)) }
    }
    return errors
  }

  /// What kube-scheduler says of a configuration, with places where it has any.
  static func mistakes(
    in document: Manifest, at path: FieldPath, value: JSONValue, _ extenderClient: (any ExtenderClient)?
  ) -> [SourceError] {
    do throws(ConfigurationError) {
      let configuration = try SchedulerConfiguration(value)
      _ = try Scheduler(configuration: configuration, plugins: .all, extenderClient: extenderClient)
      return []
    } catch {
      guard !error.causes.isEmpty else { return [document.error(at: path, error.message)] }
      return error.causes.map { cause in
        document.error(at: FieldPath(path.elements + cause.location.elements), cause.message)
      }
    }
  }
}

/// What a scenario may ask for.
public struct ScenarioLimits: Sendable {
  /// What its text may look like.
  public var documents = DocumentLimits()
  public var nodes = 20_000
  public var objects = 200_000
  public var steps = 50_000

  public init() {}

  /// No limit but memory.
  public static let none: ScenarioLimits = {
    var limits = ScenarioLimits()
    (limits.nodes, limits.objects, limits.steps) = (.max, .max, .max)
    return limits
  }()

  func refusals(of scenario: Scenario) -> [String] {
    let counted = [
      ("Nodes", scenario.manifests.count > nodes ? scenario.manifests.count { $0.object.kind == "Node" } : 0, nodes),
      ("objects", scenario.manifests.count, objects),
      ("steps", scenario.steps.count, steps),
    ]
    return counted.filter { $0.1 > $0.2 }
      .map { "a scenario may have at most \($0.2) \($0.0), and this one has \($0.1)" }
  }
}
