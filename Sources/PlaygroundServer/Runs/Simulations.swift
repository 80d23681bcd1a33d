import ClusterSimulator
import KubernetesAPI
import Playground
import Synchronization

/// Runs scenarios on the workers, and remembers the runs.
///
/// Who asks for a run that is just being made waits for it instead of making it again. A run that is made again quickly is
/// kept only when it is asked for a second time: most are looked at once, in the answer to who sent them.
final class Simulations: Sendable {
  struct Remembered: Sendable {
    var id: String
    var run: ScenarioRun
  }

  private struct State {
    /// Who waits for runs that are being made, by the runs' ids.
    var underway: [String: [CheckedContinuation<ScenarioRun?, any Error>]] = [:]
    /// Texts that ran last, the latest one at the end: running them with another configuration begins half-way.
    var prepared: [(text: String, scenario: PreparedScenario)] = []
  }

  let workers: Workers
  private let cache: RunCache
  private let catalog: ScenarioCatalog
  private let limits: SimulationLimits
  private let state = Mutex(State())
  private static let preparedTexts = 2
  /// Texts of no more bytes are read and created again as quickly as a run begins half-way.
  private static let shortText = 32 << 10

  init(workers: Workers, cache: RunCache, catalog: ScenarioCatalog, limits: SimulationLimits) {
    self.workers = workers
    self.cache = cache
    self.catalog = catalog
    self.limits = limits
  }

  /// The run of a source, made or remembered.
  ///
  /// - Throws: `SourceErrors`, `RunError`, ``WorkerPool/Busy``, ``Deadline/Exceeded``.
  func run(_ source: RunSource) async throws -> Remembered { try await answer(source) { $0 } }

  /// What is said of the run of a source. Of a run that must be made first the worker says it that made the run, while all
  /// of it is in its processor's caches, and then lets go what nobody keeps.
  ///
  /// - Throws: As ``run(_:)``.
  func answer<Answer: Sendable>(
    _ source: RunSource, _ answer: @escaping @Sendable (Remembered) -> Answer
  ) async throws -> Answer {
    let id = source.id
    let known = cache.find(id)
    if case .run(let run) = known {
      let remembered = Remembered(id: id, run: run)
      if run.simulation.isQuicklyRepeated { return answer(remembered) }
      // There may be much to say. Whoever called has other things to do, and is not held up.
      return await Task.detached { answer(remembered) }.value
    }
    if let run = try await runUnderway(id) { return answer(Remembered(id: id, run: run)) }
    do {
      return try await workers.run(textLength: source.text.utf8.count) { [self] deadline in
        let run = try make(source, deadline)
        if known == nil, run.simulation.isQuicklyRepeated {
          cache.keep(source, as: id)
        } else {
          // What this one displaces goes here as well, which takes its time.
          cache.keep(run, as: id)
        }
        handOn(.success(run), of: id)
        return answer(Remembered(id: id, run: run))
      }
    } catch {
      handOn(.failure(error), of: id)
      throw error
    }
  }

  /// A run that was made before.
  /// - Throws: 404 when it is forgotten, and as ``run(_:)``.
  func remembered(_ id: String) async throws -> Remembered {
    switch cache.find(id) {
    case .run(let run): return Remembered(id: id, run: run)
    case .source(let source): return try await run(source)
    case nil:
      throw Problem(.notFound, "the simulation \"\(id.prefix(64))\" is not remembered: post its scenario again")
    }
  }

  /// The runs of a text with several configurations, in their order, made side by side, re-scored, or remembered.
  ///
  /// - Throws: As ``run(_:)``.
  func compare(_ text: String, _ configurations: [ConfigurationChoice]) async throws -> [Remembered] {
    let sources = configurations.map { RunSource(text: text, configuration: $0) }
    let ids = sources.map(\.id)
    let known = ids.map { cache.find($0)?.run }
    let scenario: Scenario
    if let run = known.compactMap({ $0 }).first, known.count(where: { $0 == nil }) < 2 {
      scenario = run.scenario
    } else {
      scenario = try await prepare(text, configurations.first ?? .named(Scenario.defaultConfiguration)).scenario
    }
    let compared = try ComparedRuns(of: scenario, configurations)
    let runs = try await compared.make(known: known) { try await self.run(sources[$0]).run }
    for (id, run) in zip(ids, runs) { cache.keep(run, as: id) }
    return zip(ids, runs).map { Remembered(id: $0, run: $1) }
  }

  // MARK: Runs that are being made

  /// The run that somebody else is making; nil when nobody is, and the caller must make it and hand it on.
  private func runUnderway(_ id: String) async throws -> ScenarioRun? {
    try await withCheckedThrowingContinuation { continuation in
      let isFirst = state.withLock { state in
        if state.underway[id] == nil {
          state.underway[id] = []
          return true
        }
        state.underway[id]?.append(continuation)
        return false
      }
      if isFirst { continuation.resume(returning: nil) }
    }
  }

  private func handOn(_ run: Result<ScenarioRun?, any Error>, of id: String) {
    for waiting in state.withLock({ $0.underway.removeValue(forKey: id) }) ?? [] { waiting.resume(with: run) }
  }

  private func make(_ source: RunSource, _ deadline: Deadline) throws -> ScenarioRun {
    let isShort = source.text.utf8.count <= Self.shortText
    let scenario = try prepared(source.text) ?? (isShort ? nil : prepare(source.text, source.configuration, deadline))
    let check: @Sendable () throws -> Void = { try deadline.check() }
    if let scenario {
      return try ScenarioRun(scenario, configuration: source.configuration, checkCancelled: check)
    }
    return try ScenarioRun(
      catalog.read(source.text), configuration: source.configuration, limits: limits, checkCancelled: check)
  }

  // MARK: Texts that ran last

  private func prepare(_ text: String, _ configuration: ConfigurationChoice) async throws -> PreparedScenario {
    if let known = prepared(text) { return known }
    return try await workers.run(textLength: text.utf8.count) { [self] in try prepare(text, configuration, $0) }
  }

  private func prepare(
    _ text: String, _ configuration: ConfigurationChoice, _ deadline: Deadline
  ) throws -> PreparedScenario {
    let scenario = try catalog.read(text)
    try deadline.check()
    let prepared = try PreparedScenario(
      scenario, configuration: configuration, limits: limits, checkCancelled: { try deadline.check() })
    keep(prepared, of: text)
    return prepared
  }

  private func prepared(_ text: String) -> PreparedScenario? {
    state.withLock { state in state.prepared.first { $0.text == text }?.scenario }
  }

  private func keep(_ scenario: PreparedScenario, of text: String) {
    // What goes is let go when the lock is open again.
    let displaced = state.withLock { state in
      let displaced = state.prepared
      state.prepared.removeAll { $0.text == text }
      state.prepared.append((text, scenario))
      if state.prepared.count > Self.preparedTexts { state.prepared.removeFirst() }
      return displaced
    }
    withExtendedLifetime(displaced) {}
  }
}
