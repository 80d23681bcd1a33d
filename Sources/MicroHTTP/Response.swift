public import HTTPTypes

/// What goes back to a client.
///
///     Response(status: .ok, headers: [.contentType: "text/plain"], body: "ok")
public struct Response: Sendable {
  public enum Body: Sendable {
    case bytes([UInt8])
    /// A body of unknown length, sent piece by piece as it is written. The closure runs in a task of its own, which
    /// is cancelled when the client left or the server stops; the body ends when it returns, and the connection is
    /// broken off when it throws, so that the client cannot mistake a part for the whole.
    case stream(@Sendable (BodyWriter) async throws -> Void)
    /// A response that was made before, which is sent as it is: the other's header fields count for nothing.
    case prepared(PreparedResponse)
  }

  public var status: HTTPResponse.Status
  /// Without Content-Length, Transfer-Encoding and Date: the server adds these.
  public var headers: HTTPFields
  public var body: Body

  public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = .bytes(body)
  }

  public init(status: HTTPResponse.Status, headers: HTTPFields = [:], body: String) {
    self.init(status: status, headers: headers, body: Array(body.utf8))
  }

  public init(_ prepared: PreparedResponse) {
    status = prepared.status
    headers = [:]
    body = .prepared(prepared)
  }

  public init(
    status: HTTPResponse.Status, headers: HTTPFields = [:],
    stream: @escaping @Sendable (BodyWriter) async throws -> Void
  ) {
    self.status = status
    self.headers = headers
    self.body = .stream(stream)
  }
}

/// How a handler answers.
public enum Reply: Sendable {
  /// At once. What it takes to make the response is done on the thread that owns the sockets: keep it short.
  case now(Response)
  /// At once, with a response made earlier.
  case prepared(PreparedResponse)
  /// When the work is done; until then the connection waits and its thread serves others. The task is cancelled when
  /// the server stops and its grace period is over.
  case later(@Sendable () async -> Response)
  /// As ``later(_:)``, for work that does next to nothing itself but wait for threads of somebody's own. No other thread
  /// has to wake up for it: it begins on the thread that owns the sockets, and goes on on those that end its waiting.
  case waiting(@Sendable () async -> Response)
}

/// A request that the server answers itself, without asking the handler.
public enum Refusal: Sendable, Hashable {
  /// 400: no request that HTTP/1.1 allows.
  case malformedRequest(String)
  /// 413: the body is longer than the limit, in bytes.
  case bodyTooLarge(limit: Int)
  /// 501: a transfer coding other than chunked.
  case unknownTransferCoding(String)
  /// 503: the server is stopping.
  case stopping
}
