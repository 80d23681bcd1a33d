public import ClusterSimulator
public import KubernetesAPI
public import SchedulerFramework
import SchedulerPlugins

/// Which scheduler configuration a run uses.
public enum ConfigurationChoice: Sendable, Hashable {
  /// One that the scenario names; `default` is always there.
  case named(String)
  /// A KubeSchedulerConfiguration; null is kube-scheduler's own default.
  case inline(JSONValue)
}

/// Why a scenario cannot be run.
public enum RunError: Error, Sendable {
  /// The scenario has mistakes.
  case scenario(SourceErrors)
  /// The scenario has no configuration of this name.
  case unknownConfiguration(String, known: [String])
  /// The configuration given with the request is rejected.
  case configuration(ConfigurationError)
}

/// A scenario that was run with one scheduler configuration.
public struct ScenarioRun: Sendable {
  public let scenario: Scenario
  /// The configuration's name; for one given with the request `inline`.
  public let configurationName: String
  public let simulation: Simulation
  /// Whether nothing was scheduled for it: it is another run whose attempts were re-scored.
  public let isRescored: Bool

  public var result: SimulationResult { simulation.result }

  /// Runs the scenario to its end.
  ///
  /// - Parameter checkCancelled: Called often; what it throws ends the run.
  /// - Throws: ``RunError``, and what `checkCancelled` throws.
  public init(
    _ scenario: Scenario, configuration choice: ConfigurationChoice = .named(Scenario.defaultConfiguration),
    limits: SimulationLimits = SimulationLimits(), checkCancelled: @escaping @Sendable () throws -> Void = {}
  ) throws {
    let input = try scenario.input(running: choice, limits: limits)
    self.scenario = scenario
    configurationName = choice.name
    isRescored = false
    simulation = try scenario.explainingRefusals { try Simulation(input, checkCancelled: checkCancelled) }
  }

  /// Runs a prepared scenario to its end.
  ///
  /// - Parameter checkCancelled: Called often; what it throws ends the run.
  /// - Throws: ``RunError``, and what `checkCancelled` throws.
  public init(
    _ prepared: PreparedScenario, configuration choice: ConfigurationChoice,
    checkCancelled: @escaping @Sendable () throws -> Void = {}
  ) throws {
    let schedulers = try prepared.scenario.schedulers(running: choice)
    scenario = prepared.scenario
    configurationName = choice.name
    isRescored = false
    simulation = try scenario.explainingRefusals { [start = prepared.start] in
      try start.run(schedulers, checkCancelled: checkCancelled)
    }
  }

  /// The run of the same scenario with a configuration that differs from that of another run in nothing but weights, made by
  /// re-scoring the attempts of the other; nil when that does not do: more differs, or an attempt chooses another Node.
  ///
  /// - Throws: ``RunError``.
  public init?(rescoring other: ScenarioRun, configuration choice: ConfigurationChoice) throws(RunError) {
    let schedulers = try other.scenario.schedulers(running: choice)
    guard let simulation = other.simulation.reweighted(schedulers) else { return nil }
    self.simulation = simulation
    scenario = other.scenario
    configurationName = choice.name
    isRescored = true
  }
}

/// A scenario whose objects have been created: runs with several configurations begin here, each for itself.
public struct PreparedScenario: Sendable {
  public let scenario: Scenario
  let start: SimulationStart

  /// - Parameters:
  ///   - choice: One of the configurations; any other may be run as well.
  ///   - checkCancelled: Called often; what it throws ends the work.
  /// - Throws: ``RunError``, and what `checkCancelled` throws.
  public init(
    _ scenario: Scenario, configuration choice: ConfigurationChoice = .named(Scenario.defaultConfiguration),
    limits: SimulationLimits = SimulationLimits(), checkCancelled: @escaping @Sendable () throws -> Void = {}
  ) throws {
    let input = try scenario.input(running: choice, limits: limits)
    self.scenario = scenario
    start = try scenario.explainingRefusals { try SimulationStart(input, checkCancelled: checkCancelled) }
  }
}

extension ConfigurationChoice {
  /// What runs are called that use it.
  var name: String {
    switch self {
    case .named(let name): name
    case .inline(let value): value.isNull ? Scenario.defaultConfiguration : "inline"
    }
  }
}

extension Scenario {
  /// For each of several configurations the first one before it that differs from it in nothing but the weights of Score
  /// plugins, as an index; nil for those without such a one.
  ///
  /// - Throws: ``RunError`` for a configuration that there is not, or that is rejected.
  public func rescoringBases(of choices: [ConfigurationChoice]) throws(RunError) -> [Int?] {
    var schedulers: [[SchedulerDefinition]] = []
    var bases: [Int?] = []
    for choice in choices {
      let own = try self.schedulers(running: choice)
      bases.append(schedulers.firstIndex { SchedulerDefinition.weights(of: own, unlike: $0, .all) != nil })
      schedulers.append(own)
    }
    return bases
  }

  func input(running choice: ConfigurationChoice, limits: SimulationLimits) throws(RunError) -> SimulationInput {
    var input = SimulationInput(
      objects: objects, userSteps: steps, schedulers: try schedulers(running: choice), plugins: .all,
      admission: admission, user: user, files: files, until: until, seed: seed, limits: limits,
      extenderClient: extenderClient)
    // Reading the scenario has found what is not.
    input.areObjectsDecoded = true
    return input
  }

  func schedulers(running choice: ConfigurationChoice) throws(RunError) -> [SchedulerDefinition] {
    switch choice {
    case .named(let name):
      guard let named = configuration(named: name) else {
        throw .unknownConfiguration(name, known: configurations.map(\.name))
      }
      return schedulerDefinitions(running: named.configuration)
    case .inline(let value):
      do throws(ConfigurationError) {
        return schedulerDefinitions(running: try SchedulerConfiguration(value.isNull ? nil : value))
      } catch {
        throw .configuration(error)
      }
    }
  }

  /// Refusals become mistakes with their places in the scenario.
  func explainingRefusals<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch let error as RefusedObjects {
      throw RunError.scenario(sourceErrors(for: error))
    } catch let error as ConfigurationError {
      throw RunError.configuration(error)
    }
  }

  /// The schedulers that run when this configuration is chosen: it takes the place of `default`.
  func schedulerDefinitions(running chosen: SchedulerConfiguration) -> [SchedulerDefinition] {
    guard let schedulers else { return [SchedulerDefinition(configuration: chosen)] }
    return schedulers.map { entry in
      let own = entry.configuration == Self.defaultConfiguration ? nil : configuration(named: entry.configuration)
      return SchedulerDefinition(name: entry.name, configuration: own?.configuration ?? chosen)
    }
  }

  /// The API server's refusals with their places in the text.
  func sourceErrors(for refused: RefusedObjects) -> SourceErrors {
    let errors = refused.refusals.flatMap { refusal -> [SourceError] in
      guard manifests.indices.contains(refusal.index) else { return [] }
      let manifest = manifests[refusal.index]
      guard !refusal.status.causes.isEmpty else {
        return [manifest.error(at: FieldPath("metadata", "name"), refusal.status.message)]
      }
      return refusal.status.causes.map(manifest.error)
    }
    return SourceErrors(errors)
  }
}

extension RunError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .scenario(let errors): errors.description
    case .unknownConfiguration(let name, let known):
      "there is no configuration \"\(name)\"; there are: \(known.joined(separator: ", "))"
    case .configuration(let error): error.message
    }
  }
}
