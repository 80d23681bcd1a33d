import CMicrohttpd
import Glibc
public import HTTPTypes

/// A request from its first line on. It is answered by what was prepared for its target, if that is all it takes, and by an
/// ``Exchange`` otherwise. Only the connection's thread touches it.
final class Arrival {
  private let loop: EventLoop
  private let prepared: LoopResource?
  /// nil for one that is prepared.
  private let rawTarget: String?
  /// What will be sent when the request has come to its end: answering sooner would cost the connection.
  private var chosen: Negotiation.Variant?
  private var exchange: Exchange?

  /// - Parameters:
  ///   - server: Unmanaged, for counting references to it would make the threads wait for each other.
  ///   - target: As the request line has it.
  init(server: Unmanaged<ServerCore>, target: UnsafeBufferPointer<UInt8>) {
    loop = .current(for: server)
    prepared = loop.resource(for: target)
    rawTarget = prepared == nil ? String(validating: target, as: UTF8.self) : nil
  }

  deinit {
    if chosen != nil { loop.active.add(-1) }
  }

  func advance(
    _ connection: Connection, method: UnsafePointer<CChar>, data: UnsafeRawBufferPointer
  ) -> MHD_Result {
    if let exchange { return exchange.advance(connection, method: method, data: data) }
    if let prepared {
      if let chosen { return send(chosen, of: prepared, connection, method: method) }
      chosen = choose(from: prepared, connection, method: method)
      if chosen != nil {
        loop.active.add(1)
        connection.peer?.beginAnswer()
        return .YES
      }
    }
    let exchange = Exchange(server: loop.server, rawTarget: prepared?.target ?? rawTarget)
    self.exchange = exchange
    return exchange.advance(connection, method: method, data: data)
  }

  /// nil for a request that asks for more than the resource.
  private func choose(
    from prepared: LoopResource, _ connection: Connection, method: UnsafePointer<CChar>
  ) -> Negotiation.Variant? {
    guard Self.isHead(method) || strcmp(method, "GET") == 0, !loop.server.activity.isStopping else { return nil }
    let conditions = CMicrohttpdReadConditions(connection.pointer)
    guard !conditions.announcesBody else { return nil }
    return prepared.negotiation.variant(
      acceptEncoding: Self.bytes(conditions.acceptEncoding, conditions.acceptEncodingLength),
      ifNoneMatch: Self.bytes(conditions.ifNoneMatch, conditions.ifNoneMatchLength))
  }

  private func send(
    _ variant: Negotiation.Variant, of prepared: LoopResource, _ connection: Connection,
    method: UnsafePointer<CChar>
  ) -> MHD_Result {
    let toHead = Self.isHead(method)
    prepared.tally.count(toHead: toHead, notModified: variant.isNotModified)
    if let answered = loop.server.configuration.answeredPrepared {
      answered(
        PreparedExchange(
          connection: connection, method: toHead ? .head : .get, target: prepared.target,
          response: prepared.response(variant)))
    }
    return connection.queue(prepared.handle(of: variant), status: variant.isNotModified ? 304 : 200)
  }

  private static func isHead(_ method: UnsafePointer<CChar>) -> Bool { strcmp(method, "HEAD") == 0 }

  private static func bytes(_ start: UnsafePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let start else { return nil }
    return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
  }
}

/// A request that was answered without asking the handler, for records.
public struct PreparedExchange {
  let connection: Connection
  public let method: HTTPRequest.Method
  /// As the request line has it.
  public let target: String
  public let response: PreparedResponse

  /// The numeric address of the peer; empty when it is not known.
  public var clientAddress: String { connection.peerAddress }
}
