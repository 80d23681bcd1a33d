import ClusterSimulator
import KubernetesAPI
import Playground

/// Runs scenarios on the workers, and remembers the runs.
///
/// Who asks for a run that is just being made waits for it instead of making it again.
actor Simulations {
  struct Remembered: Sendable {
    var id: String
    var run: ScenarioRun
  }

  nonisolated let workers: Workers
  private let cache: RunCache
  private let catalog: ScenarioCatalog
  private let limits: SimulationLimits
  private var underway: [String: Task<ScenarioRun, any Error>] = [:]
  /// Texts that ran last, the latest one at the end: running them with another configuration begins half-way.
  private var prepared: [(text: String, scenario: PreparedScenario)] = []
  private static let preparedTexts = 2
  /// Texts of no more bytes are read and created again as quickly as a run begins half-way.
  private static let shortText = 32 << 10

  init(workers: Workers, cache: RunCache, catalog: ScenarioCatalog, limits: SimulationLimits) {
    self.workers = workers
    self.cache = cache
    self.catalog = catalog
    self.limits = limits
  }

  /// The run of a text, made or remembered.
  ///
  /// - Throws: `SourceErrors`, `RunError`, ``WorkerPool/Busy``, ``Deadline/Exceeded``.
  nonisolated func run(_ text: String, _ configuration: ConfigurationChoice) async throws -> Remembered {
    let id = RunCache.id(scenario: text, configuration: configuration)
    if let run = cache.run(id) { return Remembered(id: id, run: run) }
    return Remembered(id: id, run: try await make(id, text, configuration))
  }

  /// Only what must not be done twice is done here: other requests wait for the actor.
  private func make(_ id: String, _ text: String, _ configuration: ConfigurationChoice) async throws -> ScenarioRun {
    if let task = underway[id] { return try await task.value }
    let known = prepared(text)
    let task = Task { [workers, cache] in
      let (scenario, run) = try await workers.run(textLength: text.utf8.count) { [self] deadline in
        let isShort = text.utf8.count <= Self.shortText
        let scenario = try known ?? (isShort ? nil : prepare(text, configuration, deadline))
        let check: @Sendable () throws -> Void = { try deadline.check() }
        let run =
          if let scenario {
            try ScenarioRun(scenario, configuration: configuration, checkCancelled: check)
          } else {
            try ScenarioRun(
              catalog.read(text), configuration: configuration, limits: limits, checkCancelled: check)
          }
        // What this one displaces goes here as well, which takes its time.
        cache.keep(run, as: id)
        return (scenario, run)
      }
      if let scenario { keep(scenario, of: text) }
      return run
    }
    underway[id] = task
    defer { underway[id] = nil }
    return try await task.value
  }

  /// The runs of a text with several configurations, in their order, made side by side, re-scored, or remembered.
  ///
  /// - Throws: As ``run(_:_:)``.
  func compare(_ text: String, _ configurations: [ConfigurationChoice]) async throws -> [Remembered] {
    let ids = configurations.map { RunCache.id(scenario: text, configuration: $0) }
    let known = ids.map(cache.run)
    let scenario: Scenario
    if let run = known.compactMap({ $0 }).first, known.count(where: { $0 == nil }) < 2 {
      scenario = run.scenario
    } else {
      scenario = try await prepare(text, configurations.first ?? .named(Scenario.defaultConfiguration)).scenario
    }
    let compared = try ComparedRuns(of: scenario, configurations)
    let runs = try await compared.make(known: known) { try await self.run(text, configurations[$0]).run }
    for (id, run) in zip(ids, runs) { cache.keep(run, as: id) }
    return zip(ids, runs).map { Remembered(id: $0, run: $1) }
  }

  private func prepare(_ text: String, _ configuration: ConfigurationChoice) async throws -> PreparedScenario {
    if let known = prepared(text) { return known }
    let scenario = try await workers.run(textLength: text.utf8.count) { [self] deadline in
      try prepare(text, configuration, deadline)
    }
    keep(scenario, of: text)
    return scenario
  }

  private nonisolated func prepare(
    _ text: String, _ configuration: ConfigurationChoice, _ deadline: Deadline
  ) throws -> PreparedScenario {
    let scenario = try catalog.read(text)
    try deadline.check()
    return try PreparedScenario(
      scenario, configuration: configuration, limits: limits, checkCancelled: { try deadline.check() })
  }

  private func prepared(_ text: String) -> PreparedScenario? { prepared.first { $0.text == text }?.scenario }

  private func keep(_ scenario: PreparedScenario, of text: String) {
    prepared.removeAll { $0.text == text }
    prepared.append((text, scenario))
    if prepared.count > Self.preparedTexts { prepared.removeFirst() }
  }

  /// A run that was made before.
  /// - Throws: 404 when it is forgotten.
  nonisolated func remembered(_ id: String) throws -> Remembered {
    guard let run = cache.run(id) else {
      throw Problem(.notFound, "the simulation \"\(id.prefix(64))\" is not remembered: post its scenario again")
    }
    return Remembered(id: id, run: run)
  }
}
