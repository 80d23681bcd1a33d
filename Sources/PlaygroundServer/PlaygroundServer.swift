import Dispatch
import Foundation
import Logging
import MicroHTTP
import Playground
import Webhooks

/// The playground: the page and the API, over one database.
///
///     let server = try PlaygroundServer(Configuration(port: 8080))
///     try await server.runUntilTerminated()
public final class PlaygroundServer: Sendable {
  private let server: Server
  private let workers: Workers
  private let logger: Logger

  /// Opens the database, reads the page and the scenarios that ship with it, and begins to serve.
  ///
  /// - Throws: `StoreError` when the database cannot be used, `SourceErrors` when a scenario that ships has mistakes,
  ///   `ListenError` when the address cannot be served, and `CocoaError` when a file cannot be read.
  public init(_ configuration: Configuration) throws {
    let limits = configuration.limits
    let store = try SQLiteStore(path: configuration.databasePath, quota: limits.storage)
    let files = try StaticFiles(directory: configuration.publicDirectory)
    let library = try ScenarioLibrary(directory: configuration.scenariosDirectory)
    let workers = Workers(limits)
    let prepared = PreparedTargets(capacity: limits.keptAnswers)
    files.prepare(prepared)
    let answers = KeptAnswers(targets: prepared)
    let metrics = Metrics()
    let catalog = ScenarioCatalog(
      library: library, store: store, limits: limits.scenario,
      webhooks: try WebhookClient(allowing: configuration.allowedWebhooks))
    let simulations = Simulations(
      workers: workers, cache: RunCache(capacity: limits.keptRunItems), catalog: catalog, limits: limits.simulation)
    var routes = ScenarioRoutes(catalog: catalog, answers: answers).routes
    routes += RunRoutes(catalog: catalog, simulations: simulations, answers: answers).routes
    routes +=
      ComparisonRoutes(
        catalog: catalog, simulations: simulations, configurationLimit: limits.comparedConfigurations
      ).routes
    routes += ShareRoutes(catalog: catalog, viewLimit: limits.shareView).routes
    routes +=
      HealthRoutes(
        store: store, measurements: { metrics.text(workers.statistics.gauges, prepared: prepared.answers) }
      ).routes
    routes += PageRoutes(files: files).routes
    routes.append(OpenAPIRoute.route(describing: routes, bodyLimit: limits.body, answers: answers))

    let application = Application(
      router: Router(routes), files: files, metrics: metrics, logger: configuration.logger)
    var http = Server.Configuration(host: configuration.host, port: configuration.port)
    http.prepared = prepared
    if configuration.logger.logLevel <= .info { http.answeredPrepared = { application.log($0) } }
    http.bodyLimit = limits.body
    http.connectionLimit = limits.connections
    http.refusalResponse = { application.response(to: $0) }
    http.log = { [logger = configuration.logger] in logger.debug("\($0)") }
    do {
      server = try Server(configuration: http) { application.reply(to: $0) }
    } catch {
      workers.stop()
      throw error
    }
    self.workers = workers
    logger = configuration.logger
  }

  /// The port that is served.
  public var port: UInt16 { server.port }

  /// Takes no more requests, lets those at hand end for at most `gracePeriod`, and closes everything.
  public func stop(gracePeriod: Duration = .seconds(5)) async {
    await server.stop(gracePeriod: gracePeriod)
    workers.stop()
  }

  /// Serves until the process is asked to end by SIGTERM or SIGINT, then stops.
  public func runUntilTerminated() async {
    let signals = TerminationSignals()
    let name = await signals.next()
    logger.notice("stopping", metadata: ["signal": "\(name)"])
    await stop()
  }
}

extension WorkerPool.Statistics {
  fileprivate var gauges: [Metrics.Gauge] {
    [
      .init(name: "berth_simulations_running", help: "Simulations that run now.", kind: .gauge, value: running),
      .init(name: "berth_simulations_queued", help: "Simulations that wait now.", kind: .gauge, value: queued),
      .init(
        name: "berth_simulations_refused_total", help: "Simulations that found the queue full.", kind: .counter,
        value: refused),
      .init(
        name: "berth_simulations_timed_out_total", help: "Simulations that were stopped for their time.",
        kind: .counter, value: timedOut),
    ]
  }
}
