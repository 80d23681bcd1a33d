public import HTTPTypes

/// A request that was received whole.
public struct Request: Sendable {
  /// Method, target and header fields; `head.path` is the target as it was sent, with the query.
  public var head: HTTPRequest
  public var target: RequestTarget
  public var body: [UInt8]
  /// The numeric address of the peer; empty when it is not known.
  public var clientAddress: String

  public init(head: HTTPRequest, target: RequestTarget, body: [UInt8] = [], clientAddress: String = "") {
    self.head = head
    self.target = target
    self.body = body
    self.clientAddress = clientAddress
  }

  public var method: HTTPRequest.Method { head.method }
  public var headers: HTTPFields { head.headerFields }

  /// The content codings in which the client takes bodies.
  public var acceptedCodings: ContentCodings { headers[.acceptEncoding].map { FieldValue.codings($0.utf8) } ?? [] }
}
