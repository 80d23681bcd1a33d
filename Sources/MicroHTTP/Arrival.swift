import CMicrohttpd
import Glibc
public import HTTPTypes

/// A request from its first line on. It is answered by what was prepared for its target, if that is all it takes, and by an
/// ``Exchange`` otherwise. Only the connection's thread touches it.
final class Arrival {
  private let server: ServerCore
  private let rawTarget: String?
  private let prepared: PreparedResource?
  /// What will be sent when the request has come to its end: answering sooner would cost the connection.
  private var chosen: PreparedResponse?
  private var exchange: Exchange?
  private var isCounted = false

  /// - Parameter rawTarget: nil when the target is not UTF-8.
  init(server: ServerCore, rawTarget: String?) {
    self.server = server
    self.rawTarget = rawTarget
    prepared = rawTarget.flatMap { server.configuration.prepared?[$0] }
  }

  deinit {
    if isCounted { server.activity.requestEnded() }
  }

  func advance(
    _ connection: Connection, method: UnsafePointer<CChar>, data: UnsafeRawBufferPointer
  ) -> MHD_Result {
    if let exchange { return exchange.advance(connection, method: method, data: data) }
    if let chosen { return send(chosen, connection, method: method) }
    if let prepared, let response = choose(from: prepared, connection, method: method) {
      chosen = response
      isCounted = true
      server.activity.requestStarted()
      return .YES
    }
    let exchange = Exchange(server: server, rawTarget: rawTarget)
    self.exchange = exchange
    return exchange.advance(connection, method: method, data: data)
  }

  /// nil for a request that asks for more than the resource.
  private func choose(
    from resource: PreparedResource, _ connection: Connection, method: UnsafePointer<CChar>
  ) -> PreparedResponse? {
    guard Self.isHead(method) || strcmp(method, "GET") == 0, !server.activity.isStopping, !connection.announcesBody
    else { return nil }
    return connection.withHeader("Accept-Encoding") { acceptEncoding in
      connection.withHeader("If-None-Match") { ifNoneMatch in
        resource.response(acceptEncoding: acceptEncoding, ifNoneMatch: ifNoneMatch)
      }
    }
  }

  private func send(
    _ response: PreparedResponse, _ connection: Connection, method: UnsafePointer<CChar>
  ) -> MHD_Result {
    if let answered = server.configuration.answeredPrepared {
      answered(
        PreparedExchange(
          connection: connection, method: Self.isHead(method) ? .head : .get, target: rawTarget ?? "",
          label: prepared?.label ?? "", response: response))
    }
    return connection.queue(response.handle, status: response.status)
  }

  private static func isHead(_ method: UnsafePointer<CChar>) -> Bool { strcmp(method, "HEAD") == 0 }
}

/// A request that was answered without asking the handler, for records.
public struct PreparedExchange {
  let connection: Connection
  public let method: HTTPRequest.Method
  /// As the request line has it.
  public let target: String
  /// That of the resource.
  public let label: String
  public let response: PreparedResponse

  /// The numeric address of the peer; empty when it is not known.
  public var clientAddress: String { connection.peerAddress }
}
