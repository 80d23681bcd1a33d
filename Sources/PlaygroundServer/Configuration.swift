public import Logging

/// What a server is started with.
public struct Configuration: Sendable {
  /// A name or numeric address to bind.
  public var host: String
  /// 0: any free port.
  public var port: UInt16
  /// The SQLite file; made when it is not there.
  public var databasePath: String
  /// The page's files.
  public var publicDirectory: String
  /// The scenarios that ship with Berth.
  public var scenariosDirectory: String
  /// The only addresses that admission webhooks and extenders may call.
  public var allowedWebhooks: [String]
  public var limits: Limits
  public var logger: Logger

  public init(
    host: String = "127.0.0.1", port: UInt16 = 8080, databasePath: String = "berth.sqlite",
    publicDirectory: String = "Public", scenariosDirectory: String = "scenarios", allowedWebhooks: [String] = [],
    limits: Limits = Limits(), logger: Logger = Logger(label: "berth")
  ) {
    self.host = host
    self.port = port
    self.databasePath = databasePath
    self.publicDirectory = publicDirectory
    self.scenariosDirectory = scenariosDirectory
    self.allowedWebhooks = allowedWebhooks
    self.limits = limits
    self.logger = logger
  }
}
