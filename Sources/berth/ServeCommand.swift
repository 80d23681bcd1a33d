import ArgumentParser
import Foundation
import Logging
import PlaygroundServer

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the playground: the page and its API.")

  @Option(help: "A name or address to serve on.")
  var host = "127.0.0.1"

  @Option(help: "A port; 0 for any that is free.")
  var port: UInt16 = 8080

  @Option(
    help: "The SQLite file that scenarios and shares are kept in; made when it is not there.", completion: .file())
  var database = "berth.sqlite"

  @Option(help: "The folder of the page's files.", completion: .directory)
  var `public` = "Public"

  @Option(help: "The folder of the scenarios that ship with Berth.", completion: .directory)
  var scenarios = "scenarios"

  @OptionGroup
  var webhooks: WebhookOptions

  @OptionGroup(title: "Limits")
  var limits: LimitOptions

  @Option(
    help: "What is logged: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).",
    transform: { text in
      guard let level = Logger.Level(rawValue: text) else { throw ValidationError("there is no level \"\(text)\"") }
      return level
    })
  var logLevel = Logger.Level.notice

  func run() async throws {
    var logger = Logger(label: "berth") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = logLevel
    let configuration = Configuration(
      host: host, port: port, databasePath: database, publicDirectory: `public`, scenariosDirectory: scenarios,
      allowedWebhooks: webhooks.allowWebhook, limits: limits.limits, logger: logger)
    let server: PlaygroundServer
    do {
      server = try PlaygroundServer(configuration)
    } catch {
      throw InputError("cannot serve: \(error)")
    }
    let shown = host.contains(":") ? "[\(host)]" : host
    FileHandle.standardError.write(Data("Berth is serving http://\(shown):\(server.port)\n".utf8))
    await server.runUntilTerminated()
  }
}
