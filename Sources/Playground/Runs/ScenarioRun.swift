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

  public var result: SimulationResult { simulation.result }

  /// Runs the scenario to its end.
  ///
  /// - Parameter checkCancelled: Called often; what it throws ends the run.
  /// - Throws: ``RunError``, and what `checkCancelled` throws.
  public init(
    _ scenario: Scenario, configuration choice: ConfigurationChoice = .named(Scenario.defaultConfiguration),
    limits: SimulationLimits = SimulationLimits(), checkCancelled: @escaping @Sendable () throws -> Void = {}
  ) throws {
    let configuration: SchedulerConfiguration
    switch choice {
    case .named(let name):
      guard let named = scenario.configuration(named: name) else {
        throw RunError.unknownConfiguration(name, known: scenario.configurations.map(\.name))
      }
      configuration = named.configuration
      configurationName = name
    case .inline(let value):
      do throws(ConfigurationError) {
        configuration = try SchedulerConfiguration(value.isNull ? nil : value)
      } catch {
        throw RunError.configuration(error)
      }
      configurationName = value.isNull ? Scenario.defaultConfiguration : "inline"
    }
    self.scenario = scenario
    let input = SimulationInput(
      objects: scenario.objects, userSteps: scenario.steps,
      schedulers: scenario.schedulerDefinitions(running: configuration), plugins: .all,
      admission: scenario.admission, user: scenario.user, files: scenario.files, until: scenario.until,
      seed: scenario.seed, limits: limits, extenderClient: scenario.extenderClient)
    do {
      simulation = try Simulation(input, checkCancelled: checkCancelled)
    } catch let error as RefusedObjects {
      throw RunError.scenario(scenario.sourceErrors(for: error))
    } catch let error as ConfigurationError {
      throw RunError.configuration(error)
    }
  }
}

extension Scenario {
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
