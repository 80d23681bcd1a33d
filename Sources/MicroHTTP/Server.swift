/// An HTTP/1.1 server.
///
///     let server = try Server(configuration: .init(port: 8080)) { request in
///       .now(Response(status: .ok, body: "hello"))
///     }
///     …
///     await server.stop(gracePeriod: .seconds(5))
///
/// It serves from its own threads as soon as it is made, and must be stopped before it is let go.
public final class Server: Sendable {
  /// Answers a request. It is called on a thread that owns sockets: work that may take long belongs into
  /// ``Reply/later(_:)``.
  public typealias Handler = @Sendable (Request) -> Reply

  /// The port that is served, also when the configuration asked for any free one.
  public let port: UInt16
  private let core: ServerCore
  private let daemon: Daemon
  /// Looks after connections whose clients have left.
  private let attendance: Task<Void, Never>
  private static let attention = Duration.milliseconds(500)

  /// - Throws: ``ListenError`` when the address cannot be served.
  public init(configuration: Configuration, handler: @escaping Handler) throws(ListenError) {
    let socket = try ListeningSocket(host: configuration.host, port: configuration.port, backlog: 512)
    port = socket.port
    core = ServerCore(configuration: configuration, handler: handler)
    daemon = try Daemon(core: core, socket: socket)
    attendance = Task.detached { [core] in
      while !Task.isCancelled {
        try? await Task.sleep(for: Self.attention)
        core.peers.look()
      }
    }
  }

  /// Requests from their first line to the last byte of their response.
  public var activeRequests: Int { core.activity.requests }

  /// Stops: lets the requests at hand end, and closes everything. A request that comes meanwhile is the last one of its
  /// connection, and one that would have to wait is refused.
  ///
  /// Streams are asked to end at once. What is not done within the grace period is cancelled and answered 503. Further
  /// calls do nothing.
  public func stop(gracePeriod: Duration) async {
    guard core.activity.beginStopping() else { return }
    for suspended in core.activity.suspended { suspended.cancel() }
    await waitUntilIdle(atMost: gracePeriod)
    for suspended in core.activity.close() { suspended.abandon() }
    await waitUntilIdle(atMost: .seconds(1))
    // The event loops come to see that the last connections are gone, and sleep.
    try? await Task.sleep(for: .milliseconds(20))
    attendance.cancel()
    await daemon.stop()
  }

  private func waitUntilIdle(atMost duration: Duration) async {
    let deadline = ContinuousClock.now + duration
    while activeRequests > 0, ContinuousClock.now < deadline, !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(10))
    }
  }
}

/// What the requests of a server share.
final class ServerCore: Sendable {
  let configuration: Server.Configuration
  let handler: Server.Handler
  let activity = Activity()
  let peers = Peers()
  let prepared: PreparedTargets

  init(configuration: Server.Configuration, handler: @escaping Server.Handler) {
    self.configuration = configuration
    self.handler = handler
    prepared = configuration.prepared ?? PreparedTargets()
  }
}
