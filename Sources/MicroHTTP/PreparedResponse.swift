public import HTTPTypes

/// A response that is made once and sent any number of times, such as a static file: nothing is copied per request.
public final class PreparedResponse: Sendable {
  public let status: HTTPResponse.Status
  /// Bytes in the body.
  public let length: Int
  let handle: ResponseHandle
  private let body: SharedBody
  private let headers: HTTPFields

  /// Nil when there is no memory for it.
  public init?(status: HTTPResponse.Status, headers: HTTPFields, body: [UInt8]) {
    let shared = SharedBody(body)
    guard let handle = ResponseHandle(sharing: shared, headers: headers) else { return nil }
    self.status = status
    self.length = body.count
    self.handle = handle
    self.body = shared
    self.headers = headers
  }

  /// The same once more, for one thread: what is counted as it is sent is then not shared with others. The body is.
  func makeHandle() -> ResponseHandle? { ResponseHandle(sharing: body, headers: headers) }
}
