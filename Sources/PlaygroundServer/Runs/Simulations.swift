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

  nonisolated let workers: WorkerPool
  private let cache: RunCache
  private let catalog: ScenarioCatalog
  private let limits: SimulationLimits
  private var underway: [String: Task<ScenarioRun, any Error>] = [:]

  init(workers: WorkerPool, cache: RunCache, catalog: ScenarioCatalog, limits: SimulationLimits) {
    self.workers = workers
    self.cache = cache
    self.catalog = catalog
    self.limits = limits
  }

  /// The run of a text, made or remembered.
  ///
  /// - Throws: `SourceErrors`, `RunError`, ``WorkerPool/Busy``, ``Deadline/Exceeded``.
  func run(_ text: String, _ configuration: ConfigurationChoice) async throws -> Remembered {
    let id = RunCache.id(scenario: text, configuration: configuration)
    if let run = cache.run(id) { return Remembered(id: id, run: run) }
    if let task = underway[id] { return Remembered(id: id, run: try await task.value) }
    let task = Task { [workers, catalog, limits] in
      try await workers.run { deadline in
        let scenario = try catalog.read(text)
        try deadline.check()
        return try ScenarioRun(
          scenario, configuration: configuration, limits: limits, checkCancelled: { try deadline.check() })
      }
    }
    underway[id] = task
    defer { underway[id] = nil }
    let run = try await task.value
    cache.keep(run, as: id)
    return Remembered(id: id, run: run)
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
