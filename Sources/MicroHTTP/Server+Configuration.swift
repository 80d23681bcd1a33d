import HTTPTypes

extension Server {
  public struct Configuration: Sendable {
    /// A name or numeric address to bind.
    public var host: String
    /// 0: any free port.
    public var port: UInt16
    /// Threads that own the sockets.
    public var eventLoops: Int
    /// Connections at once; more are closed as they come.
    public var connectionLimit: Int
    /// Connections at once of one client address; nil: no limit of its own.
    public var connectionLimitPerAddress: Int?
    /// Seconds without a byte after which a connection is closed, unless it waits for its response.
    public var idleTimeout: Int
    /// Bytes for the request line and header fields of one request and of its response. Each connection has so many, and
    /// the library clears them after every request.
    public var headerLimit: Int
    /// Bytes of one request's body.
    public var bodyLimit: Int
    /// Bytes of a body above `bodyLimit` that are read and thrown away so that the client gets to read the refusal;
    /// past it the connection is closed without one.
    public var discardLimit: Int
    /// Makes the response to a request that the handler is not asked about.
    public var refusalResponse: @Sendable (Refusal) -> Response
    /// What is answered without asking the handler.
    public var prepared: PreparedTargets?
    /// Called before each of those answers, on the thread that owns the socket; they are counted without it
    /// (``PreparedTargets/answers``).
    public var answeredPrepared: (@Sendable (PreparedExchange) -> Void)?
    /// Takes the messages of the library, such as failed system calls. Called from any thread.
    public var log: @Sendable (String) -> Void

    public init(host: String = "127.0.0.1", port: UInt16 = 0) {
      self.host = host
      self.port = port
      eventLoops = 2
      connectionLimit = 1000
      connectionLimitPerAddress = nil
      idleTimeout = 60
      headerLimit = 16 * 1024
      bodyLimit = 8 * 1024 * 1024
      discardLimit = 256 * 1024 * 1024
      refusalResponse = Configuration.plainRefusal
      log = { _ in }
    }

    private static func plainRefusal(_ refusal: Refusal) -> Response {
      let headers: HTTPFields = [.contentType: "text/plain; charset=utf-8"]
      return switch refusal {
      case .malformedRequest(let reason): Response(status: .badRequest, headers: headers, body: reason)
      case .bodyTooLarge(let limit):
        Response(status: .contentTooLarge, headers: headers, body: "the limit for a body is \(limit) bytes")
      case .unknownTransferCoding(let coding):
        Response(status: .notImplemented, headers: headers, body: "unknown transfer coding \(coding)")
      case .stopping: Response(status: .serviceUnavailable, headers: headers, body: "the server is stopping")
      }
    }
  }
}
