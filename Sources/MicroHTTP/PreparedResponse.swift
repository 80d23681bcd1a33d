public import HTTPTypes

/// A response that is made once and sent any number of times, such as a static file: nothing is copied per request.
public final class PreparedResponse: Sendable {
  public let status: HTTPResponse.Status
  /// Bytes in the body.
  public let length: Int
  let handle: ResponseHandle

  /// Nil when there is no memory for it.
  public init?(status: HTTPResponse.Status, headers: HTTPFields, body: [UInt8]) {
    guard let handle = ResponseHandle(copying: body, headers: headers) else { return nil }
    self.status = status
    self.length = body.count
    self.handle = handle
  }
}
